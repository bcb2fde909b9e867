// Owns: how far a run is and how long it still takes: pure sums over the plan, the newest progress and the pace.
// Imports contract types. Start reading at `runProgress`.
import type { ProgressEvent } from '../../../electron/contract/events.ts';
import type { PlannedStep } from '../../../electron/contract/job.ts';
import type { LineRun } from '../../../electron/contract/line.ts';

/** How long a step is expected to take, in milliseconds: from earlier runs where there were any. */
export type Pace = (step: PlannedStep) => number;

/** Before anything was measured: a chip on a USB-UART adapter at 921600 baud. */
const assumed = { bytesPerMs: { write: 60, verify: 600 }, stepMs: { identify: 1500, personalise: 3000, boot: 3000 } };
const shortestStepMs = 150;

export const assumedPace: Pace = ({ kind, totalBytes }) => {
  if (kind === 'write' || kind === 'verify') return shortestStepMs + totalBytes / assumed.bytesPerMs[kind];
  if (kind === 'identify' || kind === 'personalise' || kind === 'boot') return assumed.stepMs[kind];
  return shortestStepMs;
};

export interface Segment {
  readonly kind: PlannedStep['kind'];
  /** Width relative to the other segments. */
  readonly weight: number;
  /** From 0 to 1; undefined while it works and cannot say how far it is. */
  readonly fill: number | undefined;
}

export interface RunProgress {
  readonly segments: readonly Segment[];
  /** From 0 to 1 over the whole run. Steps that cannot say how far they are count when they are done. */
  readonly share: number;
  /** Undefined when the run has ended or nothing is known. */
  readonly leftMs: number | undefined;
}

/**
 * Rates of the first moments say nothing: buffers fill faster than the line moves. From then on the rate of this unit
 * counts for more and more, so that the time left does not jump when it is known.
 */
const rateIsUnknownForMs = 300;
const rateIsKnownAfterMs = 2_000;
const rateIsKnownAfterShare = 0.1;

/**
 * `weightOf` gives the widths and stays the same for the life of a run, so that nothing moves back when the pace is
 * learned better meanwhile; `pace` is the best knowledge of now and gives the time left.
 */
export function runProgress(
  run: LineRun,
  progress: ProgressEvent | undefined,
  nowMs: number,
  pace: Pace,
  weightOf: Pace = pace,
): RunProgress {
  const at = run.steps.findIndex(({ kind }) => kind === run.step);
  const current = progress?.runId === run.runId && progress.step === run.step ? progress : undefined;
  const moved =
    current !== undefined && current.totalBytes > 0 ? Math.min(1, current.doneBytes / current.totalBytes) : undefined;

  const segments = run.steps.map((step, index): Segment => {
    const weight = Math.max(shortestStepMs, weightOf(step));
    if (run.outcome === 'PASS' || index < at) return { kind: step.kind, weight, fill: 1 };
    if (index > at) return { kind: step.kind, weight, fill: 0 };
    return { kind: step.kind, weight, fill: run.outcome === null ? moved : (moved ?? 0) };
  });
  const total = segments.reduce((sum, { weight }) => sum + weight, 0);
  const done = segments.reduce((sum, { weight, fill }) => sum + weight * (fill ?? 0), 0);
  const share = total === 0 ? 0 : done / total;
  return { segments, share, leftMs: run.outcome === null ? leftMs() : undefined };

  function leftMs(): number | undefined {
    if (run.steps.length === 0) return undefined;
    const later = run.steps.slice(at + 1).reduce((sum, step) => sum + pace(step), 0);
    const step = run.steps[at];
    if (step === undefined) return later;
    const elapsedMs = Math.max(0, nowMs - (run.stepStartedAtMs ?? nowMs));
    const expected = Math.max(0, pace(step) - elapsedMs);
    if (moved === undefined || moved === 0) return later + expected;
    const known = (elapsedMs - rateIsUnknownForMs) / (rateIsKnownAfterMs - rateIsUnknownForMs);
    const weight = Math.min(1, Math.max(0, known)) * Math.min(1, moved / rateIsKnownAfterShare);
    const here = weight * ((elapsedMs * (1 - moved)) / moved) + (1 - weight) * expected;
    return later + here;
  }
}

/** No moment is left of the time expected, and much of the run is: nobody knows how long it still takes. */
export const isLate = ({ leftMs, share }: Pick<RunProgress, 'leftMs' | 'share'>): boolean =>
  leftMs !== undefined && leftMs < 1000 && share < 0.9;
