// Owns: what can go wrong with the journal. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const journalErrors = {
  'journal/locked': row(
    'never',
    'ERROR',
    'Journal is in use',
    'Another Slipway works with this journal.',
    'Use the Slipway that is open, or close it first.',
  ),
  'journal/newer': row(
    'never',
    'ERROR',
    'Journal is from a newer version',
    'The journal was written by a newer Slipway.',
    'Update Slipway; nothing was changed.',
  ),
  'journal/damaged': row(
    'never',
    'ERROR',
    'Journal is damaged',
    'The database fails its integrity check.',
    'Keep the file. `slipway export --salvage` writes what is readable of it; go on from a backup.',
  ),
  'journal/disk-full': row(
    'run',
    'ERROR',
    'Disk is full',
    'The journal cannot be written, so no work may go on.',
    'Free some space; the units in progress stay resumable.',
  ),
  'journal/unwritable': row(
    'never',
    'ERROR',
    'Journal cannot be written',
    'The folder of the journal may not be written.',
    'Correct the permissions of the folder.',
  ),
  'journal/clock-behind': row(
    'never',
    'ERROR',
    'Clock is behind the records',
    'The clock of this station is earlier than its last record.',
    'Set the clock; certificates and records need the right time.',
  ),
} as const satisfies Record<`journal/${string}`, ErrorEntry>;
