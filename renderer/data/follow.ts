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

const isAboutWire = (failure: SlipwayError) => failure.code === 'wire/closed' || failure.code === 'wire/bad-token';

/** Follows until the returned function is called. */
export function startFollowing(deps: FollowDeps): () => void {
  const { wire, queryClient, progress, line } = deps;
  const invalidator = createInvalidator(queryClient);
  let epoch = 0;
  let lastSeq: number | undefined;
  let following = new AbortController();

  const onState = () => {
    const state = wire.state();
    if (state.kind !== 'ready' || state.epoch === epoch) return;
    const isFirst = epoch === 0;
    epoch = state.epoch;
    if (!isFirst) forget();
    restart();
  };

  /** What is not in the journal (slots, ports, bench) may have changed unseen, and a run may have ended. */
  function forget(): void {
    progress.clear();
    void queryClient.invalidateQueries();
  }

  function restart(): void {
    following.abort();
    following = new AbortController();
    follow(following.signal).catch((thrown: unknown) => {
      const failure = toSlipwayError(thrown);
      // A closed wire has a state of its own, and the next epoch follows again.
      if (!following.signal.aborted && !isAboutWire(failure)) deps.onFailure?.(failure);
    });
  }

  async function follow(signal: AbortSignal): Promise<void> {
    await checkJournal(signal);
    const onOffline = (isOffline: boolean) => {
      if (isOffline) return wire.lost();
      forget();
      // followEvents keeps its own count: where the numbers started over, it must start over too.
      void checkJournal(signal).then(
        (isSame) => isSame || restart(),
        () => undefined,
      );
    };
    for await (const event of followEvents(wire.client, { after: lastSeq, signal, onOffline })) apply(event);
  }

  /** False when the station was opened anew on other data, so that its numbers are others. */
  async function checkJournal(signal: AbortSignal): Promise<boolean> {
    const { lastSeq: newest } = await wire.client.station.info(undefined, { signal });
    const isSame = lastSeq === undefined || newest >= lastSeq;
    if (lastSeq === undefined || !isSame) lastSeq = newest;
    return isSame;
  }

  function apply(event: StreamEvent): void {
    if (event.kind === 'progress') progress.put(event.progress);
    else if (event.kind === 'line') line.patch(event.slots);
    else if (event.kind === 'journal') {
      lastSeq = event.event.seq;
      const { body } = event.event;
      if (body.kind === 'run.finished' || body.kind === 'run.interrupted') progress.drop(body.runId);
    }
    invalidator.add(effectsOf(event));
    deps.onEvent?.(event);
  }

  const stop = wire.onState(onState);
  onState();
  return () => {
    stop();
    following.abort();
    invalidator.close();
  };
}
