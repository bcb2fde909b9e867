// Owns: what can go wrong with proving that a unit booted. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const bootErrors = {
  'boot/silent': row(
    'run',
    'FAIL',
    'Did not boot: no output',
    'After reset the unit printed nothing.',
    'Check power; look at the reset and strapping pins.',
    'check',
  ),
  'boot/failed': row(
    'run',
    'FAIL',
    'Did not boot',
    'The unit reported that it cannot boot what was written; its log is in the evidence.',
    'Put the unit in the red tray.',
    'reject',
  ),
  'boot/pattern-missing': row(
    'run',
    'FAIL',
    'Boot did not complete',
    'The unit printed its log, which is in the evidence, but never the line that says it is up.',
    'Put the unit in the red tray.',
    'reject',
  ),
  'boot/identity-missing': row(
    'run',
    'FAIL',
    'Unit does not say who it is',
    'The unit booted, but did not answer with its identity.',
    'See the console in the evidence; check the firmware.',
    'check',
  ),
  'boot/identity-mismatch': row(
    'never',
    'FAIL',
    'Wrong identity in the unit',
    'The unit answered with an identity other than the one it was given.',
    'Put the unit in the red tray; do not ship it.',
    'final',
  ),
} as const satisfies Record<`boot/${string}`, ErrorEntry>;
