// Owns: where on the screen Station an error of the station is mended. Pure.
import { type ErrorCode, isErrorCode } from '../../../../electron/contract/errors.ts';

export type StationPage = 'keys' | 'slots' | 'doctor';

const pages: Readonly<Partial<Record<ErrorCode, StationPage>>> = {
  'secret/wrong-passphrase': 'keys',
  'secret/locked': 'keys',
  'secret/damaged': 'keys',
  'secret/exposed': 'keys',
  'secret/ca-missing': 'keys',
  'secret/ca-expired': 'keys',
  'port/foreign': 'slots',
  'port/unreachable': 'slots',
  'port/no-modem-lines': 'slots',
  'port/not-found': 'slots',
  'port/busy': 'doctor',
  'port/forbidden': 'doctor',
  'port/open-failed': 'doctor',
  'journal/disk-full': 'doctor',
  'journal/unwritable': 'doctor',
  'journal/clock-behind': 'doctor',
};

/** Undefined where the station has no page for it: a recipe, a bundle, a unit. */
export const stationPageOf = (code: string): StationPage | undefined => (isErrorCode(code) ? pages[code] : undefined);
