// Owns: gathering what the journal says into one look-up now and then, never two at a time. Imports siblings.
import type { JournalEvent } from '../../../../electron/contract/events.ts';
import { type Touched, touch, untouched } from './touched.ts';

export interface Gatherer {
  add(event: JournalEvent): void;
  /** Cancels what is under way and forgets what waits. */
  close(): void;
}

/** A line of 32 slots changes units several times a second; `look` is called at most once in `pauseMs`. */
export function createGatherer(
  look: (touched: Touched, signal: AbortSignal) => Promise<void>,
  pauseMs = 400,
): Gatherer {
  const closed = new AbortController();
  let gathered = untouched;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLooking = false;

  const schedule = () => {
    if (gathered !== untouched && !isLooking && !closed.signal.aborted) timer ??= setTimeout(start, pauseMs);
  };
  const start = () => {
    const now = gathered;
    gathered = untouched;
    timer = undefined;
    isLooking = true;
    // A failure here is the engine going away, which the frame tells; the next event looks again.
    look(now, closed.signal)
      .catch(() => undefined)
      .finally(() => {
        isLooking = false;
        schedule();
      });
  };
  return {
    add(event) {
      gathered = touch(gathered, event);
      schedule();
    },
    close() {
      closed.abort();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
