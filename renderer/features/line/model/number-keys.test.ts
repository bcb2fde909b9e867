import { describe, expect, test } from 'vitest';
import { createNumberKeys, slotOfNumber } from './number-keys.ts';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ slot: String(at + 1).padStart(2, '0') }));

describe('digits', () => {
  test('within a second make one number; later ones begin a new one', () => {
    let nowMs = 0;
    const said: string[] = [];
    const press = createNumberKeys({ nowMs: () => nowMs, onNumber: (digits) => said.push(digits) });
    press('1');
    nowMs += 500;
    press('2');
    nowMs += 2000;
    press('3');
    expect(said).toEqual(['1', '12', '3']);
  });
});

describe('the slot of a number', () => {
  test.each([
    [32, '1', '01'],
    [32, '12', '12'],
    // No slot 12 on this bench: the second digit begins anew.
    [9, '12', '02'],
    [9, '0', undefined],
    [4, '7', undefined],
  ])('of %i slots, %s is %s', (count, digits, slot) => {
    expect(slotOfNumber(numbered(count), digits)).toBe(slot);
  });

  test('is its position where slots have other names', () => {
    const named = [{ slot: 'left' }, { slot: 'right' }];
    expect(slotOfNumber(named, '2')).toBe('right');
    expect(slotOfNumber(named, '12')).toBe('right');
    expect(slotOfNumber(named, '3')).toBeUndefined();
  });
});
