// Owns: a hash or key id, shortened for the eye, copied and printed whole. Imports siblings.
import type { ReactNode } from 'react';
import { CopyMark } from './CopyMark.tsx';
import classes from './Mono.module.css';
import { mostUnbroken } from './Mono.tsx';

export interface HashProps {
  readonly value: string;
  /** How many characters are shown at the start. */
  readonly length?: number;
}

export function Hash({ value, length = 12 }: HashProps): ReactNode {
  const text = value.length > length + 1 ? `${value.slice(0, length)}…` : value;
  return (
    <span className={classes.mono} data-whole={value}>
      <span translate="no" title={value} data-short={text.length <= mostUnbroken || undefined}>
        {text}
      </span>
      <CopyMark value={value} />
    </span>
  );
}
