// Owns: how large the state word of a tile is, as CSS lengths in shares of the tile. Pure. Start reading at `wordLook`.
import type { TileTone } from './tile-view.ts';

/** With its mark beside it; and with the mark above, for a tile that is nearly square. */
export interface WordLook {
  readonly beside: string;
  readonly above: string;
  /** More than one where the word has parts and would be small on one line. */
  readonly lines: readonly string[];
}

/** A mark and the gap before the word. */
const shapeEms = 1.15;
/** Wider than any share, with the space before it. */
const percentEms = 2.9;
/** What a word may have of the tile's width, in per cent: the rest is air. */
const widthShare = 88;
/** `PASS` and words not wider than it are of one size. */
const loudEms = 2.9;

const isLoud = (tone: TileTone) => tone === 'pass' || tone === 'fail';

/**
 * What one looks for from afar, PASS and FAIL, is as large as it can be. All other states of a bench are of one size, so
 * that a row of them stands on one line: that of the longest, `calmEms`.
 */
export function wordLook(word: string, tone: TileTone, calmEms: number): WordLook {
  const ems = widthInEms(word);
  if (tone === 'running') {
    const size = most(least(widthShare / (ems + percentEms), 30), least(widthShare / ems, 19));
    return { beside: size, above: size, lines: [word] };
  }
  if (isLoud(tone)) {
    const wide = Math.max(loudEms, ems);
    const size = most(least(widthShare / (wide + shapeEms), 30), least(widthShare / wide, 17));
    return { beside: size, above: size, lines: [word] };
  }
  const lines = ems <= calmEms ? [word] : word.split(' ');
  const wide = Math.max(calmEms, ...lines.map(widthInEms));
  const beside = least(widthShare / (wide + shapeEms), lines.length > 1 ? 17 : 30);
  // Lines one above the other leave no room for a mark above them.
  const above = lines.length > 1 ? beside : least(widthShare / wide, 17);
  return { beside, above, lines };
}

/** The width of the longest of these words, each in lines of one part. */
export const widestPart = (words: readonly string[]): number =>
  Math.max(...words.flatMap((word) => word.split(' ')).map(widthInEms));

const least = (cqw: number, cqh: number) => `min(${cqw.toFixed(2)}cqw, ${cqh}cqh)`;
const most = (a: string, b: string) => `max(${a}, ${b})`;

/**
 * Rough width of a word in ems of a heavy sans-serif: capitals and digits are narrower than a Chinese character. Good
 * enough to choose a size at which it fits on one line.
 */
export function widthInEms(word: string): number {
  let ems = 0;
  for (const character of word) {
    if (/[\u2e80-\u9fff\uff00-\uffef]/u.test(character)) ems += 1.02;
    else if (/[MW%]/.test(character)) ems += 0.95;
    else if (/[\sI.:]/.test(character)) ems += 0.34;
    else ems += 0.72;
  }
  return Math.max(1, ems);
}
