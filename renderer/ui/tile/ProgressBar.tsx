// Owns: the bar of a run, a segment for each step. Imports siblings. Start reading at `ProgressBar`.
import type { ReactNode } from 'react';
import type { Segment } from './run-progress.ts';
import classes from './Tile.module.css';

export interface ProgressBarProps {
  readonly segments: readonly Segment[];
  /** From 0 to 1: what was shown as done before stays done. */
  readonly floor: number;
}

/** Decoration: the share is in words beside it. */
export function ProgressBar({ segments, floor }: ProgressBarProps): ReactNode {
  const total = segments.reduce((sum, { weight }) => sum + weight, 0);
  let before = 0;
  return (
    <span className={classes.bar} aria-hidden="true">
      {segments.map(({ kind, weight, fill }) => {
        const doneBefore = Math.min(1, Math.max(0, (floor * total - before) / weight));
        before += weight;
        return (
          <span
            key={kind}
            className={classes.segment}
            // A working step is seen even where it is a moment of the whole.
            style={{ flexGrow: Math.max(weight, total / 40) }}
            data-working={fill === undefined || undefined}
          >
            <span
              className={classes.fill}
              style={{ transform: `scaleX(${Math.max(fill ?? 0, doneBefore).toFixed(3)})` }}
            />
          </span>
        );
      })}
    </span>
  );
}
