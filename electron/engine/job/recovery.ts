// Owns: what becomes of runs that a crash cut off, and a person's decision about a unit. May import contract, util,
// and the journal's interface. It only appends; what the journal says already stays. Start reading at `recover`.

import { SlipwayError } from '../../contract/errors.ts';
import type { JournalBody } from '../../contract/events.ts';
import type { UnitRecord } from '../../contract/records.ts';
import { reasonOf, type Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import type { Journal, JournalReader } from '../journal/journal.ts';
import type { Clock } from '../util/clock.ts';
import { foldReadable, judgeInterrupted, type OpenAct, type RunState, type Verdict } from './machine.ts';

export interface RecoveryDeps {
  readonly journal: Journal;
  readonly clock: Clock;
  /** Kinds of act whose step can tell by reading the unit whether they happened: `identity.issue`, `fuses.user-data`. */
  readonly settleableActs: ReadonlySet<string>;
}

export interface RecoveredRun {
  readonly runId: string;
  readonly unitId: string | null;
  readonly verdict: Exclude<Verdict['kind'], 'ended'>;
}

/** On start, before any run: gives every run without an end the end that can be vouched for. Running it again changes nothing. */
export function recover(deps: RecoveryDeps): RecoveredRun[] {
  const runIds = [...unfinishedRuns(deps.journal)];
  return runIds.flatMap((runId) => deps.journal.transact(() => recoverRun(deps, runId)));
}

function* unfinishedRuns(journal: Journal): Generator<string, void, void> {
  for (const status of ['running', 'waiting'] as const) {
    let cursor: string | undefined;
    do {
      const page = journal.runs({ status, limit: 500, cursor });
      for (const { runId } of page.rows) yield runId;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

function recoverRun({ journal, clock, settleableActs }: RecoveryDeps, runId: string): RecoveredRun[] {
  const state = foldReadable(journal.events({ runId }));
  if (state === undefined) return [];
  const verdict = judgeInterrupted(state, settleableActs);
  if (verdict.kind === 'ended') return [];
  journal.append(endOf(state, verdict, clock.nowMs()));
  return [{ runId, unitId: state.run.unitId, verdict: verdict.kind }];
}

function endOf(state: RunState, verdict: Exclude<Verdict, { kind: 'ended' }>, nowMs: number): JournalBody {
  const { runId, startedAtMs } = state.run;
  if (verdict.kind === 'untouched') {
    const error = new SlipwayError('job/interrupted', say('interrupted-before-unit'), {
      context: { runId },
    });
    return {
      kind: 'run.finished',
      runId,
      outcome: 'ABORTED',
      failedStep: state.steps.find((step) => step.state === 'running')?.kind ?? null,
      error: error.toReport(),
      durationMs: Math.max(0, nowMs - startedAtMs),
    };
  }
  return { kind: 'run.interrupted', runId, resolution: verdict.kind, ...reasonOf(whyOf(verdict)) };
}

function whyOf(verdict: Exclude<Verdict, { kind: 'ended' | 'untouched' }>): Sentence {
  const names = (acts: readonly OpenAct[]) => acts.map(({ act }) => act).join(', ');
  if (verdict.kind === 'needs-attention') return say('interrupted-undecided', { act: names(verdict.acts) });
  return verdict.settle.length === 0
    ? say('interrupted')
    : say('interrupted-unsettled', { act: names(verdict.settle) });
}

export interface Decision {
  readonly unitId: string;
  readonly decision: 'retry' | 'retire';
  readonly operator: string;
  readonly reason: string;
}

/**
 * Records a person's decision. `retry` needs a unit that needs attention or that failed for good, and declares void the
 * acts that nobody can read the end of; `retire` may be said of any unit that is not being worked on. Throws job/not-found, station/usage.
 */
export function decide({ journal, settleableActs }: Omit<RecoveryDeps, 'clock'>, request: Decision): void {
  const { unitId, decision, operator, reason } = request;
  journal.transact(() => {
    const unit = journal.unit(unitId);
    if (unit === undefined) throw new SlipwayError('job/not-found', say('unit-not-found', { unitId }));
    assertDecidable(journal, unit, decision);
    const undecided = journal.runs({ unitId, status: 'needs-attention', limit: 1 }).rows[0];
    const runId = undecided?.runId ?? unit.lastRunId ?? '';
    const unreadable = journal.openActs(unitId).filter((act) => act.isIrreversible && !settleableActs.has(act.act));
    const why = say('voided-by-person', { operator, reason });
    const voided = (decision === 'retry' ? unreadable : []).map(
      (act): JournalBody => ({
        kind: 'act.voided',
        runId: act.runId,
        unitId,
        actId: act.actId,
        ...reasonOf(why),
      }),
    );
    journal.append({ kind: 'unit.decided', unitId, runId, decision, operator, reason }, ...voided);
  });
}

function assertDecidable(journal: JournalReader, unit: UnitRecord, decision: Decision['decision']): void {
  const isDecidable = decision === 'retry' ? isHeld(journal, unit) : unit.status !== 'in-progress';
  if (isDecidable) return;
  throw new SlipwayError(
    'station/usage',
    decision === 'retry'
      ? say('decided-nothing', { unit: unit.serial ?? unit.unitId })
      : say('decided-busy', { unit: unit.serial ?? unit.unitId }),
    { context: { unitId: unit.unitId, status: unit.status }, action: say('do-see-unit') },
  );
}

/** Nothing begins this unit again before somebody has decided. */
function isHeld(journal: JournalReader, { unitId, status }: UnitRecord): boolean {
  if (status === 'retired' || status === 'in-progress') return false;
  return status === 'needs-attention' || journal.failureOfUnit(unitId)?.isFinal === true;
}
