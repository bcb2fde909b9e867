import { expect, test } from 'vitest';
import { adviceOf, isFinal } from './advice.ts';

test('What the catalogue calls final goes into the red tray, and nothing offers to begin it again', () => {
  expect([adviceOf({ code: 'boot/identity-mismatch' }), isFinal({ code: 'boot/identity-mismatch' })]).toEqual([
    'reject',
    true,
  ]);
  expect([adviceOf({ code: 'boot/failed' }), isFinal({ code: 'boot/failed' })]).toEqual(['reject', false]);
  expect([adviceOf({ code: 'port/busy' }), isFinal({ code: 'port/busy' })]).toEqual([undefined, false]);
});

test('An error that a newer engine knows has no advice here', () => {
  expect(adviceOf({ code: 'future/unheard-of' as never })).toBeUndefined();
});
