// Owns: the one stream of events that keeps everything here current, across restarts of the engine and lost networks.
// Imports wire and siblings. Start reading at `startFollowing`.
import type { QueryClient } from '@tanstack/react-query';
import { type SlipwayError, toSlipwayError } from '../../electron/contract/errors.ts';
import type { StreamEvent } from '../../electron/contract/events.ts';
import { followEvents, type Wire } from '../wire/index.ts';
import { effectsOf } from './event-effects.ts';
import { createInvalidator } from './invalidator.ts';
import type { LineCache } from './line-cache.ts';
import type { ProgressStore } from './progress-store.ts';

export interface FollowDeps {
  readonly wire: Wire;
  readonly queryClient: QueryClient;
  readonly line: LineCache;
  readonly progress: ProgressStore;
  /** Following ended for a reason that connecting again cannot mend. */
  readonly onFailure?: (failure: SlipwayError) => void;
  /** Journal events as they come, for screens that show them one by one. */
  readonly onEvent?: (event: StreamEvent) => void;
}

/** When a page has drawn its first picture. What it then showed may be so old for so long. */
const settleAfterMs = 1000;

const isAboutWire = (failure: SlipwayError) => failure.code === 'wire/closed' || failure.code === 'wire/bad-token';

/** Follows until the returned function is called. */
export function startFollowing(deps: FollowDeps): () => void {
  const { wire, queryClient, progress, line } = deps;
  const invalidator = createInvalidator(queryClient);
  let epoch = 0;
  let lastSeq: number | undefined;
  let journalId: string | undefined;
  let following = new AbortController();
  let settling: ReturnType<typeof setTimeout> | undefined;

  const onState = () => {
    const state = wire.state();
    if (state.kind !== 'ready' || state.epoch === epoch) return;
    epoch = state.epoch;
    following.abort();
    following = new AbortController();
    const { signal } = following;
    follow(signal).catch((thrown: unknown) => {
      const failure = toSlipwayError(thrown);
      // A closed wire has a state of its own, and the next epoch follows again.
      if (!signal.aborted && !isAboutWire(failure)) deps.onFailure?.(failure);
    });
  };

  async function follow(signal: AbortSignal): Promise<void> {
    const onOffline = (isOffline: boolean) => {
      if (isOffline) wire.lost();
    };
    const events = followEvents(wire.client, { after: lastSeq, journalId, signal, onOffline });
    for await (const event of events) {
      if (!signal.aborted) apply(event);
    }
  }

  function apply(event: StreamEvent): void {
    if (event.kind === 'live') goLive(event);
    else if (event.kind === 'progress') progress.put(event.progress);
    else if (event.kind === 'line') line.patch(event.slots);
    else if (event.kind === 'journal') {
      lastSeq = event.event.seq;
      const { body } = event.event;
      if (body.kind === 'run.finished' || body.kind === 'run.interrupted') progress.drop(body.runId);
    }
    invalidator.add(effectsOf(event));
    deps.onEvent?.(event);
  }

  /**
   * From here on nothing happens unseen, but before it may have: what is not in the journal (slots, ports, bench) is not
   * caught up, and what was asked before the stream began may be older than it. So everything is asked again: a little
   * later in a page that has just asked its first questions, which would draw its first picture twice.
   */
  function goLive(live: Extract<StreamEvent, { kind: 'live' }>): void {
    const isFirst = journalId === undefined;
    const isOtherJournal = !isFirst && journalId !== live.journalId;
    journalId = live.journalId;
    lastSeq = live.seq;
    progress.clear();
    // Of other records nothing may be shown, not even for a moment.
    if (isOtherJournal) void queryClient.resetQueries();
    else if (isFirst) settling = setTimeout(() => void queryClient.invalidateQueries(), settleAfterMs);
    else void queryClient.invalidateQueries();
  }

  const stop = wire.onState(onState);
  onState();
  return () => {
    stop();
    following.abort();
    clearTimeout(settling);
    invalidator.close();
  };
}
