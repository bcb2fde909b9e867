// What a new draft is called when nobody has said: after what it begins with, and never as another.
import { expect, test } from 'vitest';
import { draftNameSchema } from '../../../../electron/contract/library.ts';
import { freeName, suggestedName } from './draft-name.ts';

test.each([
  ['example:acme-sensor', 'acme-sensor'],
  ['bundle:ACME_Sensor.X@1.10.0', 'acme-sensor-x'],
  ['draft:mine', 'mine'],
  ['bundle:___@1.0.0', 'recipe'],
  [`bundle:${'x'.repeat(64)}@1.0.0`, 'x'.repeat(48)],
] as const)('%s suggests %s', (origin, name) => {
  expect(suggestedName(origin)).toBe(name);
  expect(draftNameSchema.safeParse(name).success).toBe(true);
});

test('a name that is taken gets a number, within the length that is allowed', () => {
  expect(freeName('mine', new Set())).toBe('mine');
  expect(freeName('mine', new Set(['mine', 'mine-2']))).toBe('mine-3');
  const long = 'x'.repeat(48);
  expect(draftNameSchema.safeParse(freeName(long, new Set([long]))).success).toBe(true);
});
