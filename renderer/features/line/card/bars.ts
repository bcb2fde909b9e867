// Owns: a text as the bars of a Code 128, in modules: every scanner on a line reads it, also one with a single beam.
// Imports bwip-js, of which only this symbology is bundled. Start reading at `barsOf`.
import { code128 } from 'bwip-js/browser';

export interface Bar {
  /** From the left edge of the symbol, in modules. */
  readonly x: number;
  readonly width: number;
}

export interface Bars {
  readonly width: number;
  readonly bars: readonly Bar[];
}

/** bwip-js draws through this; a symbol without its text is vertical lines only. */
export function barsOf(text: string): Bars {
  let width = 0;
  const bars: Bar[] = [];
  const nothing = () => undefined;
  return code128<Bars>(
    { bcid: 'code128', text, scale: 1, height: 1 },
    {
      scale: () => null,
      measure: () => ({ width: 0, ascent: 0, descent: 0 }),
      init(symbolWidth) {
        width = symbolWidth;
      },
      line(x0, _y0, _x1, _y1, lineWidth) {
        // The middle of the line, which for an odd width bwip-js gives half a module further right.
        bars.push({ x: Math.floor(x0 - lineWidth / 2), width: lineWidth });
      },
      polygon: nothing,
      hexagon: nothing,
      ellipse: nothing,
      fill: nothing,
      text: nothing,
      end: () => ({ width, bars: bars.sort((a, b) => a.x - b.x) }),
    },
  );
}
