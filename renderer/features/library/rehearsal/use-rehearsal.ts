// Owns: one dry run at a time: its start, its events, its cancellation. Imports data and siblings.
import { useCallback, useEffect, useRef, useState } from 'react';
import { type ErrorReport, toSlipwayError } from '../../../../electron/contract/errors.ts';
import type { RecipeSource } from '../../../../electron/contract/line.ts';
import { useClient } from '../../../data/index.ts';
import { foldRehearsal, newRehearsal, type RehearsalState } from './fold.ts';

export interface Rehearsal {
  /** Undefined before the first. */
  readonly state: RehearsalState | undefined;
  readonly isRunning: boolean;
  /** Why it could not be held at all; what a recipe does wrong is in `state.end`. */
  readonly failure: ErrorReport | undefined;
  start(source: RecipeSource, temper: string): void;
  cancel(): void;
}

export function useRehearsal(): Rehearsal {
  const client = useClient();
  const [state, setState] = useState<RehearsalState>();
  const [failure, setFailure] = useState<ErrorReport>();
  const [isRunning, setIsRunning] = useState(false);
  const running = useRef<AbortController>(undefined);

  const cancel = useCallback(() => running.current?.abort(), []);
  // Nobody watches it any more, and nothing of it is kept.
  useEffect(() => cancel, [cancel]);

  const start = useCallback(
    async (source: RecipeSource, temper: string) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState(newRehearsal);
      setFailure(undefined);
      setIsRunning(true);
      try {
        const events = await client.recipes.rehearse({ source, temper }, { signal: controller.signal });
        for await (const event of events) {
          if (controller.signal.aborted) break;
          setState((before) => foldRehearsal(before ?? newRehearsal, event));
        }
      } catch (thrown) {
        if (!controller.signal.aborted) setFailure(toSlipwayError(thrown).toReport());
      } finally {
        if (running.current === controller) {
          running.current = undefined;
          setIsRunning(false);
          if (controller.signal.aborted) setState(undefined);
        }
      }
    },
    [client],
  );

  return { state, isRunning, failure, start: (source, temper) => void start(source, temper), cancel };
}
