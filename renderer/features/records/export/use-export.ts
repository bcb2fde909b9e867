// Owns: an export under way: where it goes, how far it is, and stopping it. Imports data and siblings.
import { useCallback, useEffect, useEffectEvent, useReducer, useRef } from 'react';
import { type ErrorReport, toSlipwayError } from '../../../../electron/contract/errors.ts';
import { type FileSink, openFileSink, useClient } from '../../../data/index.ts';
import { dayOf, type UnitFilter } from '../filter.ts';
import { type ExportPlan, writeUnits } from './write-units.ts';

export type ExportState =
  | { readonly kind: 'idle' }
  /** The person is asked for a place. */
  | { readonly kind: 'choosing' }
  | { readonly kind: 'working'; readonly count: number }
  /** What was written is being taken back. */
  | { readonly kind: 'stopping' }
  | { readonly kind: 'done'; readonly count: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

const types = { csv: 'text/csv', json: 'application/json' } as const;

/** It must not be left now without a word. */
export const isUnderWay = ({ kind }: ExportState): boolean =>
  kind === 'choosing' || kind === 'working' || kind === 'stopping';

export interface Export {
  readonly state: ExportState;
  /** Call it from a click: browsers ask for a place only then. */
  start(filter: UnitFilter, plan: ExportPlan): Promise<void>;
  stop(): void;
  /** Forgets how the last one ended. */
  reset(): void;
}

/** Stops when its component goes, for nobody would know where the file went; `onLeft` is told of that. */
export function useExport(onLeft: () => void): Export {
  const client = useClient();
  const [state, setState] = useReducer((_: ExportState, next: ExportState) => next, { kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  const left = useEffectEvent(onLeft);
  useEffect(
    () => () => {
      if (running.current === undefined) return;
      running.current.abort();
      left();
    },
    [],
  );

  const start = useCallback(
    async (filter: UnitFilter, plan: ExportPlan) => {
      const stopping = new AbortController();
      const { signal } = stopping;
      running.current = stopping;
      setState({ kind: 'choosing' });
      let sink: FileSink | undefined;
      try {
        const name = `slipway-units-${dayOf(Date.now())}.${plan.format}`;
        const chosen = await openFileSink({ name, type: types[plan.format] });
        sink = chosen;
        if (chosen === undefined) return setState({ kind: 'idle' });
        signal.throwIfAborted();
        setState({ kind: 'working', count: 0 });
        const pages = await client.units.export(filter, { signal });
        const count = await unlessStopped(
          signal,
          writeUnits(
            pages,
            plan,
            (text) => chosen.write(text),
            (now) => !signal.aborted && setState({ kind: 'working', count: now }),
          ),
        );
        await chosen.close();
        setState({ kind: 'done', count });
      } catch (thrown) {
        if (signal.aborted) setState({ kind: 'stopping' });
        await sink?.discard().catch(() => undefined);
        setState(signal.aborted ? { kind: 'stopped' } : { kind: 'failed', error: toSlipwayError(thrown).toReport() });
      } finally {
        running.current = undefined;
      }
    },
    [client],
  );
  return {
    state,
    start,
    stop: useCallback(() => running.current?.abort(), []),
    reset: useCallback(() => setState({ kind: 'idle' }), []),
  };
}

/** A place that is slow must not keep a person from stopping, and a stream that is stopped ends as if it were complete. */
async function unlessStopped<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    const result = await Promise.race([work, stopped.promise]);
    signal.throwIfAborted();
    return result;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
