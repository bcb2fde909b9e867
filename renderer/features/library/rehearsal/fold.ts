// Owns: what a dry run has said so far, as one state: a fold over its events. Imports contract types. Start at `foldRehearsal`.
import type { ErrorReport } from '../../../../electron/contract/errors.ts';
import type { JournalBody, ProgressEvent } from '../../../../electron/contract/events.ts';
import type { Measurement, Outcome, PlannedStep } from '../../../../electron/contract/job.ts';
import type { RehearsalEvent } from '../../../../electron/contract/library.ts';

export interface RehearsedStep {
  readonly plan: PlannedStep;
  readonly state: 'pending' | 'running' | 'done' | 'failed';
  /** Of all bytes of the step, from 0 to 1; undefined where it moves none. */
  readonly share: number | undefined;
  readonly attempt: number;
}

export interface RehearsalState {
  readonly steps: readonly RehearsedStep[];
  readonly measurements: readonly Measurement[];
  readonly console: string;
  readonly end:
    | { readonly outcome: Outcome | null; readonly error: ErrorReport | null; readonly durationMs: number }
    | undefined;
}

export const newRehearsal: RehearsalState = { steps: [], measurements: [], console: '', end: undefined };

export function foldRehearsal(state: RehearsalState, event: RehearsalEvent): RehearsalState {
  if (event.kind === 'ended') {
    const { outcome, error, durationMs, console } = event;
    return { ...state, steps: settle(state.steps, outcome), console, end: { outcome, error, durationMs } };
  }
  switch (event.event.kind) {
    case 'journal':
      return foldJournal(state, event.event.event.body);
    case 'progress':
      return { ...state, steps: withProgress(state.steps, event.event.progress) };
    default:
      return state;
  }
}

function foldJournal(state: RehearsalState, body: JournalBody): RehearsalState {
  switch (body.kind) {
    case 'run.started':
      return {
        ...state,
        steps: body.steps.map((plan) => ({ plan, state: 'pending', share: undefined, attempt: 0 })),
      };
    case 'step.started':
      return withStep(state, body.step, { state: 'running', attempt: body.attempt, share: undefined });
    case 'step.finished':
      return withStep(state, body.step, { state: 'done', share: undefined });
    case 'step.failed':
      return withStep(state, body.step, { state: body.willRetry ? 'running' : 'failed', share: undefined });
    case 'measurement.taken':
      return { ...state, measurements: [...state.measurements, body.measurement] };
    case 'console.captured':
      return { ...state, console: state.console + body.text };
    default:
      return state;
  }
}

const withStep = (state: RehearsalState, kind: string, change: Partial<RehearsedStep>): RehearsalState => ({
  ...state,
  steps: state.steps.map((step) => (step.plan.kind === kind ? { ...step, ...change } : step)),
});

function withProgress(steps: readonly RehearsedStep[], progress: ProgressEvent): readonly RehearsedStep[] {
  if (progress.totalBytes <= 0) return steps;
  const share = Math.min(1, progress.doneBytes / progress.totalBytes);
  return steps.map((step) =>
    step.plan.kind === progress.step && step.state === 'running'
      ? // Progress never jumps back within an attempt.
        { ...step, share: Math.max(step.share ?? 0, share) }
      : step,
  );
}

/** A step that was cut off by the end did not go well. */
const settle = (steps: readonly RehearsedStep[], outcome: Outcome | null): readonly RehearsedStep[] =>
  outcome === 'PASS' ? steps : steps.map((step) => (step.state === 'running' ? { ...step, state: 'failed' } : step));
