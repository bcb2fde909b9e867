import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StreamEvent } from '../../electron/contract/events.ts';
import type { SlipwayClient, Wire, WireState } from '../wire/index.ts';
import { startFollowing } from './follow.ts';
import { createLineCache } from './line-cache.ts';
import { createProgressStore } from './progress-store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A wire whose stream says `live` of the journal of each epoch, and a count of how often everything was asked again. */
function follow() {
  const queryClient = new QueryClient();
  const asked: string[] = [];
  vi.spyOn(queryClient, 'invalidateQueries').mockImplementation(async (filters) => {
    if (filters === undefined) asked.push('again');
  });
  vi.spyOn(queryClient, 'resetQueries').mockImplementation(async () => {
    asked.push('anew');
  });
  let state: WireState = { kind: 'starting' };
  let journalId = 'a';
  const listeners = new Set<() => void>();
  async function* stream(_input: unknown, { signal }: { signal: AbortSignal }): AsyncGenerator<StreamEvent> {
    yield { kind: 'live', seq: 1, journalId };
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }
  const client = {
    station: { info: async () => ({ lastSeq: 1, journalId }) },
    events: { stream: async (input: unknown, options: { signal: AbortSignal }) => stream(input, options) },
  } as unknown as SlipwayClient;
  const wire = {
    client,
    state: () => state,
    onState(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lost: () => undefined,
  } as unknown as Wire;
  const line = createLineCache(client, queryClient);
  const stop = startFollowing({ wire, queryClient, line, progress: createProgressStore({ onNextFrame: () => 0 }) });
  return {
    asked,
    stop,
    async ready(epoch: number, journal: string) {
      journalId = journal;
      state = { kind: 'ready', epoch };
      for (const listener of listeners) listener();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

test('what the first picture was drawn from is asked again a second later, for it may be older than the stream', async () => {
  const { asked, ready } = follow();
  await ready(1, 'a');
  await vi.advanceTimersByTimeAsync(900);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toEqual(['again']);
});

test('when the engine is back, everything is asked again at once, and forgotten first where the records are others', async () => {
  const { asked, ready } = follow();
  await ready(1, 'a');
  await vi.advanceTimersByTimeAsync(2000);
  await ready(2, 'a');
  expect(asked).toEqual(['again', 'again']);
  await ready(3, 'b');
  expect(asked).toEqual(['again', 'again', 'anew']);
});

test('a page that ends in its first second asks nothing more', async () => {
  const { asked, ready, stop } = follow();
  await ready(1, 'a');
  stop();
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).toEqual([]);
});
