// Owns: what a step is. May import contract, util, drivers, recipe, identity, journal and fleet interfaces.
// One file per step kind beside this one; the runner in job/runner.ts calls them. Start reading at `Step`.
import type { PortInfo } from '../../contract/device.ts';
import type { Evidence } from '../../contract/evidence.ts';
import type { StepKind } from '../../contract/job.ts';
import type { FlashPlan, OnProgress, Session } from '../drivers/driver.ts';
import type { Journal } from '../journal/journal.ts';
import type { CompiledJob } from '../recipe/job.ts';
import type { Clock } from '../util/clock.ts';

export type { CompiledJob };

/** What earlier steps of the same run found, in memory only; secrets in it are wiped by the runner's teardown. */
export interface RunScratch {
  unitId?: string;
  serial?: string;
  plan?: FlashPlan;
  keyFingerprint?: string;
  /** Wipes and forgets; run in reverse order at teardown, whatever happened. */
  readonly disposers: (() => void)[];
}

export interface StepContext {
  readonly runId: string;
  readonly slot: string;
  readonly port: PortInfo;
  readonly operator: string;
  readonly scannedSerial: string | undefined;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly session: Session;
  readonly job: CompiledJob;
  readonly scratch: RunScratch;
  readonly onProgress: OnProgress;
}

/**
 * One kind of step. `run` is called at most once per attempt; it appends its own acts and measurements through
 * `ctx.journal`, and returns evidence for `step.finished`. It must be safe to run again after a crash at any point:
 * it finds out by reading the unit and the journal, and never repeats an irreversible act on a guess.
 */
export interface Step {
  readonly kind: StepKind;
  readonly isIrreversible: boolean;
  run(ctx: StepContext): Promise<Evidence>;
}
