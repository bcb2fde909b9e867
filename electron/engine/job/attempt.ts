import { SlipwayError, toSlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { Journal } from '../journal/journal.ts';
import { abortable } from '../util/abort.ts';
import type { Clock } from '../util/clock.ts';

/** How long work that was told to stop may take to stop; then it is cut off from the journal and left behind. */
export const stopGraceMs = 10_000;

export interface AttemptDeps {
  readonly clock: Clock;
  readonly journal: Journal;
}

/**
 * Runs `work` with a signal that ends it at `timeoutMs` or with the run's own. It waits until work that was told to
 * stop has stopped, because two attempts must never talk to one unit; what still runs after the grace cannot
 * write to the journal any more. Rejects with a SlipwayError: why it was stopped, else what it threw.
 */
export async function attempt<T>(
  deps: AttemptDeps,
  timeoutMs: number,
  timeoutError: () => SlipwayError,
  runSignal: AbortSignal,
  work: (signal: AbortSignal, journal: Journal) => Promise<T>,
): Promise<T> {
  const { clock } = deps;
  const timer = new AbortController();
  const deadline = new AbortController();
  const signal = AbortSignal.any([runSignal, deadline.signal]);
  const fence = fenced(deps.journal);
  clock.sleep(timeoutMs, timer.signal).then(
    () => deadline.abort(timeoutError()),
    () => undefined,
  );
  // Also catches what `work` throws before its first await.
  const working = (async () => work(signal, fence.journal))();
  try {
    return await abortable(working, signal);
  } catch (thrown) {
    if (signal.aborted) await settledWithin(clock, stopGraceMs, working);
    throw runSignal.aborted
      ? abortErrorOf(runSignal)
      : toSlipwayError(deadline.signal.aborted ? deadline.signal.reason : thrown);
  } finally {
    timer.abort();
    fence.close();
  }
}

/** Why a run was stopped: the SlipwayError that it was aborted with, else `job/aborted`. */
export function abortErrorOf(signal: AbortSignal): SlipwayError {
  const reason: unknown = signal.reason;
  if (reason instanceof SlipwayError) return reason;
  return new SlipwayError('job/aborted', say('run-stopped'), { cause: reason });
}

/** Resolves when `work` has settled, however, or when the grace is over; tells which. */
export async function settledWithin(clock: Clock, graceMs: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const settled = work.then(
    () => true,
    () => true,
  );
  const late = clock.sleep(graceMs, timer.signal).then(
    () => false,
    () => true,
  );
  const isSettled = await Promise.race([settled, late]);
  timer.abort();
  return isSettled;
}

/** The same journal until `close`; then it takes no more: what comes from abandoned work would be a lie. */
function fenced(journal: Journal): { readonly journal: Journal; close(): void } {
  let isClosed = false;
  const assertOpen = () => {
    if (isClosed) throw new SlipwayError('job/aborted', say('step-over'));
  };
  return {
    journal: {
      ...journal,
      append(...bodies) {
        assertOpen();
        return journal.append(...bodies);
      },
      transact(work) {
        assertOpen();
        return journal.transact(work);
      },
    },
    close: () => {
      isClosed = true;
    },
  };
}
