// Owns: runs as the line shows them, whoever started them: folded from the journal's events into the board.
// May import contract, the journal and the pure fold of job. Start reading at `followRuns`.
import { type ErrorReport, isFinalForUnit, SlipwayError } from '../../contract/errors.ts';
import type { JournalBodyOf, JournalEvent } from '../../contract/events.ts';
import type { LineRun, LineUnit } from '../../contract/line.ts';
import type { RunRecord, UnitRecord } from '../../contract/records.ts';
import type { UnitFailure } from '../../contract/unit-failure.ts';
import { foldReadable, type RunState, tryReduceRun } from '../job/machine.ts';
import type { RunResult } from '../job/runner.ts';
import type { Journal, JournalReader } from '../journal/journal.ts';
import type { LineBoard, SlotChange } from './line-board.ts';
import { findUnitObstacle } from './line-check.ts';

export interface LineRuns {
  /** The run that works in this slot; one whose end is in the journal does not. */
  workingIn(slot: string): string | undefined;
  /** Resolves when the slot's last run has let go of slot and port, which is a little after its end. */
  whenFree(slot: string): Promise<void>;
  /** The run has let go. Where the disk was full the journal does not have its end; the line shows it all the same. */
  ended(end: { readonly runId: string; readonly slot: string; readonly result: RunResult }): void;
  /** Shows what a crash left in a slot. */
  restore(slot: string): void;
  /**
   * Shows how the last run of a slot ended, where that speaks against the unit that it left there; false where it does not.
   * Nobody has asked yet whether that unit is still there.
   */
  restoreEnd(slot: string): boolean;
  close(): void;
}

export interface LineRunsDeps {
  readonly journal: Journal;
  readonly board: LineBoard;
  /** A run has ended in this slot, however it was started. */
  readonly onFinished: (slot: string) => void;
}

type Interruption = JournalBodyOf<'run.interrupted'>;

interface Followed {
  readonly slot: string;
  state: RunState;
  /** How its unit failed before; undefined until the run knows its unit. */
  failedBefore: UnitFailure | null | undefined;
  readonly free: PromiseWithResolvers<void>;
}

export function followRuns({ journal, board, onFinished }: LineRunsDeps): LineRuns {
  const followed = new Map<string, Followed>();
  const isWorking = ({ state: { run } }: Followed) => run.status === 'running' || run.status === 'waiting';

  function hear(event: JournalEvent): void {
    const { body } = event;
    if (!('runId' in body) || body.runId === null) return;
    if (body.kind === 'run.started') {
      const reduction = tryReduceRun(undefined, event);
      if (!reduction.ok) return;
      const { state } = reduction;
      followed.set(body.runId, { slot: body.slot, state, failedBefore: undefined, free: Promise.withResolvers() });
    }
    const run = followed.get(body.runId);
    if (run === undefined || !isWorking(run)) return;
    if (body.kind === 'run.unit') run.failedBefore = journal.failureOfUnit(body.unitId) ?? null;
    const reduction = tryReduceRun(run.state, event);
    if (reduction.ok) run.state = reduction.state;
    if (isTold(event)) show(run);
    if (!isWorking(run)) onFinished(run.slot);
  }

  function show({ slot, state, failedBefore }: Followed): void {
    const unit = unitOf(journal, state.run.unitId);
    board.change(slot, {
      phase: state.run.outcome === null ? 'running' : 'finished',
      run: lineRunOf(state),
      hold: null,
      repeatOf: null,
      ...(unit === undefined ? {} : { unit }),
      ...(failedBefore === undefined ? {} : { failedBefore }),
    });
  }

  const unsubscribe = journal.subscribe(hear);
  return {
    workingIn: (slot) => [...followed.values()].find((run) => run.slot === slot && isWorking(run))?.state.run.runId,
    async whenFree(slot) {
      await Promise.all([...followed.values()].filter((run) => run.slot === slot).map(({ free }) => free.promise));
    },
    ended({ runId, slot, result }) {
      const run = followed.get(runId);
      const isUntold = run === undefined || isWorking(run);
      followed.delete(runId);
      const error = result.error?.toReport() ?? null;
      if (run === undefined) {
        if (error !== null) board.change(slot, { phase: 'hold', hold: { kind: 'refused', error } });
      } else if (isUntold) {
        board.change(slot, { phase: 'finished', run: { ...lineRunOf(run.state), outcome: result.outcome, error } });
      }
      run?.free.resolve();
      if (isUntold) onFinished(slot);
    },
    restore(slot) {
      const cutOff = tryCutOff(journal, slot);
      if (cutOff === undefined) return;
      const { state, error, why, isUndecided } = cutOff;
      board.change(slot, {
        phase: 'hold',
        run: lineRunOf(state),
        unit: unitOf(journal, state.run.unitId) ?? null,
        hold: isUndecided
          ? { kind: 'attention', reason: error.message, ...(why.coded === undefined ? {} : { coded: why.coded }) }
          : { kind: 'interrupted', error },
        failedBefore: (state.run.unitId === null ? undefined : journal.failureOfUnit(state.run.unitId)) ?? null,
        // A station of an earlier version may have begun a unit again that had failed for good.
        ...(isUndecided ? {} : obstacleOf(journal, state.run.unitId)),
      });
    },
    restoreEnd(slot) {
      const change = tryBadEnd(journal, slot);
      if (change !== undefined) board.change(slot, change);
      return change !== undefined;
    },
    close: unsubscribe,
  };
}

/** What does not change the picture is not told: acts, measurements, console. */
const isTold = ({ body }: JournalEvent): boolean =>
  body.kind.startsWith('run.') ||
  body.kind.startsWith('step.') ||
  body.kind === 'serial.reserved' ||
  body.kind === 'identity.issued';

/** The newest run of a slot, where the station stopped in the middle of it and nothing has come after for its unit. */
function tryCutOff(
  journal: JournalReader,
  slot: string,
):
  | { readonly state: RunState; readonly error: ErrorReport; readonly why: Interruption; readonly isUndecided: boolean }
  | undefined {
  const run = journal.runs({ slot, limit: 1 }).rows[0];
  if (run?.status !== 'interrupted' && run?.status !== 'needs-attention') return undefined;
  const unit = run.unitId === null ? undefined : journal.unit(run.unitId);
  if (unit?.status === 'retired' || unit?.lastRunId !== run.runId) return undefined;
  const events = journal.events({ runId: run.runId });
  const state = foldReadable(events);
  const why = events.find(({ body }) => body.kind === 'run.interrupted')?.body;
  if (state === undefined || why?.kind !== 'run.interrupted') return undefined;
  const said = why.coded === undefined ? why.reason : { ...why.coded, text: why.reason };
  const error = new SlipwayError('job/interrupted', said, { context: { runId: run.runId, slot } }).toReport();
  return { state, error, why, isUndecided: run.status === 'needs-attention' };
}

/** So many runs are looked at for one that knew its unit: those that were stopped before that tell nothing of it. */
const mostUntoldRuns = 20;

/** The newest run of a slot that tells of its unit, where it ended, speaks against it, and nothing has come after for it. */
function tryBadEnd(journal: JournalReader, slot: string): SlotChange | undefined {
  const isBad = ({ outcome }: RunRecord) => outcome === 'FAIL' || outcome === 'TIMEOUT';
  const run = journal.runs({ slot, limit: mostUntoldRuns }).rows.find((row) => row.unitId !== null || isBad(row));
  if (run?.status !== 'finished') return undefined;
  const unit = run.unitId === null ? undefined : journal.unit(run.unitId);
  if (unit !== undefined && unit.lastRunId !== run.runId) return undefined;
  const obstacle = obstacleOf(journal, run.unitId);
  // One that was stopped, or that the station could not finish, takes nothing back of what an earlier one found.
  const failure = unit && journal.failureOfUnit(unit.unitId);
  if (obstacle === undefined && failure === undefined && !isBad(run)) return undefined;
  const state = foldReadable(journal.events({ runId: run.runId }));
  if (state === undefined) return undefined;
  const shown = { run: lineRunOf(state), unit: unit === undefined ? null : lineUnitOf(unit) };
  if (obstacle !== undefined) return { ...shown, ...obstacle };
  // A person has decided that it is tried again: it may be started, and says how it failed.
  if (failure !== undefined && isFinalForUnit(run.errorCode)) {
    return { ...shown, phase: 'ready', run: null, failedBefore: failure };
  }
  return { ...shown, phase: 'finished', failedBefore: isBad(run) ? null : (failure ?? null) };
}

function obstacleOf(journal: JournalReader, unitId: string | null): SlotChange | undefined {
  const unit = unitId === null ? undefined : journal.unit(unitId);
  return unit && findUnitObstacle(journal, unit)?.change;
}

function unitOf(journal: JournalReader, unitId: string | null): LineUnit | undefined {
  const unit = unitId === null ? undefined : journal.unit(unitId);
  return unit === undefined ? undefined : lineUnitOf(unit);
}

export function lineUnitOf({ unitId, chip, mac, serial }: UnitRecord): LineUnit {
  return { unitId, chip, mac, serial };
}

export function lineRunOf(state: RunState): LineRun {
  const { run, planned, steps, failedStep, error } = state;
  // Of a run that was cut off, the step that it was in.
  const begun = steps.findLast(({ state: stepState }) => stepState === 'running' || stepState === 'failed');
  const step = steps.find(({ kind }) => kind === failedStep) ?? begun;
  return {
    runId: run.runId,
    startedAtMs: run.startedAtMs,
    steps: planned,
    step: step?.kind ?? null,
    stepStartedAtMs: step?.startedAtMs ?? null,
    outcome: run.outcome,
    error,
    durationMs: run.finishedAtMs === null ? null : Math.max(0, run.finishedAtMs - run.startedAtMs),
  };
}
