// Owns: serial numbers, addresses and other exact strings. Imports siblings.
import type { ReactNode } from 'react';
import { CopyMark } from './CopyMark.tsx';
import classes from './Mono.module.css';

/** A serial number or an address; what is longer has to break somewhere. */
export const mostUnbroken = 20;

/** No prose and no path: it has no better place to break than the end of the line, least of all its hyphens. */
const isId = (text: string): boolean => /^[\w.:-]+$/.test(text);

export interface MonoProps {
  readonly children: ReactNode;
  /** What the copy button beside it copies; none without. */
  readonly copy?: string;
}

export function Mono({ children, copy }: MonoProps): ReactNode {
  const text = typeof children === 'string' ? children : undefined;
  const isShort = text !== undefined && text.length <= mostUnbroken;
  return (
    <span className={classes.mono}>
      {/* Exact strings are not words: no translation, no hyphens. */}
      <span
        translate="no"
        data-short={isShort || undefined}
        data-id={(text !== undefined && !isShort && isId(text)) || undefined}
      >
        {children}
      </span>
      {copy !== undefined && <CopyMark value={copy} />}
    </span>
  );
}
