// Owns: what can go wrong with measurements and their limits. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const measureErrors = {
  'measure/missing': row(
    'run',
    'FAIL',
    'Measurement missing',
    'The unit never reported a value that the recipe asks for; its console is in the evidence.',
    'Put the unit in the red tray.',
    'reject',
  ),
  'measure/out-of-limits': row(
    'run',
    'FAIL',
    'Measurement out of limits',
    'A measured value is outside the limits of the recipe.',
    'Put the unit in the red tray.',
    'reject',
  ),
} as const satisfies Record<`measure/${string}`, ErrorEntry>;
