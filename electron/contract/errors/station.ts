// Owns: what can go wrong with the station itself and its command line. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const stationErrors = {
  'station/node-too-old': row(
    'never',
    'ERROR',
    'Node is too old',
    'The journal needs Node 24; this is an older one.',
    'Start through `npm run` or `npx slipway`, which bring their own Node.',
  ),
  'station/usage': row(
    'never',
    'ERROR',
    'Command not understood',
    'The command line has an unknown option or lacks an argument.',
    'See `slipway --help`.',
  ),
  'station/internal': row(
    'never',
    'ERROR',
    'Defect in Slipway',
    'Something happened that should be impossible.',
    'Keep the evidence and report it.',
  ),
} as const satisfies Record<`station/${string}`, ErrorEntry>;
