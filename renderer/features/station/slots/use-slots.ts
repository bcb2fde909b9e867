// Owns: the slots of the station and changing them. Imports data.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Slot } from '../../../../electron/contract/device.ts';
import { keys, useAct, useClient } from '../../../data/index.ts';

export function useSlots() {
  const client = useClient();
  return useQuery({ queryKey: keys.slots(), queryFn: ({ signal }) => client.slots.list(undefined, { signal }) });
}

/**
 * Shows the new list at once; what the engine refuses is taken back, and why is said. One change after the other is sent,
 * and each is made of the last one wanted: keys are faster than the engine, and what it answered in between is older.
 */
export function useChangeSlots(): (update: (slots: readonly Slot[]) => readonly Slot[]) => void {
  const client = useClient();
  const queries = useQueryClient();
  const wanted = useRef<readonly Slot[]>(undefined);
  const tail = useRef<Promise<unknown>>(Promise.resolve());
  const change = useAct(async (next: readonly Slot[]) => {
    const turn = tail.current.then(() => client.slots.set([...next]));
    tail.current = turn.catch(() => undefined);
    try {
      await turn;
    } catch (thrown) {
      wanted.current = undefined;
      throw thrown;
    } finally {
      // Until the list has been read anew, what is shown may still be one that was read before this change.
      if (wanted.current === next || wanted.current === undefined)
        await queries.invalidateQueries({ queryKey: keys.slots() });
      if (wanted.current === next) wanted.current = undefined;
    }
  });
  return (update) => {
    const next = update(wanted.current ?? queries.getQueryData<readonly Slot[]>(keys.slots()) ?? []);
    wanted.current = next;
    // What is being read now is older.
    void queries.cancelQueries({ queryKey: keys.slots() });
    queries.setQueryData(keys.slots(), next);
    change.mutate(next);
  };
}
