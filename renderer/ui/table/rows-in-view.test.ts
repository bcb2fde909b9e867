import { describe, expect, it, test } from 'vitest';
import { layoutOf, rangeOf, scrollFor, tallestPx, topOf } from './rows-in-view.ts';

const rowPx = 40;
const viewPx = 400;
const at = (scrollPx: number, count: number, extra = 0) => ({ scrollPx, viewPx, rowPx, count, extra });

test('A list that fits is as high as its rows, and every row has its own place', () => {
  const layout = layoutOf(1000, rowPx, viewPx);
  expect(layout).toEqual({ bodyPx: 40_000, ratio: 1 });
  expect(rangeOf(layout, at(0, 1000))).toEqual({ from: 0, to: 10 });
  expect(rangeOf(layout, at(399, 1000))).toEqual({ from: 9, to: 20 });
  expect(rangeOf(layout, at(400, 1000, 3))).toEqual({ from: 7, to: 23 });
  expect(topOf(12, layout, rowPx, 0)).toBe(480);
  expect(topOf(12, layout, rowPx, 399)).toBe(480);
});

test('A list that grew shorter under the view shows what there is', () => {
  expect(rangeOf(layoutOf(3, rowPx, viewPx), at(30_000, 3, 12))).toEqual({ from: 3, to: 3 });
  expect(rangeOf(layoutOf(0, rowPx, viewPx), at(0, 0, 12))).toEqual({ from: 0, to: 0 });
});

describe('a million rows', () => {
  const count = 1_000_000;
  const layout = layoutOf(count, rowPx, viewPx);
  const endPx = layout.bodyPx - viewPx;

  it('make no element that a browser cannot draw', () => {
    expect(layout.bodyPx).toBe(tallestPx);
  });

  it('begin with the first at the top of the way and end with the last at its end', () => {
    expect(rangeOf(layout, at(0, count))).toEqual({ from: 0, to: 10 });
    const { from, to } = rangeOf(layout, at(endPx, count));
    expect(to).toBe(count);
    expect(from).toBeGreaterThanOrEqual(count - 11);
    // The last row ends where the view ends.
    expect(topOf(count - 1, layout, rowPx, endPx) + rowPx).toBeCloseTo(endPx + viewPx, 3);
  });

  it('lie one below the other without gaps wherever one has scrolled to', () => {
    const scrollPx = 3_333_333;
    const { from } = rangeOf(layout, at(scrollPx, count));
    expect(topOf(from + 1, layout, rowPx, scrollPx) - topOf(from, layout, rowPx, scrollPx)).toBeCloseTo(rowPx, 6);
    expect(topOf(from, layout, rowPx, scrollPx)).toBeGreaterThan(scrollPx - rowPx);
    expect(topOf(from, layout, rowPx, scrollPx)).toBeLessThanOrEqual(scrollPx);
  });
});

describe.each([
  ['a short list', 1000],
  ['a million rows', 1_000_000],
])('scrolling to a row in %s', (_, count) => {
  const layout = layoutOf(count, rowPx, viewPx);
  const isSeen = (index: number, scrollPx: number) => {
    const topPx = topOf(index, layout, rowPx, scrollPx);
    return topPx >= scrollPx - 0.01 && topPx + rowPx <= scrollPx + viewPx + 0.01;
  };

  it.each([0, 1, 500, count - 2, count - 1])('shows row %d whole, from above and from below', (index) => {
    for (const scrollPx of [0, layout.bodyPx - viewPx]) {
      const target = scrollFor(index, layout, { scrollPx, viewPx, rowPx }) ?? scrollPx;
      expect(isSeen(index, target)).toBe(true);
    }
  });

  it('does not move for a row that is seen already', () => {
    expect(scrollFor(5, layout, { scrollPx: 0, viewPx, rowPx })).toBeUndefined();
  });
});
