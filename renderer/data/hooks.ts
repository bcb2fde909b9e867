// Owns: how components read the engine's truth and act on it. Imports siblings. Start reading at `useLine`, `useAct`.
import {
  replaceEqualDeep,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useId, useMemo, useSyncExternalStore } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { StationInfo, VirtualUnit } from '../../electron/contract/api.ts';
import type { PortStatus } from '../../electron/contract/device.ts';
import { toSlipwayError } from '../../electron/contract/errors.ts';
import type { JournalEvent, ProgressEvent, StreamEvent } from '../../electron/contract/events.ts';
import type { LineSlot, LineState } from '../../electron/contract/line.ts';
import type { ShellMessage, SlipwayShell } from '../../electron/contract/shell.ts';
import type { Stats } from '../../electron/contract/stats.ts';
import { parseToken, readStyleNonce, type SlipwayClient, type WireState } from '../wire/index.ts';
import { useData } from './context.ts';
import { keys } from './keys.ts';
import type { OpenedFiles } from './opened-files.ts';
import { infoQuery, lineQuery, todayQuery, untilTold } from './queries.ts';
import type { ViewStore } from './view-state.ts';

/** The same client for the life of the page. */
export function useClient(): SlipwayClient {
  return useData().wire.client;
}

/** Where the engine is. */
export function useEngine(): WireState {
  const { wire } = useData();
  return useSyncExternalStore(wire.onState, wire.state);
}

/** The desktop around this window; undefined in a browser. */
export function useShell(): SlipwayShell | undefined {
  return useData().shell?.shell;
}

/** Files that somebody opened outside the window, which the library takes. */
export function useOpenedFiles(): { readonly waiting: readonly string[]; readonly files: OpenedFiles } {
  const { openedFiles: files } = useData();
  return { waiting: useSyncExternalStore(files.watch, files.waiting), files };
}

export function useLine(): UseQueryResult<LineState> {
  const { line } = useData();
  return useQuery(lineQuery(line));
}

/**
 * A part of the line; the component renders again only when that part changes. `select` must be stable. Cheaper than a
 * query of its own: a tile reads its slot at each step of its progress.
 */
export function useLinePart<T>(select: (line: LineState) => T): T | undefined {
  const { line } = useData();
  const part = useMemo(() => {
    let seen: LineState | undefined;
    let value: T | undefined;
    return () => {
      const now = line.current();
      if (now !== seen) value = now && replaceEqualDeep(value, select(now));
      seen = now;
      return value;
    };
  }, [line, select]);
  return useSyncExternalStore(line.watch, part);
}

/** One slot: what a tile renders from. */
export function useSlot(slot: string): LineSlot | undefined {
  const select = useCallback((line: LineState) => line.slots.find((each) => each.slot === slot), [slot]);
  return useLinePart(select);
}

/** What became of the runs of the day that `nowMs` is in. */
export function useToday(nowMs: number): UseQueryResult<Stats> {
  return useQuery(todayQuery(useClient(), nowMs));
}

export function useStationInfo(): UseQueryResult<StationInfo> {
  return useQuery(infoQuery(useClient()));
}

/** The units of the virtual bench; asks only where there is one. */
export function useBench(): UseQueryResult<VirtualUnit[]> {
  const client = useClient();
  const isVirtualBench = useStationInfo().data?.isVirtualBench === true;
  return useQuery({
    queryKey: keys.bench(),
    queryFn: ({ signal }) => client.bench.list(undefined, { signal }),
    enabled: isVirtualBench,
    ...untilTold,
  });
}

export function usePorts(): UseQueryResult<PortStatus[]> {
  const client = useClient();
  return useQuery({
    queryKey: keys.ports(),
    queryFn: ({ signal }) => client.ports.list(undefined, { signal }),
    ...untilTold,
  });
}

/** The newest progress of a run that works, at most once a frame; undefined before and after. */
export function useProgress(runId: string | null | undefined): ProgressEvent | undefined {
  const { progress } = useData();
  const watch = useCallback(
    (listener: () => void) => (runId ? progress.watch(runId, listener) : () => undefined),
    [progress, runId],
  );
  return useSyncExternalStore(watch, () => (runId ? progress.get(runId) : undefined));
}

/** Events one by one, as they come; for sounds and logs, never for truth. */
export function useEvents(listener: (event: StreamEvent) => void): void {
  const { events } = useData();
  const hear = useEffectEvent(listener);
  useEffect(() => events.watch((event) => hear(event)), [events]);
}

/** Facts of the journal as they come, for as long as the component is there. */
export function useJournal(listener: (event: JournalEvent) => void): void {
  useEvents((event) => {
    if (event.kind === 'journal') listener(event.event);
  });
}

/** Something a person did that the engine is asked to do. Its failure is always shown; `success` is said when it was done. */
export function useAct<Input = void, Output = unknown>(
  act: (input: Input) => Promise<Output>,
  options: {
    readonly success?: string | ((output: Output) => string | undefined);
    /** Which of several things it is done to: that it went well with one is no answer to a failure with another. */
    readonly of?: (input: Input) => string;
  } = {},
): UseMutationResult<Output, Error, Input> {
  const { feedback } = useData();
  const id = useId();
  const idOf = (input: Input) => (options.of === undefined ? id : `${id} ${options.of(input)}`);
  return useMutation<Output, Error, Input>({
    mutationFn: act,
    onSuccess(output, input) {
      const text = typeof options.success === 'function' ? options.success(output) : options.success;
      feedback.succeeded(text, idOf(input));
    },
    onError: (thrown, input) => feedback.failed(toSlipwayError(thrown).toReport(), idOf(input)),
  });
}

/** The store itself: for work that goes on while its component is away. */
export function useViewStore<T extends object>(definition: ViewStore<T>): StoreApi<T> {
  return useData().viewStates.open(definition);
}

/** Kept view state and how to change parts of it. */
export function useViewState<T extends object>(
  definition: ViewStore<T>,
): readonly [state: T, change: (patch: Partial<T>) => void] {
  const store = useViewStore(definition);
  const state = useStore(store);
  const change = useCallback((patch: Partial<T>) => store.setState(patch), [store]);
  return [state, change];
}

/** Browser: how to give the station a token. `signIn` returns false for what cannot be one. */
export function useSignIn(): { readonly signIn: (text: string) => boolean; readonly signOut: () => void } {
  const { wire } = useData();
  return useMemo(
    () => ({
      signIn(text: string) {
        const token = parseToken(text);
        if (token !== undefined) wire.signIn(token);
        return token !== undefined;
      },
      signOut: () => wire.signOut(),
    }),
    [wire],
  );
}

/** Which wire this window has, and how to try it again. */
export function useWire(): { readonly kind: 'desktop' | 'browser'; readonly retry: () => void } {
  const { wire } = useData();
  return useMemo(() => ({ kind: wire.kind, retry: () => wire.retry() }), [wire]);
}

/** What the shell says beside the engine's state: files to open, places to go to, updates. */
export function useShellMessages(listener: (message: ShellMessage) => void): void {
  const { shell } = useData();
  const hear = useEffectEvent(listener);
  useEffect(() => shell?.onMessage((message) => hear(message)), [shell]);
}

/** For libraries that make `<style>` elements; undefined where the page has no policy. */
export const useStyleNonce = (): string | undefined => useMemo(() => readStyleNonce(document), []);
