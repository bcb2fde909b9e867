import { expect, test } from 'vitest';
import { errorCatalogue, errorCodes } from '../../../electron/contract/errors.ts';
import { adviceOf, isFinal } from './advice.ts';

const unitFails = errorCodes.filter((code) => ['FAIL', 'TIMEOUT'].includes(errorCatalogue[code].outcome));

test('Every error that blames the unit says where the unit goes, and no other does', () => {
  expect(errorCodes.filter((code) => adviceOf({ code }) !== undefined).toSorted()).toEqual(unitFails.toSorted());
});

test('What the catalogue sends to the red tray, aside or out is rejected, and what it tries again is not', () => {
  for (const code of unitFails) {
    const { action } = errorCatalogue[code];
    const isTriedFirst = /^try again/i.test(action);
    const isPutAway = /red tray|aside|take the unit out/i.test(action) && !isTriedFirst;
    expect(adviceOf({ code }) === 'reject', `${code}: ${action}`).toBe(isPutAway);
    expect(adviceOf({ code }) === 'again', `${code}: ${action}`).toBe(isTriedFirst);
  }
});

test('A unit with another identity, or with wrong fuses, is never begun again', () => {
  expect(errorCodes.filter((code) => isFinal({ code })).toSorted()).toEqual([
    'boot/identity-mismatch',
    'device/flash-unknown',
    'device/fuse-mismatch',
    'identity/duplicate-hardware',
    'identity/duplicate-mac',
  ]);
});
