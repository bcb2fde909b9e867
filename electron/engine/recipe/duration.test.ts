import { expect, test } from 'vitest';
import { endOfDurationMs, parseDurationMs } from './duration.ts';

test.each([
  ['500ms', 500],
  ['1.5s', 1_500],
  ['5m', 300_000],
  ['2h', 7_200_000],
  ['30d', 30 * 86_400_000],
  ['1y', 365 * 86_400_000],
])('%s are %d ms', (text, ms) => expect(parseDurationMs(text)).toBe(ms));

test.each(['', '10', '10w', '-1s', '1.s', '1 s'])('"%s" is no duration', (text) => {
  expect(() => parseDurationMs(text)).toThrow(RangeError);
  expect(() => endOfDurationMs(0, text)).toThrow(RangeError);
});

test.each([
  ['ten years, with their leap days', '2026-02-03T04:05:06.007Z', '10y', '2036-02-03T04:05:06.007Z'],
  ['one year over a leap day', '2027-06-01T00:00:00.000Z', '1y', '2028-06-01T00:00:00.000Z'],
  ['a leap day in a year that has none', '2028-02-29T12:00:00.000Z', '1y', '2029-02-28T12:00:00.000Z'],
  ['a leap day in a year that has one', '2028-02-29T12:00:00.000Z', '4y', '2032-02-29T12:00:00.000Z'],
  ['a century without its leap day', '2096-02-29T12:00:00.000Z', '4y', '2100-02-28T12:00:00.000Z'],
  ['the last day of a month', '2026-12-31T23:59:59.000Z', '2y', '2028-12-31T23:59:59.000Z'],
  ['a broken year, the rest by 365 days', '2028-01-01T00:00:00.000Z', '1.2y', '2029-03-15T00:00:00.000Z'],
  ['less than a year', '2028-01-01T00:00:00.000Z', '0.2y', '2028-03-14T00:00:00.000Z'],
  ['days, exactly so many', '2028-02-01T00:00:00.000Z', '366d', '2029-02-01T00:00:00.000Z'],
  ['hours', '2028-02-28T12:00:00.000Z', '36h', '2028-03-01T00:00:00.000Z'],
])('%s: %s and %s is %s', (_what, from, text, end) => {
  expect(new Date(endOfDurationMs(Date.parse(from), text)).toISOString()).toBe(end);
});

test('what ends beyond all dates ends never', () => {
  expect(endOfDurationMs(Date.UTC(2026, 0), '999999y')).toBe(Number.POSITIVE_INFINITY);
  expect(endOfDurationMs(Date.UTC(2026, 0), `${'9'.repeat(400)}.5y`)).toBe(Number.POSITIVE_INFINITY);
});
