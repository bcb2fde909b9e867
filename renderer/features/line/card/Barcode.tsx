// Owns: a barcode as a drawing, black on white in every theme, with its text below. Imports siblings.
import { type ReactNode, useMemo } from 'react';
import { barsOf } from './bars.ts';
import classes from './Card.module.css';

/** Scanners need ten modules of white on both sides (ISO/IEC 15417, 4.4). */
const quietZone = 10;
const height = 36;

export function Barcode({ text }: { readonly text: string }): ReactNode {
  const { width, bars } = useMemo(() => barsOf(text), [text]);
  return (
    <span className={classes.code}>
      <svg
        className={classes.bars}
        viewBox={`${-quietZone} 0 ${width + 2 * quietZone} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {bars.map(({ x, width: barWidth }) => (
          <rect key={x} x={x} width={barWidth} height={height} />
        ))}
      </svg>
      <code>{text}</code>
    </span>
  );
}
