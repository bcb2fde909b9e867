// Owns: the drawings that say in a glance where to put one's hands. Line art in the ink of the text, red and amber only
// where the hand goes. Imports i18n. Start reading at `Picture`.
import type { ReactNode } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import classes from './Pictures.module.css';
import type { PictureName } from './picture-of.ts';
import { evidenceTexts } from './texts.ts';

export function Picture({ name }: { readonly name: PictureName }): ReactNode {
  const t = useTexts(evidenceTexts);
  return (
    <svg className={classes.picture} viewBox="0 0 240 96" role="img" aria-label={t(`picture_${name}`)}>
      {drawings[name]}
    </svg>
  );
}

/** A board with its chip, and a socket at its left edge. */
const board = (x: number, y: number): ReactNode => (
  <g transform={`translate(${x} ${y})`}>
    <rect className={classes.solid} width="72" height="48" rx="4" />
    <rect className={classes.ink} x="26" y="12" width="24" height="24" rx="2" />
    <path className={classes.ink} d="M32 12v-5m6 5v-5m6 5v-5M32 36v5m6-5v5m6-5v5" />
    <rect className={classes.ink} x="-5" y="17" width="11" height="14" rx="2" />
    <circle className={classes.dot} cx="63" cy="9" r="2.5" />
  </g>
);

const drawings: Readonly<Record<PictureName, ReactNode>> = {
  // A plug half out of its socket, and an arrow that pushes it in.
  cable: (
    <>
      {board(150, 24)}
      <path className={classes.ink} d="M4 70c30 0 26-22 56-22" />
      <rect className={classes.solid} x="60" y="38" width="36" height="20" rx="3" />
      <rect className={classes.ink} x="96" y="42" width="14" height="12" rx="1.5" />
      <path className={classes.hand} d="M84 22h42m-11-9 12 9-12 9" />
      <path className={classes.hand} d="M118 76l-5 9h8l-5 9" transform="translate(0 -4)" />
    </>
  ),
  // Two buttons with the order in which they are pressed: hold, press, let go.
  boot: (
    <>
      <rect className={classes.solid} x="6" y="12" width="228" height="72" rx="6" />
      <rect className={classes.ink} x="96" y="24" width="48" height="48" rx="3" />
      <rect className={classes.ink} x="26" y="36" width="44" height="26" rx="4" />
      <circle className={classes.hand} cx="48" cy="49" r="8" />
      <text className={classes.word} x="48" y="78">
        BOOT
      </text>
      <text className={classes.number} x="48" y="31">
        1 · 3
      </text>
      <rect className={classes.ink} x="170" y="36" width="44" height="26" rx="4" />
      <circle className={classes.hand} cx="192" cy="49" r="8" />
      <text className={classes.word} x="192" y="78">
        RESET
      </text>
      <text className={classes.number} x="192" y="31">
        2
      </text>
    </>
  ),
  // The unit goes down into a tray.
  tray: (
    <>
      <g transform="translate(120 23) rotate(-8) scale(0.8) translate(-36 -24)">{board(0, 0)}</g>
      <path className={classes.hand} d="M120 47v15m-9-8 9 9 9-9" />
      <path className={classes.bad} d="M48 56h12l9 34h102l9-34h12" />
    </>
  ),
  // A scanner with its beam on a label.
  label: (
    <>
      <path
        className={classes.solid}
        d="M14 26h44a8 8 0 0 1 8 8v8a8 8 0 0 1-8 8H40l-8 34H16l6-34h-8a6 6 0 0 1-6-6V32a6 6 0 0 1 6-6z"
      />
      <path className={classes.beam} d="M70 38 146 12v52z" />
      <rect className={classes.solid} x="146" y="10" width="84" height="56" rx="4" />
      <path
        className={classes.bars}
        d="M156 20v26m5-26v26m3-26v26m7-26v26m4-26v26m8-26v26m3-26v26m6-26v26m5-26v26m7-26v26m3-26v26m8-26v26"
      />
      <path className={classes.ink} d="M156 56h44" />
    </>
  ),
  // Two windows that want the same socket.
  port: (
    <>
      <rect className={classes.solid} x="10" y="6" width="72" height="38" rx="4" />
      <path className={classes.ink} d="M10 16h72" />
      <rect className={classes.solid} x="10" y="54" width="72" height="38" rx="4" />
      <path className={classes.ink} d="M10 64h72" />
      <path className={classes.ink} d="M82 25h24l26 17" />
      <path className={classes.bad} d="M82 73h24l26-17" />
      <path className={classes.bad} d="m100 60 18 20m0-20-18 20" />
      {board(150, 24)}
    </>
  ),
};
