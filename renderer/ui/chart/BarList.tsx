// Owns: a few amounts side by side as bars, each with its figure: failures by step, by slot. Imports siblings.
import type { CSSProperties, ReactNode } from 'react';
import type { StateKind } from '../state/StateIcon.tsx';
import classes from './BarList.module.css';

export interface BarListRow {
  readonly key: string;
  readonly label: ReactNode;
  readonly value: number;
  /** The figure as written; `value` where it is not given. */
  readonly text?: string;
  readonly tone?: StateKind;
}

export interface BarListProps {
  readonly label: string;
  readonly rows: readonly BarListRow[];
  /** What a full bar stands for; the greatest value where it is not given. */
  readonly max?: number;
}

export function BarList({ label, rows, max }: BarListProps): ReactNode {
  const full = max ?? Math.max(...rows.map((row) => row.value), Number.MIN_VALUE);
  return (
    <ul className={classes.list} aria-label={label}>
      {rows.map((row) => (
        <li key={row.key} className={classes.row} data-tone={row.tone ?? 'running'}>
          <span className={classes.label}>{row.label}</span>
          <span className={classes.text}>{row.text ?? row.value}</span>
          <span className={classes.track}>
            <span
              className={classes.bar}
              style={{ '--share': Math.max(0, Math.min(1, row.value / full)) } as CSSProperties}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
