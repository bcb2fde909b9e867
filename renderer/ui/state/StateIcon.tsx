// Owns: the shape of each state, so that colour is never alone. Imports nothing of ours.
// Drawn on 20 x 20; the outlines differ (circle, octagon, triangle, square, dash), so that they hold at 14 px and in grey.
import type { ReactNode } from 'react';
import classes from './StateIcon.module.css';

export type StateKind = 'running' | 'pass' | 'fail' | 'error' | 'attention' | 'idle' | 'waiting';

const line = { fill: 'none', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

const shapes: Readonly<Record<StateKind, ReactNode>> = {
  // An arc that turns.
  running: (
    <>
      <circle cx="10" cy="10" r="7.25" className={classes.track} {...line} />
      <path d="M10 2.75a7.25 7.25 0 0 1 5.13 12.38" className={classes.turning} {...line} />
    </>
  ),
  // A tick in a full circle.
  pass: (
    <>
      <circle cx="10" cy="10" r="8.5" className={classes.body} />
      <path d="m6.2 10.3 2.6 2.6 5-5.6" className={classes.cut} {...line} />
    </>
  ),
  // A cross in a full octagon, as on a stop sign.
  fail: (
    <>
      <path d="M6.5 1.5h7l5 5v7l-5 5h-7l-5-5v-7z" className={classes.body} />
      <path d="m7 7 6 6m0-6-6 6" className={classes.cut} {...line} />
    </>
  ),
  // A spanner in a full square: the station has to be mended.
  error: (
    <>
      <path
        d="M4 1.5h12A2.5 2.5 0 0 1 18.5 4v12a2.5 2.5 0 0 1-2.5 2.5H4A2.5 2.5 0 0 1 1.5 16V4A2.5 2.5 0 0 1 4 1.5z"
        className={classes.body}
      />
      <path
        d="M14.6 6.9a3.1 3.1 0 0 1-4.1 3.9l-3.9 3.9a.95.95 0 0 1-1.35 0 .95.95 0 0 1 0-1.35l3.9-3.9a3.1 3.1 0 0 1 3.9-4.1L11.2 7.2l.35 1.25 1.25.35z"
        className={classes.hole}
      />
    </>
  ),
  // An exclamation in a full triangle.
  attention: (
    <>
      <path
        d="M8.4 2.6a1.85 1.85 0 0 1 3.2 0l6.8 11.9a1.85 1.85 0 0 1-1.6 2.75H3.2a1.85 1.85 0 0 1-1.6-2.75z"
        className={classes.body}
      />
      <path d="M10 7v4" className={classes.cut} {...line} />
      <circle cx="10" cy="14" r="1.1" className={classes.hole} />
    </>
  ),
  // Nothing: a dash in a thin ring.
  idle: (
    <>
      <circle cx="10" cy="10" r="7.25" className={classes.track} {...line} />
      <path d="M7 10h6" className={classes.stroke} {...line} />
    </>
  ),
  // A person.
  waiting: (
    <>
      <circle cx="10" cy="6" r="3.9" className={classes.body} />
      <path d="M2.6 18.5a7.4 7.4 0 0 1 14.8 0z" className={classes.body} />
    </>
  ),
};

export interface StateIconProps {
  readonly state: StateKind;
  /** In CSS pixels at normal zoom; `fill` takes the size of its box. */
  readonly size?: 14 | 16 | 20 | 24 | 32 | 'fill';
  /** Takes the colour of the words around it instead of the state's own: on a filled field. */
  readonly isPlain?: boolean;
  readonly className?: string | undefined;
}

/** Decorative: the state's word is always beside it. */
export function StateIcon({ state, size = 16, isPlain = false, className }: StateIconProps): ReactNode {
  const side = size === 'fill' ? '100%' : `${size / 16}rem`;
  return (
    <svg
      viewBox="0 0 20 20"
      width={side}
      height={side}
      aria-hidden="true"
      className={[classes.icon, className].filter(Boolean).join(' ')}
      data-state={state}
      data-plain={isPlain || undefined}
    >
      {shapes[state]}
    </svg>
  );
}
