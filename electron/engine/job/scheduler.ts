// Owns: which run works in which slot. May import contract. One run per slot, slots beside each other, no batches.
// It knows nothing of units or journals: a run is work with a signal. Start reading at `Scheduler`.
import { SlipwayError, toSlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { RunResult } from './runner.ts';

export interface ScheduledRun {
  readonly runId: string;
  readonly slot: string;
}

export interface Scheduler {
  /** Takes the slot at once and works as soon as there is room. Throws job/slot-busy, naming the run that works there. */
  start(run: ScheduledRun, work: (signal: AbortSignal) => Promise<RunResult>): void;
  /** Tells the run to stop at the next safe point; false when it does not work any more. */
  cancel(runId: string, reason?: SlipwayError): boolean;
  active(): readonly ScheduledRun[];
  /** The end of a run; for a while also of one that has ended. Throws job/not-found; rejects with the signal's reason. */
  wait(runId: string, signal?: AbortSignal): Promise<RunResult>;
  whenIdle(): Promise<void>;
  /** Stops every run, waits for their teardown; no run can start afterwards. */
  close(): Promise<void>;
}

interface Entry extends ScheduledRun {
  readonly abort: AbortController;
  readonly ended: Promise<RunResult>;
}

/** Ended runs whose result `wait` still knows; older ones are in the journal. */
const rememberedResults = 1_000;

export function createScheduler(options: { readonly maxParallel?: number } = {}): Scheduler {
  const maxParallel = options.maxParallel ?? Number.POSITIVE_INFINITY;
  const bySlot = new Map<string, Entry>();
  const byRun = new Map<string, Entry>();
  const results = new Map<string, RunResult>();
  const waiting: (() => void)[] = [];
  let working = 0;
  let isClosed = false;

  async function execute(work: () => Promise<RunResult>): Promise<RunResult> {
    if (working >= maxParallel) await new Promise<void>((resolve) => waiting.push(resolve));
    else working += 1;
    try {
      return await work();
    } catch (thrown) {
      const error = toSlipwayError(thrown);
      return { outcome: error.entry.outcome, error };
    } finally {
      // The place goes to the next one directly, so that nobody can come between.
      const next = waiting.shift();
      if (next === undefined) working -= 1;
      else next();
    }
  }

  function remember(runId: string, result: RunResult): void {
    results.set(runId, result);
    const oldest = results.keys().next();
    if (results.size > rememberedResults && !oldest.done) results.delete(oldest.value);
  }

  async function whenIdle(): Promise<void> {
    while (byRun.size > 0) await Promise.all([...byRun.values()].map(({ ended }) => ended));
  }

  return {
    start({ runId, slot }, work) {
      if (isClosed) throw new SlipwayError('job/aborted', say('station-closing-slot', { slot }));
      const busy = bySlot.get(slot) ?? byRun.get(runId);
      if (busy !== undefined) {
        throw new SlipwayError('job/slot-busy', say('slot-busy', { slot: busy.slot, runId: busy.runId }));
      }
      const abort = new AbortController();
      const ended = execute(() => work(abort.signal)).then((result) => {
        bySlot.delete(slot);
        byRun.delete(runId);
        remember(runId, result);
        return result;
      });
      const entry: Entry = { runId, slot, abort, ended };
      bySlot.set(slot, entry);
      byRun.set(runId, entry);
    },
    cancel(runId, reason = new SlipwayError('job/aborted', say('run-stopped-by-person'))) {
      const entry = byRun.get(runId);
      entry?.abort.abort(reason);
      return entry !== undefined;
    },
    active: () => [...byRun.values()].map(({ runId, slot }) => ({ runId, slot })),
    async wait(runId, signal) {
      signal?.throwIfAborted();
      const entry = byRun.get(runId);
      if (entry !== undefined) return orAborted(entry.ended, signal);
      const result = results.get(runId);
      if (result !== undefined) return result;
      throw new SlipwayError('job/not-found', say('run-not-here', { runId }));
    },
    whenIdle,
    async close() {
      isClosed = true;
      const reason = new SlipwayError('job/aborted', say('station-closing'));
      for (const { abort } of byRun.values()) abort.abort(reason);
      await whenIdle();
    },
  };
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
