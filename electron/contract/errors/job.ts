// Owns: what can go wrong with runs, slots and the line. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const jobErrors = {
  'job/aborted': row(
    'run',
    'ABORTED',
    'Stopped by a person',
    'The run was stopped before its end.',
    'Start it again when you are ready.',
  ),
  'job/step-timeout': row(
    'run',
    'TIMEOUT',
    'Step took too long',
    'A step did not end within its time limit.',
    'Try again; if it repeats, see the evidence.',
    'again',
  ),
  'job/slot-busy': row(
    'run',
    'ERROR',
    'Slot is working',
    'A run is already working in this slot.',
    'Wait for it to end, or stop it.',
  ),
  'job/needs-attention': row(
    'never',
    'ERROR',
    'Needs a decision',
    'An irreversible act was begun and its end is not known.',
    'Look at the unit; decide in its record whether to go on or retire it.',
  ),
  'job/not-set-up': row(
    'run',
    'ERROR',
    'Line is not set up',
    'No recipe has been chosen for the line, so nothing can be started on it.',
    'Choose what to make on the Line screen, then start the slot again.',
  ),
  'job/order-complete': row(
    'never',
    'ERROR',
    'Order is complete',
    'The order has its quantity, counting the units that are being made now.',
    'Begin the next order, or raise the quantity of this one.',
  ),
  'job/already-passed': row(
    'never',
    'ERROR',
    'Unit has passed already',
    'This unit has passed this very recipe before; it was left as it is.',
    'Take the unit out, or say that it shall be made again.',
  ),
  'job/failed-for-good': row(
    'never',
    'FAIL',
    'Failed for good',
    'The last run of this unit failed in a way that no other run mends; only a decision in its record lets it be tried again.',
    'Put the unit in the red tray; do not ship it.',
    'final',
  ),
  'job/interrupted': row(
    'run',
    'ABORTED',
    'Interrupted',
    'The station stopped in the middle of the run.',
    'Put the unit in again; the run goes on from what is known.',
  ),
  'job/not-found': row(
    'never',
    'ERROR',
    'No such record',
    'There is no record of that name.',
    'Check the id; `slipway runs` and `slipway units` list them.',
  ),
} as const satisfies Record<`job/${string}`, ErrorEntry>;
