// Owns: the patterns that tell parts of a bar apart where their colours do not. The legend's are in TimeChart.module.css.
import type { StateKind } from '../state/StateIcon.tsx';

/** Which way its stripes rise; what passed has none. */
const slopes: Partial<Record<StateKind, number>> = { fail: -45, error: 45, idle: 0 };

export interface HatchColours {
  readonly tone: string;
  readonly surface: string;
}

/** What to fill a part with. `remPx` in pixels of the page: the stripes grow with the words. */
export function fillFor(state: StateKind, { tone, surface }: HatchColours, remPx: number): string | CanvasPattern {
  const slope = slopes[state];
  if (slope === undefined) return tone;
  const tile = document.createElement('canvas');
  const side = Math.max(4, Math.round(remPx * 0.4375 * window.devicePixelRatio));
  tile.width = side;
  tile.height = side;
  const context = tile.getContext('2d');
  if (context === null) return tone;
  context.fillStyle = tone;
  context.fillRect(0, 0, side, side);
  context.fillStyle = surface;
  context.fillRect(0, 0, side, Math.max(1, Math.round(side * 0.3)));
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().rotate(slope));
  return pattern ?? tone;
}
