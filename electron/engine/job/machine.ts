// Owns: the states of a run as a pure fold over journal events. Imports contract only; no clock, no I/O.
// The journal reads a run's detail through it, the runner and recovery judge by it. Start reading at `tryReduceRun`.
import { SlipwayError } from '../../contract/errors.ts';
import type { JournalBody, JournalBodyOf, JournalEvent } from '../../contract/events.ts';
import type { StepKind } from '../../contract/job.ts';
import type { RunDetail, StepRecord } from '../../contract/records.ts';

/** An act that this run began and whose end it does not know. */
export interface OpenAct {
  readonly actId: string;
  readonly act: string;
  readonly unitId: string;
  readonly isIrreversible: boolean;
}

/** A run as its own events tell it; `openActs` are those that this run itself began. */
export interface RunState extends Omit<RunDetail, 'signers'> {
  readonly openActs: readonly OpenAct[];
  readonly failedStep: StepKind | null;
}

/** Why an event cannot follow. `subject` is the step or act that it is about, where it is about one. */
export interface IllegalTransition {
  readonly kind:
    | 'not-started'
    | 'already-started'
    | 'already-ended'
    | 'unknown-step'
    | 'step-out-of-order'
    | 'step-not-running'
    | 'wrong-attempt'
    | 'after-final-failure'
    | 'act-already-begun'
    | 'unit-already-bound'
    | 'pass-unproven'
    | 'nothing-to-decide';
  readonly event: JournalBody['kind'];
  readonly subject: string | null;
}

export type Reduction =
  | { readonly ok: true; readonly state: RunState }
  | { readonly ok: false; readonly illegal: IllegalTransition };

/** Folds one event of one run. The state before the first event is `undefined`; events that do not move a run change nothing. */
export function tryReduceRun(state: RunState | undefined, event: JournalEvent): Reduction {
  const { body, atMs } = event;
  if (body.kind === 'run.started') {
    return state === undefined ? legal(startOf(body, atMs)) : illegal('already-started', body.kind);
  }
  if (state === undefined) return illegal('not-started', body.kind);
  switch (body.kind) {
    case 'run.unit':
      return whileRunning(state, body.kind, () => {
        if (state.run.unitId !== null && state.run.unitId !== body.unitId) {
          return illegal('unit-already-bound', body.kind, body.unitId);
        }
        return legal({ ...state, run: { ...state.run, unitId: body.unitId } });
      });
    case 'serial.reserved':
    case 'identity.issued':
      return legal({ ...state, run: { ...state.run, serial: body.serial } });
    case 'step.started':
      return whileRunning(state, body.kind, () => startStep(state, body, atMs));
    case 'step.finished':
      return whileRunning(state, body.kind, () =>
        endStep(state, body, { state: 'done', finishedAtMs: atMs, error: null, evidence: body.evidence }),
      );
    case 'step.failed':
      return whileRunning(state, body.kind, () => {
        const ended = endStep(state, body, { state: 'failed', finishedAtMs: atMs, error: body.error, evidence: null });
        if (!ended.ok || body.willRetry) return ended;
        return legal({ ...ended.state, failedStep: body.step });
      });
    case 'act.intended':
      return whileRunning(state, body.kind, () => {
        if (state.openActs.some(({ actId }) => actId === body.actId)) {
          return illegal('act-already-begun', body.kind, body.actId);
        }
        const { actId, act, unitId, isIrreversible } = body;
        return legal({ ...state, openActs: [...state.openActs, { actId, act, unitId, isIrreversible }] });
      });
    // A later run or a person settles what an earlier one left open: legal for an act that is not ours, and after the end.
    case 'act.confirmed':
    case 'act.voided':
      return legal({ ...state, openActs: state.openActs.filter(({ actId }) => actId !== body.actId) });
    case 'measurement.taken':
      return whileRunning(state, body.kind, () =>
        legal({ ...state, measurements: [...state.measurements, body.measurement] }),
      );
    case 'console.captured':
      return whileRunning(state, body.kind, () => legal({ ...state, console: joinConsole(state.console, body.text) }));
    case 'run.finished':
      return whileRunning(state, body.kind, () => finish(state, body, atMs));
    case 'run.interrupted':
      return whileRunning(state, body.kind, () => {
        const status = body.resolution === 'resumable' ? ('interrupted' as const) : ('needs-attention' as const);
        return legal({ ...state, run: { ...state.run, status, finishedAtMs: atMs } });
      });
    case 'unit.decided':
      if (state.run.status === 'running' || state.run.status === 'waiting') {
        return illegal('nothing-to-decide', body.kind, body.unitId);
      }
      return state.run.status === 'needs-attention'
        ? legal({ ...state, run: { ...state.run, status: 'interrupted' } })
        : legal(state);
    default:
      return legal(state);
  }
}

/** Folds one event, or throws `station/internal`: the journal holds only legal sequences. */
export function reduceRun(state: RunState | undefined, event: JournalEvent): RunState {
  const reduction = tryReduceRun(state, event);
  if (reduction.ok) return reduction.state;
  const { kind, subject } = reduction.illegal;
  throw new SlipwayError(
    'station/internal',
    `Event ${event.seq} (${event.body.kind}${subject === null ? '' : ` ${subject}`}) cannot follow in its run: ${kind}.`,
    { context: { seq: event.seq, event: event.body.kind, reason: kind, subject } },
  );
}

/** Folds the events of one run, in order; undefined when there are none. */
export function foldRun(events: readonly JournalEvent[]): RunState | undefined {
  return events.reduce<RunState | undefined>((state, event) => reduceRun(state, event), undefined);
}

/** As `foldRun`, passing over what cannot follow: for reading a record, where one odd event must not hide the rest. */
export function foldReadable(events: readonly JournalEvent[]): RunState | undefined {
  return events.reduce<RunState | undefined>((state, event) => {
    const reduction = tryReduceRun(state, event);
    return reduction.ok ? reduction.state : state;
  }, undefined);
}

/** What recovery makes of a run that a crash cut off. */
export type Verdict =
  | { readonly kind: 'ended' }
  | { readonly kind: 'untouched' }
  | { readonly kind: 'resumable'; readonly settle: readonly OpenAct[] }
  | { readonly kind: 'needs-attention'; readonly acts: readonly OpenAct[] };

/** `settleableActs`: kinds of act whose end a later run can tell by reading the unit. */
export function judgeInterrupted(state: RunState, settleableActs: ReadonlySet<string>): Verdict {
  if (state.run.status !== 'running' && state.run.status !== 'waiting') return { kind: 'ended' };
  const unknown = state.openActs.filter((act) => act.isIrreversible && !settleableActs.has(act.act));
  if (unknown.length > 0) return { kind: 'needs-attention', acts: unknown };
  if (state.run.unitId === null) return { kind: 'untouched' };
  return { kind: 'resumable', settle: state.openActs };
}

const legal = (state: RunState): Reduction => ({ ok: true, state });
const illegal = (
  kind: IllegalTransition['kind'],
  event: JournalBody['kind'],
  subject: string | null = null,
): Reduction => ({
  ok: false,
  illegal: { kind, event, subject },
});

function whileRunning(state: RunState, event: JournalBody['kind'], next: () => Reduction): Reduction {
  return state.run.status === 'running' || state.run.status === 'waiting' ? next() : illegal('already-ended', event);
}

function startOf(body: JournalBodyOf<'run.started'>, atMs: number): RunState {
  return {
    run: {
      runId: body.runId,
      unitId: null,
      serial: null,
      slot: body.slot,
      status: 'running',
      outcome: null,
      errorCode: null,
      product: body.recipe.product,
      productVersion: body.recipe.version,
      operator: body.operator,
      startedAtMs: atMs,
      finishedAtMs: null,
    },
    port: body.port,
    recipe: body.recipe,
    continues: body.continues,
    planned: body.steps,
    steps: body.steps.map(({ kind }) => ({
      kind,
      state: 'pending',
      attempt: 0,
      startedAtMs: null,
      finishedAtMs: null,
      error: null,
      evidence: null,
    })),
    measurements: [],
    console: '',
    error: null,
    openActs: [],
    failedStep: null,
  };
}

function startStep(state: RunState, body: JournalBodyOf<'step.started'>, atMs: number): Reduction {
  if (state.failedStep !== null) return illegal('after-final-failure', body.kind, body.step);
  const index = state.steps.findIndex(({ kind }) => kind === body.step);
  const step = state.steps[index];
  if (step === undefined) return illegal('unknown-step', body.kind, body.step);
  const isNext = state.steps.findIndex((candidate) => candidate.state !== 'done') === index;
  if (!isNext || step.state === 'running') return illegal('step-out-of-order', body.kind, body.step);
  if (body.attempt !== step.attempt + 1) return illegal('wrong-attempt', body.kind, body.step);
  return legal(
    withStep(state, index, {
      ...step,
      state: 'running',
      attempt: body.attempt,
      startedAtMs: step.startedAtMs ?? atMs,
      finishedAtMs: null,
    }),
  );
}

function endStep(
  state: RunState,
  body: JournalBodyOf<'step.finished'> | JournalBodyOf<'step.failed'>,
  end: Pick<StepRecord, 'state' | 'finishedAtMs' | 'error' | 'evidence'>,
): Reduction {
  const index = state.steps.findIndex(({ kind }) => kind === body.step);
  const step = state.steps[index];
  if (step === undefined) return illegal('unknown-step', body.kind, body.step);
  if (step.state !== 'running') return illegal('step-not-running', body.kind, body.step);
  if (step.attempt !== body.attempt) return illegal('wrong-attempt', body.kind, body.step);
  return legal(withStep(state, index, { ...step, ...end }));
}

function finish(state: RunState, body: JournalBodyOf<'run.finished'>, atMs: number): Reduction {
  const isProven = state.steps.every((step) => step.state === 'done') && state.openActs.length === 0;
  if (body.outcome === 'PASS' && !isProven) return illegal('pass-unproven', body.kind, body.runId);
  return legal({
    ...state,
    run: {
      ...state.run,
      status: 'finished',
      outcome: body.outcome,
      errorCode: body.error?.code ?? null,
      finishedAtMs: atMs,
    },
    failedStep: body.failedStep,
    error: body.error,
  });
}

const withStep = (state: RunState, index: number, step: StepRecord): RunState => ({
  ...state,
  steps: state.steps.with(index, step),
});

const joinConsole = (before: string, text: string) => (before === '' ? text : `${before}\n${text}`);
