// Owns: what can go wrong with the chip of a unit and what is written to it. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const deviceErrors = {
  'device/wrong-mode': row(
    'run',
    'FAIL',
    'Unit runs its application',
    'The unit is not in download mode; it prints its boot log instead.',
    'Hold BOOT, press RESET, release BOOT; then start again.',
  ),
  'device/wrong-chip': row(
    'never',
    'FAIL',
    'Another chip is connected',
    'The unit has another chip than the recipe names.',
    'Put the right unit in, or choose the recipe for this one.',
  ),
  'device/unsupported-chip': row(
    'never',
    'ERROR',
    'Chip is not supported',
    'The chip is not known to this version.',
    'Update Slipway, or report the chip id.',
  ),
  'device/secure-download': row(
    'never',
    'ERROR',
    'Unit is in secure download mode',
    'The chip only accepts writes now; it cannot be read, so the act asked for is not possible.',
    'Use a recipe made for secured units.',
  ),
  'device/flash-encrypted': row(
    'never',
    'ERROR',
    'Unit encrypts its flash',
    'The flash encryption of the unit is on, and the image is to be written as plain bytes.',
    'Mark the image `encrypted: true`, or use the recipe made for secured units.',
  ),
  'device/rejected': row(
    'step',
    'FAIL',
    'Unit refused a command',
    'The boot loader of the unit answered with an error.',
    'Try again; if it repeats, take the unit out.',
  ),
  'device/timeout': row(
    'step',
    'TIMEOUT',
    'Unit stopped answering',
    'The unit answered before, but not to this command in time.',
    'Check power and cable and try again.',
  ),
  'device/write-failed': row(
    'step',
    'FAIL',
    'Flash cannot be written',
    'The unit reports that its flash was not written.',
    'Try again; if it repeats, the flash is bad: take the unit out.',
  ),
  'device/verify-mismatch': row(
    'step',
    'FAIL',
    'Flash differs from the image',
    'What was read back is not what was written.',
    'Try again; if it repeats, the flash is bad: take the unit out.',
  ),
  'device/flash-unknown': row(
    'never',
    'FAIL',
    'Flash chip not recognised',
    'The unit does not report a usable flash chip.',
    'Check the soldering of the flash; take the unit out.',
  ),
  'device/fuse-mismatch': row(
    'never',
    'FAIL',
    'Fuses do not read back',
    'The fuses differ from what was burned.',
    'Take the unit out; do not burn again.',
  ),
} as const satisfies Record<`device/${string}`, ErrorEntry>;
