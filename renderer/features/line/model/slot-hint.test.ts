import { describe, expect, test } from 'vitest';
import { binomialTail, suspectSlots } from './slot-hint.ts';

const slot = (name: string, passed: number, failed: number, errors = 0) => ({
  slot: name,
  passed,
  failed,
  errors,
  other: 0,
});

describe('the binomial tail', () => {
  test.each([
    // Coins and dice, by hand.
    [4, 4, 0.5, 1 / 16],
    [4, 3, 0.5, 5 / 16],
    [2, 1, 1 / 6, 11 / 36],
    [10, 0, 0.3, 1],
    [5, 3, 0, 0],
    [5, 3, 1, 1],
  ])('of %i, at least %i, at %f', (n, atLeast, p, tail) => {
    expect(binomialTail(n, atLeast, p)).toBeCloseTo(tail, 12);
  });

  test('of a whole year of runs is still a number', () => {
    const tail = binomialTail(200_000, 2200, 0.01);
    expect(tail).toBeGreaterThan(0);
    expect(tail).toBeLessThan(1e-4);
  });
});

describe('a suspect slot', () => {
  test('fails far more often than the others', () => {
    const [suspect, ...rest] = suspectSlots([slot('01', 60, 1), slot('02', 60, 0), slot('07', 14, 5, 1)]);
    expect(rest).toEqual([]);
    expect(suspect).toMatchObject({ slot: '07', bad: 6, runs: 20, othersBad: 1, othersRuns: 121 });
    expect(suspect?.chance).toBeLessThan(1e-4);
  });

  test('is not one that fails like all of them: then the batch is bad, not the cable', () => {
    expect(suspectSlots([slot('01', 10, 5), slot('02', 11, 4), slot('03', 9, 6)])).toEqual([]);
  });

  test('is not one with a run of bad luck', () => {
    expect(suspectSlots([slot('01', 20, 1), slot('02', 18, 3)])).toEqual([]);
    expect(suspectSlots([slot('01', 0, 2), slot('02', 200, 0)])).toEqual([]);
  });

  test('needs others to be compared with', () => {
    expect(suspectSlots([slot('01', 0, 40)])).toEqual([]);
    expect(suspectSlots([])).toEqual([]);
  });

  test('the chance counts how many slots could have stood out', () => {
    const others = Array.from({ length: 30 }, (_, index) => slot(`${index}`, 2, 0));
    const few = suspectSlots([slot('x', 3, 3), slot('a', 60, 0)])[0]?.chance ?? 1;
    const many = suspectSlots([slot('x', 3, 3), ...others])[0]?.chance ?? 1;
    expect(many).toBeCloseTo(few * (31 / 2), 10);
  });
});
