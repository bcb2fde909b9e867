// Owns: starting, stopping and awaiting runs: target, recipe, port and slot come together here. May import job and below.
// Start reading at `createRuns`.
import type { StartRun } from '../../contract/api.ts';
import { type ErrorReport, SlipwayError } from '../../contract/errors.ts';
import type { ProgressEvent } from '../../contract/events.ts';
import type { Outcome, RunStatus, StepKind } from '../../contract/job.ts';
import { say } from '../../contract/sentences.ts';
import type { Runner, RunResult } from '../job/runner.ts';
import type { Scheduler } from '../job/scheduler.ts';
import type { Journal } from '../journal/journal.ts';
import type { Step } from '../steps/step.ts';
import type { PortLeases } from '../transport/lease.ts';
import type { Recipes } from './recipes.ts';
import type { OpenUnit, Sessions } from './sessions.ts';
import type { Target } from './targets.ts';

export interface RunEnd {
  readonly runId: string;
  readonly status: RunStatus;
  readonly outcome: Outcome | null;
  readonly error: ErrorReport | null;
}

/** What the line knows already. */
export interface StartedByLine {
  /** The order that the run counts for. */
  readonly order: string | undefined;
  /** The unit, recognised with the options of the recipe of that hash: it need not be reached a second time. */
  readonly unit: { readonly open: OpenUnit; readonly recipeHash: string } | undefined;
}

export interface Runs {
  /**
   * Answers as soon as the run has its slot and port; rejects when it cannot start. A unit that comes along with the
   * request is the run's from then on, however it ends.
   */
  start(request: StartRun, more?: StartedByLine): Promise<{ runId: string }>;
  cancel(runId: string): void;
  wait(runId: string, signal: AbortSignal): Promise<RunEnd>;
}

export interface RunsDeps {
  readonly journal: Journal;
  readonly runner: Runner;
  readonly scheduler: Scheduler;
  readonly recipes: Recipes;
  readonly sessions: Sessions;
  readonly leases: PortLeases;
  readonly steps: ReadonlyMap<StepKind, Step>;
  readonly resolve: (target: string) => Promise<Target>;
  readonly newRunId: () => string;
  readonly onProgress: (progress: ProgressEvent) => void;
  /** Told of every run that has ended, also where the journal could not take its end. */
  readonly onEnded: (end: { readonly runId: string; readonly slot: string; readonly result: RunResult }) => void;
}

export function createRuns(deps: RunsDeps): Runs {
  const { journal, scheduler } = deps;

  async function start(request: StartRun, more?: StartedByLine): Promise<{ runId: string }> {
    await using stack = new AsyncDisposableStack();
    const given = more?.unit;
    if (given !== undefined) stack.use(given.open);
    const { port, slot } = await deps.resolve(request.target);
    const runId = deps.newRunId();
    const holder = say('holder-run', { runId, slot });
    const isSamePort = given?.open.port.id === port.id;
    if (isSamePort) given?.open.lease.passTo(holder);
    else stack.use(deps.leases.acquire(port.id, holder));
    const job = stack.use(await deps.recipes.compile(request.source, request.config ?? {}));
    // A recipe that was changed a moment ago may reach its units in another way.
    let session = isSamePort && given?.recipeHash === job.ref.hash ? given.open.session : undefined;
    if (session === undefined) await given?.open.session[Symbol.asyncDispose]();
    scheduler.start({ runId, slot }, async (signal) => {
      try {
        return await deps.runner.run({
          runId,
          slot,
          port,
          job,
          operator: request.operator,
          scannedSerial: request.scannedSerial,
          continues: cutOffRunIn(slot, job.ref.hash),
          async openSession(openSignal) {
            const there = session;
            session = undefined;
            return there ?? deps.sessions.open(port, job.driver, job.driverOptions, openSignal);
          },
          steps: deps.steps,
          signal,
          order: more?.order,
          onProgress: deps.onProgress,
        });
      } finally {
        await owned.disposeAsync();
      }
    });
    // From here on the run owns port, unit and files; its slot is free again only when the scheduler says so.
    const owned = stack.move();
    void scheduler.wait(runId).then((result) => deps.onEnded({ runId, slot, result }));
    return { runId };
  }

  /** The newest run in this slot, where a crash cut it off in the middle of the same recipe. */
  function cutOffRunIn(slot: string, recipeHash: string): string | null {
    const newest = journal.runs({ slot, limit: 1 }).rows[0];
    if (newest?.status !== 'interrupted') return null;
    return journal.runDetail(newest.runId)?.recipe.hash === recipeHash ? newest.runId : null;
  }

  function endOf(runId: string): RunEnd {
    const detail = journal.runDetail(runId);
    if (detail === undefined) throw new SlipwayError('job/not-found', say('run-not-found', { runId }));
    return { runId, status: detail.run.status, outcome: detail.run.outcome, error: detail.error };
  }

  return {
    start,
    cancel(runId) {
      if (!scheduler.cancel(runId)) endOf(runId);
    },
    async wait(runId, signal) {
      if (!scheduler.active().some((run) => run.runId === runId)) return endOf(runId);
      const result = await scheduler.wait(runId, signal);
      // Where the disk was full the journal does not have the end; the result does.
      return { runId, status: 'finished', outcome: result.outcome, error: result.error?.toReport() ?? null };
    },
  };
}
