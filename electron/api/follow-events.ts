// Owns: an event stream that outlives its connection. Imports contract and siblings; runs in browsers too.
import type { StreamEvent } from '../contract/events.ts';
import type { SlipwayClient } from './connection.ts';
import { fromWireError } from './wire-error.ts';

export interface FollowOptions {
  /** The last event that the caller has seen; without it, from now on. */
  readonly after?: number | undefined;
  /** The journal that `after` counts in, as `live` named it. */
  readonly journalId?: string | undefined;
  readonly progress?: boolean | undefined;
  readonly signal: AbortSignal;
  /** Longest pause between two attempts to connect; the first takes a tenth of it. */
  readonly maxPauseMs?: number | undefined;
  /** Told when the connection is lost (`true`) and when events come again (`false`). */
  readonly onOffline?: ((isOffline: boolean) => void) | undefined;
}

/**
 * Journal events without gaps or duplicates, whatever the connection does: after a loss it asks for what came after the
 * last one seen. A `live` mark with another `journalId` tells that the station was opened anew on other records.
 * Ends when the signal is aborted; throws only what connecting again cannot mend.
 */
export async function* followEvents(
  client: SlipwayClient,
  options: FollowOptions,
): AsyncGenerator<StreamEvent, void, void> {
  const { signal } = options;
  const maxPauseMs = options.maxPauseMs ?? 5_000;
  let after = options.after;
  let journalId = options.journalId;
  let pauseMs = maxPauseMs / 10;
  let isOffline = false;
  const setOffline = (value: boolean) => {
    if (value !== isOffline) options.onOffline?.(value);
    isOffline = value;
  };
  while (!signal.aborted) {
    try {
      // Without a number the server would start from "now" at each attempt, and what came in between would be lost.
      if (after === undefined) {
        const info = await client.station.info(undefined, { signal });
        after = info.lastSeq;
        journalId = info.journalId;
      }
      const stream = await client.events.stream({ after, journalId, progress: options.progress ?? true }, { signal });
      for await (const event of stream) {
        setOffline(false);
        pauseMs = maxPauseMs / 10;
        if (event.kind === 'journal') {
          if (event.event.seq <= after) continue;
          after = event.event.seq;
        }
        if (event.kind === 'live') {
          // The station may work on another journal now, whose numbers begin anew.
          if (journalId !== undefined && journalId !== event.journalId) after = event.seq;
          journalId = event.journalId;
        }
        yield event;
      }
    } catch (thrown) {
      if (signal.aborted) return;
      const error = fromWireError(thrown);
      if (error.code !== 'wire/closed') throw error;
    }
    if (signal.aborted) return;
    setOffline(true);
    await pause(pauseMs, signal);
    pauseMs = Math.min(maxPauseMs, pauseMs * 2);
  }
}

/** Resolves after `ms`, or at once when aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
  });
}
