import { expect, test } from 'vitest';
import { soonMs, validityOf } from './validity.ts';

const certificate = { notBeforeMs: 1_000, notAfterMs: 1_000 + 2 * soonMs };

test.each([
  [999, 'not-yet'],
  [1_000, 'valid'],
  [certificate.notAfterMs - soonMs, 'valid'],
  [certificate.notAfterMs - soonMs + 1, 'ends-soon'],
  [certificate.notAfterMs, 'ends-soon'],
  [certificate.notAfterMs + 1, 'ended'],
] as const)('at %d it is %s', (nowMs, validity) => expect(validityOf(certificate, nowMs)).toBe(validity));
