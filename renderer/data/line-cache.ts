// Owns: the line as kept here: fetched whole, then patched slot by slot. Imports contract types. Start at `createLineCache`.
import { type QueryClient, QueryObserver } from '@tanstack/react-query';
import type { LineSlot, LineState } from '../../electron/contract/line.ts';
import type { SlipwayClient } from '../wire/index.ts';
import { keys } from './keys.ts';

export interface LineCache {
  fetch(signal: AbortSignal): Promise<LineState>;
  /** For the many that read a part each: one observer for all of them, which also sees to it that it is fetched. */
  watch(listener: () => void): () => void;
  current(): LineState | undefined;
  /** Slots that changed, from the stream of events. */
  patch(slots: readonly LineSlot[]): void;
}

/** Slots that did not change stay the same objects, so that their tiles need no rendering. */
export function withSlots(line: LineState, changed: readonly LineSlot[]): LineState {
  const newer = new Map<string, LineSlot>();
  for (const slot of changed) {
    const known = newer.get(slot.slot) ?? line.slots.find((each) => each.slot === slot.slot);
    // A slot that is not on the line comes or goes with its set-up, which is fetched.
    if (known !== undefined && slot.revision > known.revision) newer.set(slot.slot, slot);
  }
  if (newer.size === 0) return line;
  return { ...line, slots: line.slots.map((slot) => newer.get(slot.slot) ?? slot) };
}

export function createLineCache(
  client: { readonly line: Pick<SlipwayClient['line'], 'get'> },
  queryClient: QueryClient,
): LineCache {
  /** What came while a fetch was under way: its answer may be older than that. */
  const overtaking = new Set<LineSlot[]>();
  const listeners = new Set<() => void>();
  let stopObserving: (() => void) | undefined;

  async function fetch(signal: AbortSignal): Promise<LineState> {
    const meanwhile: LineSlot[] = [];
    overtaking.add(meanwhile);
    try {
      return withSlots(await client.line.get(undefined, { signal }), meanwhile);
    } finally {
      overtaking.delete(meanwhile);
    }
  }

  function observe(): () => void {
    const observer = new QueryObserver<LineState>(queryClient, {
      queryKey: keys.line(),
      queryFn: ({ signal }) => fetch(signal),
      staleTime: Number.POSITIVE_INFINITY,
      notifyOnChangeProps: ['data'],
    });
    return observer.subscribe(() => {
      for (const listener of [...listeners]) listener();
    });
  }

  return {
    fetch,
    watch(listener) {
      listeners.add(listener);
      stopObserving ??= observe();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stopObserving?.();
        stopObserving = undefined;
      };
    },
    current: () => queryClient.getQueryData<LineState>(keys.line()),
    patch(slots) {
      for (const meanwhile of overtaking) meanwhile.push(...slots);
      queryClient.setQueryData<LineState>(keys.line(), (line) => line && withSlots(line, slots));
    },
  };
}
