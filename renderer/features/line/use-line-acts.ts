// Owns: what an operator does to the line, as acts on the engine. Imports data and the model.
// Failures are shown by `useAct`; an act on several slots goes on past one that fails.
import { useCallback } from 'react';
import { useAct, useClient, usePreferences } from '../../data/index.ts';
import type { StartRequest } from './model/key-targets.ts';

export interface LineActs {
  start(requests: readonly StartRequest[]): void;
  stop(slot: string): void;
  setOperator(name: string): void;
  readonly isStarting: boolean;
}

export function useLineActs(): LineActs {
  const client = useClient();
  const [, changePreferences] = usePreferences();
  const start = useAct(async (requests: readonly StartRequest[]) => {
    const results = await Promise.allSettled(
      requests.map(({ slot, scannedSerial, again = false }) =>
        client.line.start({ slot, again, ...(scannedSerial === undefined ? {} : { scannedSerial }) }),
      ),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  });
  const stop = useAct((slot: string) => client.line.stop({ slot }));
  const setOperator = useAct(async (name: string) => {
    // As it is in the engine now: what the window shows may be a moment old, and a set-up must not come back by that.
    const { setup } = await client.line.get();
    if (setup) await client.line.setup({ ...setup, operator: name });
  });
  const { mutate: mutateStart } = start;
  const { mutate: mutateStop } = stop;
  const { mutate: mutateOperator } = setOperator;
  return {
    isStarting: start.isPending,
    start: useCallback((requests) => mutateStart(requests), [mutateStart]),
    stop: useCallback((slot) => mutateStop(slot), [mutateStop]),
    setOperator: useCallback(
      (name) => {
        changePreferences({ operator: name });
        mutateOperator(name);
      },
      [changePreferences, mutateOperator],
    ),
  };
}
