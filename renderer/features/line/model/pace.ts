// Owns: how long the steps of a recipe take on this bench, learned from the runs that this window saw. No clock of its
// own. Start reading at `createPaceBook`.
import type { PlannedStep, StepKind } from '../../../../electron/contract/job.ts';
import type { LineSlot } from '../../../../electron/contract/line.ts';
import { assumedPace, type Pace } from '../../../ui/tile/run-progress.ts';

export interface PaceBook {
  /** Looks at slots as they were and as they are, and learns from steps that ended; whether it learned anything. */
  see(before: readonly LineSlot[], after: readonly LineSlot[]): boolean;
  /** Another recipe takes another time. */
  forget(): void;
  /** `medianRunMs`: what whole runs took before this window was opened; null where nobody knows. */
  pace(medianRunMs: number | null, steps: readonly PlannedStep[]): Pace;
}

/** How much a new run weighs against all before it: the last few count. */
const newWeight = 0.35;

export function createPaceBook(): PaceBook {
  const learned = new Map<StepKind, number>();

  const learn = (kind: StepKind, ms: number) => {
    if (ms < 0) return;
    const known = learned.get(kind);
    learned.set(kind, known === undefined ? ms : known * (1 - newWeight) + ms * newWeight);
  };

  return {
    see(before, after) {
      let hasLearned = false;
      for (const now of after) {
        const then = before.find(({ slot }) => slot === now.slot);
        if (then === undefined || then === now) continue;
        const ended = endedStep(then, now);
        if (ended === undefined) continue;
        learn(ended.kind, ended.ms);
        hasLearned = true;
      }
      return hasLearned;
    },
    forget: () => learned.clear(),
    pace(medianRunMs, steps) {
      const assumedRunMs = steps.reduce((sum, step) => sum + assumedPace(step), 0);
      const scale = medianRunMs === null || assumedRunMs === 0 ? 1 : medianRunMs / assumedRunMs;
      return (step) => learned.get(step.kind) ?? assumedPace(step) * scale;
    },
  };
}

function endedStep(then: LineSlot, now: LineSlot): { kind: StepKind; ms: number } | undefined {
  const was = then.run;
  const is = now.run;
  if (was === null || is === null || was.runId !== is.runId) return undefined;
  if (was.step === null || was.stepStartedAtMs === null || was.outcome !== null) return undefined;
  if (is.outcome === 'PASS' && is.step === was.step && is.durationMs !== null) {
    return { kind: was.step, ms: is.startedAtMs + is.durationMs - was.stepStartedAtMs };
  }
  // Only the very next step tells when this one ended; others were missed in between.
  const at = is.steps.findIndex(({ kind }) => kind === was.step);
  if (is.step === null || is.stepStartedAtMs === null || is.steps[at + 1]?.kind !== is.step) return undefined;
  return { kind: was.step, ms: is.stepStartedAtMs - was.stepStartedAtMs };
}
