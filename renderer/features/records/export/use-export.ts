// Owns: an export under way: where it goes, how far it is, and stopping it. Imports data and siblings.
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { type ErrorReport, toSlipwayError } from '../../../../electron/contract/errors.ts';
import { openFileSink, useClient } from '../../../data/index.ts';
import { dayOf, type UnitFilter } from '../filter.ts';
import { type ExportPlan, writeUnits } from './write-units.ts';

export type ExportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly count: number }
  | { readonly kind: 'done'; readonly count: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

const types = { csv: 'text/csv', json: 'application/json' } as const;

export interface Export {
  readonly state: ExportState;
  /** Call it from a click: browsers ask for a place only then. */
  start(filter: UnitFilter, plan: ExportPlan): Promise<void>;
  stop(): void;
}

/** Stops when its component goes: nobody would know where the file went. */
export function useExport(): Export {
  const client = useClient();
  const [state, setState] = useReducer((_: ExportState, next: ExportState) => next, { kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback(
    async (filter: UnitFilter, plan: ExportPlan) => {
      const name = `slipway-units-${dayOf(Date.now())}.${plan.format}`;
      const sink = await openFileSink({ name, type: types[plan.format] });
      if (sink === undefined) return;
      const stopping = new AbortController();
      running.current = stopping;
      setState({ kind: 'working', count: 0 });
      try {
        const pages = await client.units.export(filter, { signal: stopping.signal });
        const count = await writeUnits(
          pages,
          plan,
          (text) => sink.write(text),
          (now) => setState({ kind: 'working', count: now }),
        );
        // A stream that is stopped ends as if it were complete.
        stopping.signal.throwIfAborted();
        await sink.close();
        setState({ kind: 'done', count });
      } catch (thrown) {
        await sink.discard().catch(() => undefined);
        const isStopped = stopping.signal.aborted;
        setState(isStopped ? { kind: 'stopped' } : { kind: 'failed', error: toSlipwayError(thrown).toReport() });
      }
    },
    [client],
  );
  return { state, start, stop: useCallback(() => running.current?.abort(), []) };
}
