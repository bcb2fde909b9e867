// Owns: whether a key counts at a moment, and the days that people type. Imports nothing.

export interface Validity {
  readonly notBeforeMs: number | null;
  readonly notAfterMs: number | null;
}

export function validityAt({ notBeforeMs, notAfterMs }: Validity, nowMs: number): 'valid' | 'expired' | 'not-yet' {
  if (notAfterMs !== null && nowMs > notAfterMs) return 'expired';
  return notBeforeMs !== null && nowMs < notBeforeMs ? 'not-yet' : 'valid';
}

/** The first moment of a day as `<input type="date">` writes it, where this window is; null for no day. */
export function startOfDayMs(day: string): number | null {
  const at = Date.parse(`${day}T00:00:00`);
  return day === '' || Number.isNaN(at) ? null : at;
}

/** Its last moment: a key is valid through the whole of its last day. */
export function endOfDayMs(day: string): number | null {
  const at = Date.parse(`${day}T23:59:59.999`);
  return day === '' || Number.isNaN(at) ? null : at;
}
