// Owns: serial numbers, addresses and other exact strings. Imports siblings.
import type { ReactNode } from 'react';
import { CopyMark } from './CopyMark.tsx';
import classes from './Mono.module.css';

/** A serial number or an address; what is longer has to break somewhere. */
const mostUnbroken = 20;

export interface MonoProps {
  readonly children: ReactNode;
  /** What the copy button beside it copies; none without. */
  readonly copy?: string;
}

export function Mono({ children, copy }: MonoProps): ReactNode {
  return (
    <span className={classes.mono}>
      {/* Exact strings are not words: no translation, no hyphens. */}
      <span translate="no" data-short={(typeof children === 'string' && children.length <= mostUnbroken) || undefined}>
        {children}
      </span>
      {copy !== undefined && <CopyMark value={copy} />}
    </span>
  );
}
