// Owns: facts as pairs of name and value. Imports nothing of ours.
import type { ReactNode } from 'react';
import classes from './KeyValue.module.css';

export interface KeyValueRow {
  readonly label: string;
  readonly value: ReactNode;
}

export interface KeyValueProps {
  readonly rows: readonly KeyValueRow[];
}

export function KeyValue({ rows }: KeyValueProps): ReactNode {
  return (
    <dl className={classes.list}>
      {rows.map(({ label, value }) => (
        <div key={label} className={classes.row}>
          <dt className={classes.label}>{label}</dt>
          <dd className={classes.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
