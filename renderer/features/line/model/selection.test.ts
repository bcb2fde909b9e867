import { expect, test } from 'vitest';
import { ran, slot } from '../../../test-support/lines.ts';
import { isUnitGone } from './selection.ts';

const empty = slot('01');
const ready = slot('01', { phase: 'ready' });
const working = ran('01', null);
const failed = ran('01', 'FAIL', 'device/timeout');
const pulledAtWork = { ...working, portId: null };
const endedByPull = { ...ran('01', 'FAIL', 'port/gone'), portId: null };

test('A unit that is taken out is gone, and so is one whose run ended because it was pulled', () => {
  expect(isUnitGone(failed, empty, false)).toBe(true);
  expect(isUnitGone(ready, empty, false)).toBe(true);
  expect(isUnitGone(pulledAtWork, endedByPull, false)).toBe(true);
  expect(isUnitGone(pulledAtWork, empty, false)).toBe(true);
});

test('A unit that is worked on, tried again or ends is the same, and an empty slot waits for its first', () => {
  expect(isUnitGone(working, pulledAtWork, false)).toBe(false);
  expect(isUnitGone(pulledAtWork, working, false)).toBe(false);
  expect(isUnitGone(working, failed, false)).toBe(false);
  expect(isUnitGone(failed, working, false)).toBe(false);
  expect(isUnitGone(empty, ready, false)).toBe(false);
  expect(isUnitGone(empty, empty, false)).toBe(false);
});

test('How it ended stays to be read while it is shown, until the next unit comes', () => {
  expect(isUnitGone(pulledAtWork, endedByPull, true)).toBe(false);
  expect(isUnitGone(endedByPull, endedByPull, true)).toBe(false);
  expect(isUnitGone(endedByPull, ready, true)).toBe(true);
  expect(isUnitGone(failed, empty, true)).toBe(true);
});
