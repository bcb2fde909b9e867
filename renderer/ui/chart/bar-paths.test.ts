import { describe, expect, test } from 'vitest';
import { type BarSizes, tryPart } from './bar-paths.ts';

const sizes: BarSizes = { stepSeconds: 10, widestPx: 100, gapPx: 2 };
/** Ten pixels for a second, one for a unit, on a canvas 100 high. */
const scales = { x: (seconds: number) => seconds * 10, y: (value: number) => 100 - value, ratio: 1 };
/** Moments in the middle of their steps; errors on failures on what passed, with their upper edges. */
const data: [number[], ...(number | null)[][]] = [
  [5, 15, 25],
  [null, 41, null],
  [null, null, 44],
  [30, 40, 20],
];
const parts = (at: number, of: BarSizes = sizes) =>
  [3, 2, 1].map((index) => tryPart(of, { ...scales, data }, index, at));

describe('a bar', () => {
  test('stands in the middle of its time and takes seven tenths of it', () => {
    expect(parts(0)).toEqual([[15, 70, 70, 30], undefined, undefined]);
  });

  test('grows no wider than it may, and has the same width in a series with few values', () => {
    expect(parts(2, { ...sizes, widestPx: 20 })).toEqual([[240, 82, 20, 18], [240, 56, 20, 24], undefined]);
  });

  test('keeps a gap to what stands on it, which begins where it should', () => {
    expect(parts(1)).toEqual([[115, 62, 70, 38], undefined, [115, 59, 70, 1]]);
  });
});

test('a part that the gap would take whole is seen all the same', () => {
  const thin: typeof data = [[5], [2], [1]];
  expect(tryPart(sizes, { ...scales, data: thin }, 2, 0)).toEqual([15, 99, 70, 1]);
});
