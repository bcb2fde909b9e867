import { expect, test } from 'vitest';
import { fillScheme } from '../../../electron/engine/identity/scheme.ts';
import { exampleOf } from './example-of.ts';

const moments = [Date.UTC(2026, 10, 29, 12), Date.UTC(2025, 11, 29, 12), Date.UTC(2027, 0, 1, 12)];

test('An example is what the engine gives out as the first of the scheme', () => {
  expect(exampleOf('AC-{YY}{WW}-{n:05}', Date.UTC(2026, 10, 29, 12))).toBe('AC-2648-00001');
  for (const scheme of ['AC-{YY}{WW}-{n:05}', 'X{YYYY}{MM}{DD}/{n:03}', 'P{YYYY}-{MM}-{WW}-{n:4}', 'N{n:06}']) {
    for (const nowMs of moments) {
      expect(exampleOf(scheme, nowMs), scheme).toBe(fillScheme(scheme, undefined, nowMs).render(1));
    }
  }
});

test('What is no field stays as it is', () => {
  expect(exampleOf('AC-{colour}-{n:02}', moments[0] ?? 0)).toBe('AC-{colour}-01');
});
