import { describe, expect, test } from 'vitest';
import { line, ran, report, slot } from '../../../test-support/lines.ts';
import { evidenceTarget, retryTargets, startTargets, stopTarget } from './key-targets.ts';

const ready = slot('01', { phase: 'ready' });
const tray = ran('02', 'FAIL', 'boot/failed');
const again = ran('03', 'FAIL', 'device/verify-mismatch');
const loose = ran('04', 'TIMEOUT', 'device/timeout');
const foreign = slot('05', { phase: 'hold', hold: { kind: 'refused', error: report('device/wrong-chip') } });
const repeat = slot('06', { phase: 'repeat' });
const cutOff = slot('07', { phase: 'hold', hold: { kind: 'interrupted', error: report('job/interrupted') } });
const stopped = ran('08', 'ABORTED', 'job/aborted');
const fault = ran('09', 'ERROR', 'secret/ca-missing');
const never = ran('10', 'FAIL', 'boot/identity-mismatch');
const running = ran('11', null);
const decide = slot('12', { phase: 'hold', hold: { kind: 'attention', reason: 'fuses' } });
const all = [ready, tray, again, loose, foreign, repeat, cutOff, stopped, fault, never, running, decide];
const full = { order: { name: 'A', quantity: 2, passed: 2, openedAtMs: 0 } };
const names = (requests: readonly { readonly slot: string }[]) => requests.map((each) => each.slot);

describe('F3 starts', () => {
  test('what is ready', () => {
    expect(names(startTargets(line(all)))).toEqual(['01']);
  });

  test('nothing on a line that makes nothing: no set-up, a recipe that cannot be used, an order that is complete', () => {
    expect(startTargets(line(all, { setup: null }))).toEqual([]);
    expect(startTargets(line(all, { problem: report('bundle/expired') }))).toEqual([]);
    expect(startTargets(line(all, full))).toEqual([]);
    expect(startTargets(undefined)).toEqual([]);
  });
});

describe('F2 tries again', () => {
  test('without a selection what asks for it: no unit for the tray, no wrong one, none that has passed', () => {
    expect(names(retryTargets(line(all), undefined))).toEqual(['03', '04', '07', '08']);
  });

  test('what the station failed at when that is all there is, or selected: the technician comes first', () => {
    const locked = slot('13', { phase: 'hold', hold: { kind: 'refused', error: report('secret/locked') } });
    expect(names(retryTargets(line([ready, tray, fault, locked]), undefined))).toEqual(['09', '13']);
    expect(names(retryTargets(line(all), '09'))).toEqual(['09']);
  });

  test('nothing on a line that can start nothing, not even what is selected', () => {
    for (const over of [{ setup: null }, { problem: report('bundle/expired') }]) {
      expect(retryTargets(line(all, over), undefined)).toEqual([]);
      expect(retryTargets(line(all, over), '03')).toEqual([]);
    }
    expect(retryTargets(undefined, '03')).toEqual([]);
  });

  test('the selected slot alone, also one that would not be tried unasked', () => {
    expect(retryTargets(line(all), '02')).toEqual([{ slot: '02', again: false }]);
    expect(retryTargets(line([ready, tray, repeat]), '06')).toEqual([{ slot: '06', again: true }]);
  });

  test('a unit that has passed before never instead of one that failed, selected or not', () => {
    expect(names(retryTargets(line([repeat, again]), '06'))).toEqual(['03']);
    expect(names(retryTargets(line(all), '06'))).toEqual(['03', '04', '07', '08']);
    expect(names(retryTargets(line([repeat, fault]), '06'))).toEqual(['09']);
  });

  test('never a unit that must not be shipped, whatever is selected', () => {
    expect(retryTargets(line([never]), '10')).toEqual([]);
    expect(names(retryTargets(line([never, again]), '10'))).toEqual(['03']);
  });

  test('nothing by itself when the order is complete', () => {
    expect(retryTargets(line(all, full), undefined)).toEqual([]);
    // A person may: what has passed for the order is made again without being one more.
    expect(names(retryTargets(line(all, full), '06'))).toEqual(['06']);
    // Any other would be one more, which the station refuses; a red tile would lose its cause to that.
    for (const name of ['02', '03', '07', '08']) expect(retryTargets(line(all, full), name)).toEqual([]);
  });
});

describe('F9 stops', () => {
  test('the only one that works, where nothing is selected', () => {
    expect(stopTarget(line(all), undefined)?.slot).toBe('11');
    expect(stopTarget(line([running, { ...running, slot: '13' }]), undefined)).toBeUndefined();
    expect(stopTarget(line([ready]), undefined)).toBeUndefined();
  });

  test('the selected one, and no other in its place', () => {
    expect(stopTarget(line([running, { ...running, slot: '13' }]), '13')?.slot).toBe('13');
    expect(stopTarget(line(all), '01')).toBeUndefined();
  });
});

describe('F4 tells about', () => {
  test('the selected slot, else the first that the line asks for', () => {
    expect(evidenceTarget(line(all), '03', false)).toBe('03');
    expect(evidenceTarget(line(all), undefined, false)).toBe('12');
    expect(evidenceTarget(line([ready, tray, loose]), undefined, false)).toBe('02');
    // Gone from the bench: as if nothing were selected.
    expect(evidenceTarget(line([ready, tray]), '99', false)).toBe('02');
  });

  test('none where the line asks for no slot', () => {
    expect(evidenceTarget(line(all, { setup: null }), undefined, false)).toBeUndefined();
    expect(evidenceTarget(line([]), undefined, false)).toBeUndefined();
  });

  test('while it is open, the slot that waits for a decision until that is shown; else it closes', () => {
    expect(evidenceTarget(line(all), '03', true)).toBe('12');
    expect(evidenceTarget(line(all), undefined, true)).toBe('12');
    expect(evidenceTarget(line(all), '12', true)).toBeUndefined();
    expect(evidenceTarget(line([ready, tray]), '01', true)).toBeUndefined();
    expect(evidenceTarget(line([ready, tray]), undefined, true)).toBeUndefined();
  });
});
