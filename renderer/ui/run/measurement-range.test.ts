import { describe, expect, test } from 'vitest';
import { rangeOf } from './measurement-range.ts';

describe('a measured value on its axis', () => {
  test('between two limits, in proportion', () => {
    const { from, to, at } = rangeOf({ value: 3300, min: 3100, max: 3500 });
    expect(at).toBeCloseTo((from + to) / 2);
    expect(from).toBeGreaterThan(0);
    expect(to).toBeLessThan(1);
  });

  test.each([
    { value: 3600, min: 3100, max: 3500 },
    { value: 12_000, min: null, max: 10_000 },
  ])('above the limit is right of it: %o', (measured) => {
    const { to, at } = rangeOf(measured);
    expect(at).toBeGreaterThan(to);
    expect(at).toBeLessThan(1);
  });

  test.each([
    { value: 3000, min: 3100, max: 3500 },
    { value: 100_000, min: 200_000, max: null },
    { value: -40, min: -20, max: null },
  ])('below the limit is left of it: %o', (measured) => {
    const { from, at } = rangeOf(measured);
    expect(at).toBeLessThan(from);
    expect(at).toBeGreaterThan(0);
  });

  test('an open end reaches to the edge', () => {
    expect(rangeOf({ value: 150, min: null, max: 10_000 })).toMatchObject({ from: 0 });
    expect(rangeOf({ value: 302_084, min: 200_000, max: null })).toMatchObject({ to: 1 });
    expect(rangeOf({ value: 5, min: null, max: null })).toMatchObject({ from: 0, to: 1 });
  });

  test.each([
    { value: 0, min: 0, max: 0 },
    { value: 0, min: null, max: null },
    { value: 7, min: 7, max: null },
  ])('a span of nothing is still on the axis: %o', (measured) => {
    for (const place of Object.values(rangeOf(measured))) {
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(1);
    }
  });
});
