// Owns: what an operator does to the line, as acts on the engine, and what came of them in words. Imports data, the model.
// What the station refuses is said by the line itself, in the slot's tile and in its head: nothing lies over the tiles.
// Start reading at `useLineActs`; an act on several slots goes on past one that fails.
import { useCallback, useEffect, useRef } from 'react';
import { type ErrorReport, toSlipwayError } from '../../../electron/contract/errors.ts';
import type { LineSlot } from '../../../electron/contract/line.ts';
import { useAct, useClient, usePreferences } from '../../data/index.ts';
import { useErrorTexts, useTexts } from '../../i18n/index.ts';
import { announce } from '../../ui/index.ts';
import type { StartRequest } from './model/key-targets.ts';
import { lineTexts } from './texts.ts';
import type { RefusedStarts } from './use-refusals.ts';
import type { Said } from './use-said.ts';

export interface LineActs {
  start(requests: readonly StartRequest[]): void;
  stop(slot: string): void;
  setOperator(name: string): void;
  readonly isStarting: boolean;
}

export interface LineActsDeps {
  readonly slots: readonly LineSlot[] | undefined;
  readonly said: Pick<Said, 'say' | 'refuse'>;
  readonly refusals: Pick<RefusedStarts, 'add' | 'forget'>;
}

interface Answer {
  readonly request: StartRequest;
  /** Why it was refused. */
  readonly error?: ErrorReport;
  /** The slot has changed by it to a state that is heard for itself. */
  readonly isHeard?: boolean;
}

export function useLineActs({ slots, said, refusals }: LineActsDeps): LineActs {
  const t = useTexts(lineTexts);
  const errorText = useErrorTexts();
  const client = useClient();
  const [, changePreferences] = usePreferences();
  const newest = useRef(slots);
  useEffect(() => {
    newest.current = slots;
  }, [slots]);
  const slotOf = (name: string) => newest.current?.find(({ slot }) => slot === name);

  const startOne = async (request: StartRequest): Promise<Answer> => {
    const { slot, scannedSerial, again = false } = request;
    const before = slotOf(slot)?.phase;
    try {
      await client.line.start({ slot, again, ...(scannedSerial === undefined ? {} : { scannedSerial }) });
      return { request };
    } catch (thrown) {
      const error = toSlipwayError(thrown).toReport();
      const now = slotOf(slot);
      refusals.add(slot, { error, serial: scannedSerial, mac: now?.unit?.mac ?? null });
      const isHeard = now?.phase !== before && (now?.phase === 'hold' || now?.phase === 'repeat');
      return { request, error, isHeard };
    }
  };

  const sayStarted = (answers: readonly Answer[]) => {
    const started = answers.filter(({ error }) => error === undefined);
    const [first] = started;
    if (first?.request.scannedSerial !== undefined) {
      return said.say(t('said_serial', { slot: first.request.slot, serial: first.request.scannedSerial }));
    }
    if (first !== undefined) announce(t('said_started', { count: started.length }));
  };

  const sayRefused = (answers: readonly Answer[]) => {
    const unheard = answers.flatMap(({ request, error, isHeard }) =>
      error === undefined || isHeard === true ? [] : [{ request, error }],
    );
    const [first] = unheard;
    if (first === undefined) return;
    const cause = errorText(first.error).title;
    const serial = first.request.scannedSerial;
    if (serial !== undefined) return said.refuse(t('said_label_refused', { slot: first.request.slot, serial, cause }));
    const alike = unheard.filter(({ error }) => error.code === first.error.code).map(({ request }) => request.slot);
    said.refuse(t('said_refused', { slots: alike.join(t('between_slots')), count: alike.length, cause }));
  };

  const start = useAct(async (requests: readonly StartRequest[]) => {
    refusals.forget(requests.map(({ slot }) => slot));
    const answers = await Promise.all(requests.map(startOne));
    sayStarted(answers);
    sayRefused(answers);
  });

  /** What fails is said by `refused`, else `done` says what was done. */
  const told = async (act: () => Promise<unknown>, done: string, refused: (cause: string) => string) => {
    try {
      await act();
      said.say(done);
    } catch (thrown) {
      said.refuse(refused(errorText(toSlipwayError(thrown).toReport()).title));
    }
  };
  const stop = useAct((slot: string) =>
    told(
      () => client.line.stop({ slot }),
      t('said_stopped', { slot }),
      (cause) => t('said_refused', { slots: slot, count: 1, cause }),
    ),
  );
  const setOperator = useAct((name: string) => {
    const change = async () => {
      // As it is in the engine now: what the window shows may be a moment old, and a set-up must not come back by that.
      const { setup } = await client.line.get();
      if (setup) await client.line.setup({ ...setup, operator: name });
      changePreferences({ operator: name });
    };
    return told(change, t('said_operator', { name }), (cause) => t('said_operator_refused', { name, cause }));
  });
  const { mutate: mutateStart } = start;
  const { mutate: mutateStop } = stop;
  const { mutate: mutateOperator } = setOperator;
  return {
    isStarting: start.isPending,
    start: useCallback((requests) => mutateStart(requests), [mutateStart]),
    stop: useCallback((slot) => mutateStop(slot), [mutateStop]),
    setOperator: useCallback((name) => mutateOperator(name), [mutateOperator]),
  };
}
