// Owns: what can go wrong with serial numbers, and identities that are given once. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const identityErrors = {
  'identity/pool-exhausted': row(
    'never',
    'ERROR',
    'No serial numbers left',
    'The pool or the sequence of serial numbers is used up.',
    'Add serial numbers to the pool, or widen the scheme.',
  ),
  'identity/pool-invalid': row(
    'never',
    'ERROR',
    'Serial number pool is invalid',
    'The list of serial numbers cannot be read, or names one twice.',
    'Correct the line given in the CSV file.',
  ),
  'identity/scheme-invalid': row(
    'never',
    'ERROR',
    'Serial number scheme is invalid',
    'The scheme cannot produce serial numbers.',
    'Correct the scheme; it needs one {n} field.',
  ),
  'identity/serial-needed': row(
    'run',
    'ERROR',
    'Serial number must be scanned',
    'The recipe takes the serial number from the label, and none was given.',
    'Scan the label of the unit, then start again.',
  ),
  'identity/serial-invalid': row(
    'run',
    'ERROR',
    'Serial number is not valid',
    'The serial number does not fit the scheme or its check digit.',
    'Scan the label again; if it repeats, the label is wrong.',
  ),
  'identity/duplicate-serial': row(
    'never',
    'ERROR',
    'Serial number already given',
    'Another unit has this serial number.',
    'Find the unit named in the message; never ship two.',
  ),
  'identity/duplicate-mac': row(
    'never',
    'FAIL',
    'MAC address already known',
    'Another unit has this MAC address.',
    'Find the unit named in the message; put this one aside.',
    'final',
  ),
  'identity/duplicate-key': row(
    'never',
    'ERROR',
    'Key already given',
    'Another unit has this key.',
    'Find the unit named in the message; do not ship either.',
  ),
  'identity/duplicate-hardware': row(
    'never',
    'FAIL',
    'Hardware identity already known',
    'Another unit has this hardware identity.',
    'Find the unit named in the message; put this one aside.',
    'final',
  ),
} as const satisfies Record<`identity/${string}`, ErrorEntry>;
