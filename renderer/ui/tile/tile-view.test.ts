import { describe, expect, test } from 'vitest';
import { type ErrorCode, SlipwayError } from '../../../electron/contract/errors.ts';
import type { LineSlot } from '../../../electron/contract/line.ts';
import type { UnitFailure } from '../../../electron/contract/unit-failure.ts';
import { createFormat } from '../../i18n/format.ts';
import { run, slot } from '../../test-support/lines.ts';
import { type TileSurroundings, type TileWords, tileView } from './tile-view.ts';

const nowMs = 1_800_000_000_000;
const around: TileSurroundings = { hasSetup: true, nowMs, keys: { start: 'F3', retry: 'F2', evidence: 'F4' } };
/** Texts by their keys: what is said is the choice that is tested, not the words. */
const words: TileWords = {
  t: (key, ...values) => [key, ...values.flatMap((each) => Object.values(each))].join(' '),
  format: createFormat('en'),
  errorText: ({ code }) => ({ title: code, meaning: '', action: `mend ${code}`, evidence: '' }),
};
const seen = (change: Partial<LineSlot>, more: Partial<TileSurroundings> = {}) => {
  const { tone, word, what, todo } = tileView(
    slot('01', { phase: 'ready', ...change }),
    undefined,
    { ...around, ...more },
    words,
  );
  return { tone, word, what, todo };
};

test('A tile names the key that starts its unit', () => {
  expect(seen({})).toMatchObject({ tone: 'waiting', todo: 'todo_ready F3' });
});

test('While the engine is away no tile names a key that starts anything', () => {
  const interrupted = new SlipwayError('job/interrupted', 'The station stopped.').toReport();
  const away = { blocked: 'away' } as const;
  expect(seen({}, away).todo).toBeUndefined();
  expect(seen({ phase: 'hold', hold: { kind: 'interrupted', error: interrupted } }, away).todo).toBeUndefined();
  expect(seen({ phase: 'finished' }, away).todo).toBeUndefined();
  // Looking is possible at any time.
  expect(seen({ phase: 'hold', hold: { kind: 'attention', reason: '' } }, away).todo).toBe('todo_attention F4');
});

test('Where no recipe can be used, no tile names a key that tries again or goes on', () => {
  const interrupted = new SlipwayError('job/interrupted', 'The station stopped.').toReport();
  const none = { hasSetup: false } as const;
  expect(seen({ phase: 'hold', hold: { kind: 'interrupted', error: interrupted } }, none)).toMatchObject({
    what: 'hold_interrupted',
    todo: undefined,
  });
  expect(seen({ phase: 'finished' }, none).todo).toBeUndefined();
  expect(seen({ phase: 'repeat' }, none).todo).toBe('todo_PASS');
});

test('A unit that waits while the order is complete says the same as one that came after it', () => {
  const waits = { tone: 'stopped', word: 'word_full', what: 'hold_order', todo: 'todo_order' };
  expect(seen({}, { blocked: 'order' })).toEqual(waits);
  expect(seen({ phase: 'hold', hold: { kind: 'order-complete' } })).toEqual(waits);
});

test('While the order is complete no tile offers what starts nothing, and a red one says where its unit goes', () => {
  const refused = (code: ErrorCode) =>
    ({ phase: 'hold', hold: { kind: 'refused', error: new SlipwayError(code, 'It ended.').toReport() } }) as const;
  const full = { blocked: 'order' } as const;
  expect(seen(refused('port/silent')).todo).toBe('mend port/silent');
  expect(seen(refused('port/silent'), full)).toMatchObject({
    tone: 'fail',
    what: 'port/silent',
    todo: 'todo_order_aside',
  });
  expect(seen(refused('device/verify-mismatch'), full).todo).toBe('todo_order_aside');
  expect(seen(refused('device/timeout'), full)).toMatchObject({ word: 'word_TIMEOUT', todo: 'todo_order_aside' });
  expect(seen(refused('boot/failed'), full).todo).toBe('mend boot/failed');
  const interrupted = new SlipwayError('job/interrupted', 'The station stopped.').toReport();
  expect(seen({ phase: 'hold', hold: { kind: 'interrupted', error: interrupted } }, full).todo).toBe(
    'todo_order_first',
  );
  expect(seen({ phase: 'finished' }, full).todo).toBe('todo_order');
  // One that was pulled out may stay for the next order; the wrong one is of no use to that either.
  const tooLate = { 'port/gone': 'todo_order_first', 'device/wrong-chip': 'todo_order_out' } as const;
  for (const code of ['port/gone', 'device/wrong-chip'] as const) {
    expect(seen(refused(code)).todo).toBe(`mend ${code}`);
    expect(seen(refused(code), full)).toMatchObject({ tone: 'attention', what: code, todo: tooLate[code] });
  }
});

test('No tile says READY where nothing can be started', () => {
  expect(seen({}, { hasSetup: false })).toEqual({ tone: 'idle', word: 'word_in', what: undefined, todo: undefined });
  expect(seen({}, { blocked: 'away' })).toEqual({ tone: 'idle', word: 'word_wait', what: undefined, todo: undefined });
  expect(seen({ phase: 'empty' }, { blocked: 'order' }).todo).toBe('todo_empty_idle');
});

test('A tile names a key as its own only where the key acts on its slot', () => {
  const interrupted = new SlipwayError('job/interrupted', 'The station stopped.').toReport();
  const held = { phase: 'hold', hold: { kind: 'interrupted', error: interrupted } } as const;
  const decide = { phase: 'hold', hold: { kind: 'attention', reason: '' } } as const;
  const elsewhere = { aims: { retry: false, evidence: 'select-then-key' } } as const;
  expect(seen(held).todo).toBe('todo_go_on F2');
  expect(seen(held, elsewhere).todo).toBe('todo_go_on_select F2');
  expect(seen(decide).todo).toBe('todo_attention F4');
  expect(seen(decide, elsewhere).todo).toBe('todo_attention_select_key F4');
  // While the evidence of a slot is open, choosing another is enough, and the key would close it.
  expect(seen(decide, { aims: { retry: false, evidence: 'select' } }).todo).toBe('todo_attention_select');
  expect(seen(decide, { aims: { retry: false, evidence: 'shown' } }).todo).toBeUndefined();
  expect(seen({ phase: 'finished' }, elsewhere).todo).toBe('todo_stopped');
  expect(seen({ phase: 'repeat' }).todo).toBe('todo_repeat F2');
  expect(seen({ phase: 'repeat' }, elsewhere).todo).toBe('todo_PASS');
});

test.each([
  [0, '05', 'repeat_now 05'],
  [4_999, '05', 'repeat_now 05'],
  [6_000, '05', 'repeat_of 6 seconds ago 05'],
  [0, '01', 'repeat_here_now'],
  [6_000, '01', 'repeat_here 6 seconds ago'],
])('A unit that passed %d ms ago in slot %s', (agoMs, where, what) => {
  const repeatOf = { runId: 'r', slot: where, finishedAtMs: nowMs - agoMs, serial: null };
  expect(seen({ phase: 'repeat', repeatOf })).toMatchObject({ tone: 'repeat', what });
});

test('A refusal is the unit’s or the station’s fault, and for an error that is not known yet the station’s', () => {
  const hold = (code: string) => ({
    kind: 'refused' as const,
    error: { ...new SlipwayError('device/wrong-chip', 'An ESP32-C6.').toReport(), code } as never,
  });
  expect(seen({ phase: 'hold', hold: hold('identity/duplicate-hardware') }).tone).toBe('fail');
  expect(seen({ phase: 'hold', hold: hold('port/busy') }).tone).toBe('error');
  expect(seen({ phase: 'hold', hold: hold('future/unheard-of') }).tone).toBe('error');
});

test('Red is for a bad unit: one that was pulled out, or is another than the recipe’s, waits for a hand', () => {
  const ended = (code: 'port/gone' | 'boot/failed') => {
    const error = new SlipwayError(code, 'It ended.').toReport();
    return seen({ phase: 'finished', run: run({ outcome: 'FAIL', error, durationMs: 1 }) });
  };
  expect(ended('boot/failed')).toMatchObject({ tone: 'fail', word: 'word_FAIL' });
  expect(ended('port/gone')).toMatchObject({ tone: 'attention', word: 'word_hold', todo: 'mend port/gone' });
  const error = new SlipwayError('device/wrong-chip', 'An ESP32-C6.').toReport();
  expect(seen({ phase: 'hold', hold: { kind: 'refused', error } })).toMatchObject({
    tone: 'attention',
    word: 'word_hold',
    what: 'device/wrong-chip',
  });
});

describe('A unit that failed before', () => {
  const earlier = (change: Partial<UnitFailure> = {}): UnitFailure => ({
    runId: 'r0',
    slot: '05',
    finishedAtMs: nowMs - 180_000,
    error: new SlipwayError('boot/identity-mismatch', 'Another number.').toReport(),
    isFinal: false,
    ...change,
  });

  test('says so while it waits and while it is tried again', () => {
    const failed = 'failed_of 3 minutes ago 05';
    expect(seen({ failedBefore: earlier() })).toMatchObject({
      word: 'word_ready',
      what: failed,
      todo: 'todo_ready F3',
    });
    const working = { phase: 'running', run: run({ step: 'write' }), failedBefore: earlier() } as const;
    expect(seen(working)).toMatchObject({ word: 'word_write', what: 'what_write', todo: failed });
    expect(seen({ ...working, failedBefore: null }).todo).toBeUndefined();
    expect(seen({ failedBefore: earlier({ slot: '01', finishedAtMs: nowMs }) }).what).toBe('failed_here_now');
  });

  test('for good is red, with cause, time, place and the red tray, whatever the order says', () => {
    const error = new SlipwayError('job/failed-for-good', 'It failed for good.').toReport();
    const held = { phase: 'hold', hold: { kind: 'refused', error }, failedBefore: earlier({ isFinal: true }) } as const;
    const shown = {
      tone: 'fail',
      word: 'word_FAIL',
      what: 'final_cause boot/identity-mismatch final_of 3 minutes ago 05',
      todo: 'mend job/failed-for-good',
    };
    expect(seen(held)).toEqual(shown);
    expect(seen(held, { blocked: 'order' })).toEqual(shown);
    expect(seen(held, { hasSetup: false })).toEqual(shown);
  });
});

test('What was refused stands below the state, which stays: a label by what is on it, anything else by its cause', () => {
  const scan = { phase: 'hold', hold: { kind: 'scan', pattern: '^AC' } } as const;
  const label = (serial: string | undefined, code: ErrorCode = 'identity/serial-invalid') => ({
    refusal: { error: new SlipwayError(code, 'No.').toReport(), serial },
  });
  expect(seen(scan)).toMatchObject({ word: 'word_scan', what: 'hold_scan', todo: undefined });
  expect(seen(scan, label('WRONG-1'))).toMatchObject({
    tone: 'attention',
    word: 'word_scan',
    what: 'refused_label WRONG-1 identity/serial-invalid',
    todo: 'hold_scan',
  });
  expect(seen(scan, label('https://example.com/a-code-of-another-kind')).what).toMatch(/ https:\/\/example.com\/a-c… /);
  expect(seen(scan, label('AC-1', 'secret/locked'))).toMatchObject({
    what: 'secret/locked',
    todo: 'mend secret/locked',
  });
  const failed = { phase: 'finished', run: run({ outcome: 'FAIL', durationMs: 1 }) } as const;
  expect(seen(failed, label(undefined, 'secret/locked'))).toMatchObject({
    tone: 'fail',
    word: 'word_FAIL',
    what: 'secret/locked',
  });
});
