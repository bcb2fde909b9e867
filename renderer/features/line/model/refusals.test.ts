import { expect, test } from 'vitest';
import { line, ran, report, slot } from '../../../test-support/lines.ts';
import { type Refusal, refusalIn } from './refusals.ts';

const unit = { unitId: null, chip: 'esp32s3', mac: '7c:df:a1:00:00:01', serial: null };
const waiting = slot('01', { phase: 'hold', hold: { kind: 'scan', pattern: '^AC' }, unit });
const wrongLabel: Refusal = { error: report('identity/serial-invalid'), serial: 'WRONG-1', mac: unit.mac };
const failed = { ...ran('01', 'FAIL', 'device/verify-mismatch'), unit };
const locked: Refusal = { error: report('secret/locked'), serial: undefined, mac: unit.mac };
const seen = (refusal: Refusal, of: typeof waiting, over = {}) => refusalIn(line([of], over), of, refusal);

test('A refused label is said for as long as its unit waits for the right one', () => {
  expect(seen(wrongLabel, waiting)).toBe(wrongLabel);
  expect(seen(wrongLabel, ran('01', null))).toBeUndefined();
  expect(seen(wrongLabel, slot('01'))).toBeUndefined();
  expect(seen(wrongLabel, { ...waiting, unit: { ...unit, mac: '7c:df:a1:00:00:02' } })).toBeUndefined();
});

test('A key that was refused is said where the tile shows something else', () => {
  expect(seen(locked, failed)).toBe(locked);
  expect(seen(locked, ran('01', null))).toBeUndefined();
});

test('Nothing is said twice: what the tile shows, or what stops the whole line', () => {
  const foreign = slot('01', { phase: 'hold', hold: { kind: 'refused', error: report('device/wrong-chip') }, unit });
  expect(seen({ ...locked, error: report('device/wrong-chip') }, foreign)).toBeUndefined();
  expect(
    seen({ ...locked, error: report('job/already-passed') }, slot('01', { phase: 'repeat', unit })),
  ).toBeUndefined();
  expect(seen({ ...locked, error: report('bundle/expired') }, failed, { problem: report('bundle/expired') })).toBe(
    undefined,
  );
  expect(seen({ ...locked, error: report('wire/closed') }, failed)).toBeUndefined();
});
