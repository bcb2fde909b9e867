import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../../electron/contract/errors.ts';
import type { LineSlot } from '../../../../electron/contract/line.ts';
import type { UnitRecord } from '../../../../electron/contract/records.ts';
import { line as anyLine, ran, slot } from '../../../test-support/lines.ts';
import { whereIs } from './where.ts';

const unit: UnitRecord = {
  unitId: 'u1',
  hardwareId: 'esp:aa',
  family: 'esp',
  chip: 'esp32c3',
  mac: '7c:df:a1:00:00:01',
  status: 'failed',
  serial: 'S1',
  keyFingerprint: null,
  product: 'p',
  productVersion: '1.0.0',
  lastRunId: null,
  firstSeenAtMs: 1,
  updatedAtMs: 2,
};
const there = { unitId: 'u1', chip: 'esp32c3', mac: unit.mac, serial: 'S1' };
const line = (change: Partial<LineSlot>, isSetUp = true) =>
  anyLine([slot('01'), slot('02', { phase: 'ready', unit: there, ...change })], isSetUp ? {} : { setup: null });

describe('where a unit is', () => {
  test('in no slot, or in a slot that knows only its MAC', () => {
    expect(whereIs(unit, undefined).kind).toBe('not-plugged');
    expect(whereIs(unit, line({ unit: { ...there, unitId: 'u2' } })).kind).toBe('not-plugged');
    expect(whereIs(unit, line({ unit: { ...there, unitId: null } }))).toMatchObject({ kind: 'startable', slot: '02' });
  });

  test('a slot that was emptied remembers its unit, which is gone all the same', () => {
    expect(whereIs(unit, line({ phase: 'empty' })).kind).toBe('not-plugged');
  });

  test('working, or without a line to start it', () => {
    expect(whereIs(unit, line({ phase: 'recognising' })).kind).toBe('working');
    expect(whereIs(unit, line({}, false)).kind).toBe('no-setup');
  });

  test('a unit that passed is made again only when a person says so', () => {
    expect(whereIs(unit, line({ phase: 'finished' }))).toMatchObject({ kind: 'startable', isAgain: false });
    expect(whereIs(unit, line({ phase: 'repeat' }))).toMatchObject({ isAgain: true });
    expect(whereIs({ ...unit, status: 'passed' }, line({ phase: 'finished' }))).toMatchObject({ isAgain: true });
  });

  test('in its slot with a final error it is not startable, though a unit that failed otherwise is', () => {
    const ended = (code: ErrorCode) =>
      whereIs(unit, line({ phase: 'finished', run: ran('02', 'FAIL', code).run })).kind;
    expect(ended('boot/identity-mismatch')).toBe('bad');
    expect(ended('boot/failed')).toBe('startable');
  });

  test('on a line whose order has all its units nothing is begun, nor begun again', () => {
    const full = { order: { name: 'ORD-1', quantity: 1, passed: 1, openedAtMs: 0 } };
    const short = { order: { ...full.order, quantity: 2 } };
    expect(whereIs(unit, { ...line({ phase: 'finished' }), ...full }).kind).toBe('order-complete');
    // Nothing but the order keeps those from another run; one that has passed, or goes to the red tray, waits for none.
    expect(whereIs({ ...unit, status: 'passed' }, { ...line({ phase: 'finished' }), ...full }).kind).toBe('passed');
    expect(whereIs({ ...unit, status: 'passed' }, { ...line({ phase: 'repeat' }), ...full }).kind).toBe('passed');
    const ended = (code: ErrorCode) =>
      whereIs(unit, { ...line({ phase: 'finished', run: ran('02', 'FAIL', code).run }), ...full }).kind;
    expect(ended('boot/identity-mismatch')).toBe('bad');
    expect(ended('device/verify-mismatch')).toBe('order-complete');
    expect(whereIs(unit, { ...line({ phase: 'finished' }), ...short }).kind).toBe('startable');
  });

  test('held until somebody scans, decides or mends', () => {
    const held = (hold: LineSlot['hold']) => whereIs(unit, line({ phase: 'hold', hold })).kind;
    const error = { code: 'port/silent', message: 'm', action: 'a', context: {} } as const;
    expect(held({ kind: 'scan', pattern: '.*' })).toBe('scan');
    expect(held({ kind: 'attention', reason: 'r' })).toBe('decide');
    expect(held({ kind: 'order-complete' })).toBe('order-complete');
    expect(held({ kind: 'refused', error })).toBe('refused');
  });
});
