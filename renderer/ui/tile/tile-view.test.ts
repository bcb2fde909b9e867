import { expect, test } from 'vitest';
import { SlipwayError } from '../../../electron/contract/errors.ts';
import type { LineSlot } from '../../../electron/contract/line.ts';
import { createFormat } from '../../i18n/format.ts';
import { type TileSurroundings, type TileWords, tileView } from './tile-view.ts';

const nowMs = 1_800_000_000_000;
const around: TileSurroundings = { hasSetup: true, nowMs, keys: { start: 'F3', retry: 'F2', evidence: 'F4' } };
/** Texts by their keys: what is said is the choice that is tested, not the words. */
const words: TileWords = {
  t: (key, ...values) => [key, ...values.flatMap((each) => Object.values(each))].join(' '),
  format: createFormat('en'),
  errorText: ({ code }) => ({ title: code, meaning: '', action: `mend ${code}`, evidence: '' }),
};
const slot = (change: Partial<LineSlot>): LineSlot => ({
  slot: '01',
  row: null,
  column: null,
  phase: 'ready',
  portId: 'virtual:01',
  unit: null,
  run: null,
  repeatOf: null,
  hold: null,
  revision: 1,
  ...change,
});
const seen = (change: Partial<LineSlot>, more: Partial<TileSurroundings> = {}) => {
  const { tone, word, what, todo } = tileView(slot(change), undefined, { ...around, ...more }, words);
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

test('A unit that waits while the order is complete is quiet, and says why', () => {
  expect(seen({}, { blocked: 'order' })).toEqual({
    tone: 'idle',
    word: 'word_ready',
    what: 'hold_order',
    todo: 'todo_order',
  });
});

test.each([
  [0, 'repeat_now 05'],
  [4_999, 'repeat_now 05'],
  [6_000, 'repeat_of 6 seconds ago 05'],
])('A unit that passed %d ms ago', (agoMs, what) => {
  const repeatOf = { runId: 'r', slot: '05', finishedAtMs: nowMs - agoMs, serial: null };
  expect(seen({ phase: 'repeat', repeatOf })).toMatchObject({ tone: 'repeat', what });
});

test('A refusal is the unit’s or the station’s fault, and for an error that is not known yet the station’s', () => {
  const hold = (code: string) => ({
    kind: 'refused' as const,
    error: { ...new SlipwayError('device/wrong-chip', 'An ESP32-C6.').toReport(), code } as never,
  });
  expect(seen({ phase: 'hold', hold: hold('device/wrong-chip') }).tone).toBe('fail');
  expect(seen({ phase: 'hold', hold: hold('port/busy') }).tone).toBe('error');
  expect(seen({ phase: 'hold', hold: hold('future/unheard-of') }).tone).toBe('error');
});
