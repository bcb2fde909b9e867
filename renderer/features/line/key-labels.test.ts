import { expect, test } from 'vitest';
import type { LineSlot } from '../../../electron/contract/line.ts';
import { ran, report, slot } from '../../test-support/lines.ts';
import { retryLabel, stopLabel } from './key-labels.ts';

/** Texts by their keys: what is said is the choice that is tested, not the words. */
const t = (key: string, values?: Readonly<Record<string, string | number>>) =>
  key === 'between_slots' ? ', ' : [key, ...Object.values(values ?? {})].join(' ');

const cutOff = (name: string) =>
  slot(name, { phase: 'hold', hold: { kind: 'interrupted', error: report('job/interrupted') } });
const refused = (name: string) =>
  slot(name, { phase: 'hold', hold: { kind: 'refused', error: report('port/silent') } });
const running = (name: string) => ran(name, null);
const label = (slots: LineSlot[], names: string[], again = false) =>
  retryLabel(
    t,
    slots,
    names.map((name) => ({ slot: name, again })),
  ).replace(/[\u00a0\u2060]/g, (each) => (each === '\u00a0' ? ' ' : ''));

test('F2 says what it does, and to which slots', () => {
  expect(label([refused('03')], [])).toBe('key_RETRY');
  expect(label([refused('03'), refused('06')], ['03', '06'])).toBe('key_RETRY_slots 03, 06');
  expect(label([cutOff('01'), cutOff('02')], ['01', '02'])).toBe('key_GO_ON_slots 01, 02');
  expect(label([cutOff('01'), refused('03')], ['01', '03'])).toBe('key_RETRY_slots 01, 03');
  expect(label([slot('09', { phase: 'repeat' })], ['09'], true)).toBe('key_AGAIN_slot 09');
  expect(label(['01', '02', '03', '04'].map(refused), ['01', '02', '03', '04'])).toBe('key_RETRY_many 4');
});

test('F2 never breaks a line among its slots', () => {
  const names = ['03', '06'].map((name) => ({ slot: name }));
  expect(retryLabel(t, [], names)).toContain('03,\u00a0\u206006');
});

test('F9 names the run that it stops, asks for one where there are several, and is plain where there is none', () => {
  expect(stopLabel(t, [running('04')], '04')).toBe('key_STOP_slot 04');
  expect(stopLabel(t, [running('04'), running('12')], undefined)).toBe('key_STOP_choose');
  expect(stopLabel(t, [refused('03')], undefined)).toBe('key_STOP');
});
