import { describe, expect, test } from 'vitest';
import { commandCode, commands, findSlot, parseScan, slotCode } from './scan-code.ts';

describe('a scanned text', () => {
  test.each([
    ['SLOT:03', { kind: 'slot', slot: '03' }],
    ['slot: A7 ', { kind: 'slot', slot: 'A7' }],
    ['CMD:START', { kind: 'command', command: 'START' }],
    ['cmd:retry', { kind: 'command', command: 'RETRY' }],
    ['OP:Wang Wei', { kind: 'operator', name: 'Wang Wei' }],
    ['AC-2648-00031', { kind: 'serial', serial: 'AC-2648-00031' }],
    // A serial number may contain a colon; only our own prefixes are ours.
    ['SN:4711', { kind: 'serial', serial: 'SN:4711' }],
    ['CMD:FORMAT', { kind: 'unknown', text: 'CMD:FORMAT' }],
    ['SLOT:', { kind: 'unknown', text: 'SLOT:' }],
    ['OP:', { kind: 'unknown', text: 'OP:' }],
    [' ', { kind: 'unknown', text: '' }],
    ['x'.repeat(129), { kind: 'unknown', text: 'x'.repeat(129) }],
  ])('%j', (text, meaning) => {
    expect(parseScan(text)).toEqual(meaning);
  });

  test('whatever the card prints is understood', () => {
    for (const command of commands) expect(parseScan(commandCode(command))).toEqual({ kind: 'command', command });
    for (const slot of ['01', 'left bank/3', '7']) expect(parseScan(slotCode(slot))).toEqual({ kind: 'slot', slot });
  });
});

describe('a slot by its name', () => {
  const slots = [{ slot: '01' }, { slot: '10' }, { slot: 'A7' }, { slot: 'a7' }];

  test('exactly, else without leading zeros and case', () => {
    expect(findSlot(slots, '1')).toBe(slots[0]);
    expect(findSlot(slots, '001')).toBe(slots[0]);
    expect(findSlot(slots, 'a7')).toBe(slots[3]);
  });

  test('is none where two could be meant, or none is', () => {
    expect(findSlot(slots, '0A7')).toBeUndefined();
    expect(findSlot(slots, '2')).toBeUndefined();
  });
});
