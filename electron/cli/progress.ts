// Owns: percent and remaining time of a run, summed from its steps and progress events. Pure. Imports contract only.
// Start reading at `createRunProgress`.
import type { ProgressEvent } from '../contract/events.ts';
import type { PlannedStep, StepKind } from '../contract/job.ts';

/** What a step without bytes counts for, so that waiting for a boot moves the bar too. */
const stepWeightBytes = 32 * 1024;
/** Before this share is done, the pace says nothing about the rest. */
const earliestEstimate = 0.05;

export interface RunProgress {
  stepStarted(step: StepKind): void;
  stepFinished(step: StepKind): void;
  progress(event: ProgressEvent): void;
  /** 0 to 1; never falls, whatever is retried. */
  fraction(): number;
  /** Never grows; undefined while the pace is not known. */
  remainingMs(nowMs: number): number | undefined;
  label(): string;
}

export function createRunProgress(planned: readonly PlannedStep[], startedAtMs: number): RunProgress {
  const weightOf = new Map(planned.map((step) => [step.kind, Math.max(step.totalBytes, stepWeightBytes)]));
  const total = [...weightOf.values()].reduce((sum, weight) => sum + weight, 0);
  const done = new Set<StepKind>();
  let current: { step: StepKind; share: number } | undefined;
  let reached = 0;
  let endsAtMs: number | undefined;
  let label = 'starting';

  const update = () => {
    const finished = [...done].reduce((sum, step) => sum + (weightOf.get(step) ?? 0), 0);
    const running = current && !done.has(current.step) ? current.share * (weightOf.get(current.step) ?? 0) : 0;
    if (total > 0) reached = Math.max(reached, Math.min(1, (finished + running) / total));
  };
  return {
    stepStarted(step) {
      current = { step, share: 0 };
      label = step;
      update();
    },
    stepFinished(step) {
      done.add(step);
      update();
    },
    progress({ step, label: text, doneBytes, totalBytes }) {
      current = { step, share: totalBytes > 0 ? Math.min(1, doneBytes / totalBytes) : 0 };
      label = text;
      update();
    },
    fraction: () => reached,
    remainingMs(nowMs) {
      if (reached < earliestEstimate) return undefined;
      const estimate = nowMs + ((nowMs - startedAtMs) * (1 - reached)) / reached;
      endsAtMs = Math.min(endsAtMs ?? estimate, estimate);
      return Math.max(0, endsAtMs - nowMs);
    },
    label: () => label,
  };
}
