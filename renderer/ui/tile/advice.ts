// Owns: where a unit goes that failed, by its error: what the action of the catalogue says, as a choice that code can take.
// Imports contract/errors. The line, its keys and its panel all ask here, so that none contradicts the sentence on the tile.
import { type ErrorCode, type ErrorReport, errorCatalogue, isErrorCode } from '../../../electron/contract/errors.ts';

/**
 * `reject`: into the red tray. `again`: try once more as it is. `check`: mend what the action names (cable, power, mode),
 * then try again. `plug`: the unit is not bad, it was pulled out. `swap`: the unit is not bad, it is the wrong one here.
 */
export type Advice = 'reject' | 'again' | 'check' | 'plug' | 'swap';

const advices: Readonly<Partial<Record<ErrorCode, Advice>>> = {
  'port/gone': 'plug',
  'port/silent': 'check',
  'port/garbage': 'check',
  'device/wrong-mode': 'check',
  'device/wrong-chip': 'swap',
  'device/rejected': 'again',
  'device/timeout': 'check',
  'device/write-failed': 'again',
  'device/verify-mismatch': 'again',
  'device/flash-unknown': 'reject',
  'device/fuse-mismatch': 'reject',
  'boot/silent': 'check',
  'boot/failed': 'reject',
  'boot/pattern-missing': 'reject',
  'boot/identity-missing': 'check',
  'boot/identity-mismatch': 'reject',
  'measure/missing': 'reject',
  'measure/out-of-limits': 'reject',
  'identity/duplicate-mac': 'reject',
  'identity/duplicate-hardware': 'reject',
  'job/step-timeout': 'again',
};

/** Undefined where the unit is not what failed: the station's errors, and what a person stopped. */
export const adviceOf = ({ code }: Pick<ErrorReport, 'code'>): Advice | undefined => advices[code];

/** A unit that must never be shipped or written again: no key and no button offers to. */
export const isFinal = ({ code }: Pick<ErrorReport, 'code'>): boolean =>
  isErrorCode(code) && errorCatalogue[code].retry === 'never' && advices[code] === 'reject';
