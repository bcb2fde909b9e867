import { describe, expect, test } from 'vitest';
import type { LineSlot, SlotHold } from '../../../../electron/contract/line.ts';
import { line, ran, report, run, slot } from '../../../test-support/lines.ts';
import { canRetry, canStart, canStop, whatNow } from './what-now.ts';

const hold = (name: string, of: SlotHold) => slot(name, { phase: 'hold', hold: of });

const empty = slot('01');
const ready = slot('02', { phase: 'ready' });
const running = ran('03', null);
const passed = ran('04', 'PASS');
const failed = ran('05', 'FAIL', 'boot/failed');
const unsure = ran('13', 'FAIL', 'device/verify-mismatch');
const loose = ran('14', 'TIMEOUT', 'device/timeout');
const never = ran('15', 'FAIL', 'boot/identity-mismatch');
const broken = ran('06', 'ERROR', 'port/busy');
const repeat = slot('07', { phase: 'repeat' });
const scan = hold('08', { kind: 'scan', pattern: '.*' });
const decide = hold('09', { kind: 'attention', reason: 'fuses' });
const cutOff = { ...hold('10', { kind: 'interrupted', error: report('job/interrupted') }), run: run() };
const foreign = hold('11', { kind: 'refused', error: report('device/wrong-chip') });
const full = hold('12', { kind: 'order-complete' });
const all = [empty, ready, running, passed, failed, broken, repeat, scan, decide, cutOff, foreign, unsure, loose];

describe('what to do now', () => {
  test('goes by urgency: each thing is said once all before it are done', () => {
    const bad = ['station', 'take-out-bad', 'look', 'try-again', 'go-on'];
    const order = ['decide', 'scan', ...bad, 'take-out-good', 'take-out-repeat', 'start'];
    const done: string[] = [];
    let slots = all;
    for (const kind of order) {
      const now = whatNow(line(slots));
      expect(now.kind, `after ${done.join(', ')}`).toBe(kind);
      if (!('slots' in now)) throw new Error(`${now.kind} names no slots`);
      slots = slots.filter((each) => !now.slots.includes(each.slot));
      done.push(kind);
    }
    expect(whatNow(line(slots))).toEqual({ kind: 'plug-in', slots: ['01'], areAllEmpty: false });
    expect(whatNow(line([running]))).toEqual({ kind: 'wait', slots: ['03'] });
    expect(whatNow(line([empty]))).toEqual({ kind: 'plug-in', slots: ['01'], areAllEmpty: true });
  });

  test('calls a unit bad only where its error says that it goes into the tray', () => {
    expect(whatNow(line([failed, unsure, loose, foreign, never]))).toEqual({
      kind: 'take-out-bad',
      slots: ['05', '15'],
    });
    expect(whatNow(line([unsure, loose, foreign]))).toEqual({ kind: 'look', slots: ['14', '11'] });
    expect(whatNow(line([unsure]))).toEqual({ kind: 'try-again', slots: ['13'] });
    // One whose error nobody knows is not for the good ones.
    const unknown = ran('16', 'FAIL');
    expect(whatNow(line([unknown, passed])).kind).toBe('take-out-bad');
  });

  test('names no unit to start while an order that has all its units is still at work', () => {
    const order = { name: 'A', quantity: 2, passed: 2, openedAtMs: 0 };
    expect(whatNow(line([ready, running, empty], { order }))).toEqual({ kind: 'wait', slots: ['03'] });
    expect(whatNow(line([ready, empty], { order })).kind).toBe('order-complete');
  });

  test('a recipe that cannot be used, or none, comes before any unit', () => {
    expect(whatNow(line(all, { problem: report('bundle/expired') })).kind).toBe('problem');
    expect(whatNow(line(all, { setup: null })).kind).toBe('set-up');
    expect(whatNow(line([])).kind).toBe('no-slots');
  });

  test('an order that is complete is said when the last unit has stopped working', () => {
    const order = { name: 'A', quantity: 2, passed: 2, openedAtMs: 0 };
    expect(whatNow(line([passed, running], { order })).kind).toBe('take-out-good');
    expect(whatNow(line([passed, full], { order })).kind).toBe('order-complete');
    expect(whatNow(line([failed, full], { order })).kind).toBe('take-out-bad');
  });

  test('an order that is complete tries no unit again: the red ones are taken out, the amber ones wait for the next', () => {
    const order = { name: 'A', quantity: 2, passed: 2, openedAtMs: 0 };
    const silent = hold('17', { kind: 'refused', error: report('port/silent') });
    const unplugged = hold('18', { kind: 'refused', error: report('port/gone') });
    expect(whatNow(line([passed, failed, unsure, silent, foreign, unplugged], { order }))).toEqual({
      kind: 'take-out-bad',
      slots: ['05', '13', '17'],
    });
    // No sentence asks for a key that starts nothing.
    expect(whatNow(line([foreign, unplugged, cutOff], { order })).kind).toBe('order-complete');
  });

  test('a unit that was pulled out is not asked to be taken out', () => {
    expect(whatNow(line([{ ...failed, portId: null }]))).toMatchObject({ kind: 'plug-in', areAllEmpty: true });
  });
});

test('what can be started, retried and stopped', () => {
  const names = (can: (each: LineSlot) => boolean) => [...all, full].filter(can).map((each) => each.slot);
  expect(names(canStart)).toEqual(['02', '08']);
  expect(names(canRetry)).toEqual(['05', '06', '07', '10', '11', '13', '14']);
  // Never again: whoever has another's identity.
  expect(canRetry(never)).toBe(false);
  expect(names(canStop)).toEqual(['03']);
  expect(canRetry({ ...failed, portId: null })).toBe(false);
});
