import { expect, test } from 'vitest';
import { errorCatalogue, errorCodes, isFinalForUnit, unitAdviceOf } from './errors.ts';

const unitFails = errorCodes.filter((code) => ['FAIL', 'TIMEOUT'].includes(errorCatalogue[code].outcome));

test('Every error that blames the unit says where the unit goes, and no other does', () => {
  expect(errorCodes.filter((code) => unitAdviceOf(code) !== undefined).toSorted()).toEqual(unitFails.toSorted());
});

test('What the catalogue sends to the red tray, aside or out is rejected, and what it tries again is not', () => {
  for (const code of unitFails) {
    const { action } = errorCatalogue[code];
    const isTriedFirst = /^try again/i.test(action);
    const isPutAway = /red tray|aside|take the unit out/i.test(action) && !isTriedFirst;
    const advice = unitAdviceOf(code);
    expect(advice === 'reject' || advice === 'final', `${code}: ${action}`).toBe(isPutAway);
    expect(advice === 'again', `${code}: ${action}`).toBe(isTriedFirst);
  }
});

test('A unit with another identity, or with wrong fuses, is never begun again', () => {
  expect(errorCodes.filter(isFinalForUnit).toSorted()).toEqual([
    'boot/identity-mismatch',
    'device/flash-unknown',
    'device/fuse-mismatch',
    'identity/duplicate-hardware',
    'identity/duplicate-mac',
    'job/failed-for-good',
  ]);
});

test('What is final for a unit is the unit’s fault, and no run of it can help', () => {
  for (const code of errorCodes.filter(isFinalForUnit)) {
    expect(errorCatalogue[code], code).toMatchObject({ retry: 'never', outcome: 'FAIL' });
  }
});
