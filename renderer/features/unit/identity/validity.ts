// Owns: how a certificate stands in time. Imports contract only. Pure.
import type { CertificateFacts } from '../../../../electron/contract/records.ts';

export type Validity = 'not-yet' | 'valid' | 'ends-soon' | 'ended';

/** Time enough to bring a unit home and give it a new one. */
export const soonMs = 90 * 24 * 60 * 60_000;

export function validityOf(
  { notBeforeMs, notAfterMs }: Pick<CertificateFacts, 'notBeforeMs' | 'notAfterMs'>,
  nowMs: number,
): Validity {
  if (nowMs < notBeforeMs) return 'not-yet';
  if (nowMs > notAfterMs) return 'ended';
  return notAfterMs - nowMs < soonMs ? 'ends-soon' : 'valid';
}
