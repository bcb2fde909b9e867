import { expect, test } from 'vitest';
import { toldRange, toldSteps } from './value-steps.ts';

const tenths = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

test('no step is so fine that two marks read alike', () => {
  expect(toldSteps(2310, 2740, tenths)[0]).toBe(100);
  expect(toldSteps(0, 1, (share) => `${Math.round(share * 100)} %`)[0]).toBe(0.05);
  expect(toldSteps(0, 1, (share) => `${Math.round(share)}`)[0]).toBe(1);
});

test('values that all read alike get an axis of two marks around them', () => {
  expect(toldRange(2455, 2460, tenths)).toEqual([2400, 2500]);
  expect(toldRange(2400, 2400, tenths)).toEqual([2400, 2500]);
});

test('a range in which marks differ stays as it is', () => {
  expect(toldRange(2310, 2740, tenths)).toEqual([2310, 2740]);
  expect(toldRange(0, 90_000, tenths)).toEqual([0, 90_000]);
});
