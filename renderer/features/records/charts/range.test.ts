import { describe, expect, test } from 'vitest';
import { spanOf, startOfShift, withEmptyBuckets } from './range.ts';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 4, day, hour, minute).getTime();
const days = { from: '2026-05-01', to: '2026-05-03' };

describe('the shift that is on', () => {
  test.each([
    [at(10, 6), at(10, 6)],
    [at(10, 13, 59), at(10, 6)],
    [at(10, 21, 59), at(10, 14)],
    [at(10, 23), at(10, 22)],
    [at(10, 5, 59), at(9, 22)],
  ])('at %d it began at %d', (nowMs, startMs) => expect(startOfShift(nowMs)).toBe(startMs));
});

describe('the span of a choice', () => {
  test('does not change from one moment to the next, so that its figures are asked once', () => {
    for (const kind of ['shift', 'day', 'week'] as const) {
      expect(spanOf({ kind, ...days }, at(10, 9, 1))).toEqual(spanOf({ kind, ...days }, at(10, 9, 59)));
    }
  });

  test('of days has both of them whole', () => {
    expect(spanOf({ kind: 'custom', ...days }, at(10, 9))).toEqual({
      sinceMs: at(1, 0),
      untilMs: at(4, 0),
      bucketMinutes: 120,
    });
  });

  test('backwards, or of no day at all, is one day', () => {
    expect(spanOf({ kind: 'custom', from: '2026-05-03', to: '2026-05-01' }, at(10, 9)).untilMs).toBe(at(4, 0));
    expect(spanOf({ kind: 'custom', from: '', to: '' }, at(10, 9)).sinceMs).toBe(at(10, 0));
  });

  test('is never drawn as a comb', () => {
    const {
      sinceMs,
      untilMs = 0,
      bucketMinutes,
    } = spanOf({ kind: 'custom', from: '2025-05-01', to: '2026-05-01' }, at(10, 9));
    expect((untilMs - sinceMs) / (bucketMinutes * 60_000)).toBeLessThanOrEqual(60);
  });
});

describe('stretches without a run', () => {
  const span = { sinceMs: 0, untilMs: undefined, bucketMinutes: 60 };
  const hour = 3_600_000;

  test('are on the axis up to now, with nothing in them', () => {
    const filled = withEmptyBuckets([{ startMs: hour, passed: 3 }], span, { passed: 0 }, 3.5 * hour);
    expect(filled.map(({ startMs, passed }) => [startMs / hour, passed])).toEqual([
      [0, 0],
      [1, 3],
      [2, 0],
      [3, 0],
    ]);
  });

  test('do not reach beyond now, nor beyond the end', () => {
    expect(withEmptyBuckets([], { ...span, untilMs: 2 * hour }, {}, 9 * hour).length).toBe(2);
    expect(withEmptyBuckets([], { ...span, untilMs: 99 * hour }, {}, 0).length).toBe(1);
  });
});
