// Owns: a hash or key id, shortened for the eye, copied and printed whole. Imports siblings.
import type { ReactNode } from 'react';
import { CopyMark } from './CopyMark.tsx';
import classes from './Mono.module.css';

export interface HashProps {
  readonly value: string;
  /** How many characters are shown at the start. */
  readonly length?: number;
}

export function Hash({ value, length = 12 }: HashProps): ReactNode {
  const isShort = value.length > length + 1;
  return (
    <span className={classes.mono} data-whole={value}>
      <span translate="no" title={value}>
        {isShort ? `${value.slice(0, length)}…` : value}
      </span>
      <CopyMark value={value} />
    </span>
  );
}
