// Owns: what can go wrong with ports: finding, opening and hearing them. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const portErrors = {
  'port/not-found': row(
    'run',
    'ERROR',
    'No such port',
    'There is no port of that name now.',
    'Plug the unit in; `slipway ports` lists what is there.',
  ),
  'port/busy': row(
    'step',
    'ERROR',
    'Port is in use',
    'Another program or run holds the port.',
    'Close the program named, or wait for the run to end.',
  ),
  'port/forbidden': row(
    'run',
    'ERROR',
    'Port may not be opened',
    'This user may not open the port.',
    'Add the user to the group named, sign in again, or run `slipway doctor`.',
  ),
  'port/gone': row(
    'run',
    'FAIL',
    'Unit was unplugged',
    'The port vanished: the cable was pulled or the unit lost power.',
    'Plug the unit in again and start it again. Nothing is lost.',
    'plug',
  ),
  'port/open-failed': row(
    'run',
    'ERROR',
    'Port cannot be opened',
    'The system refused to open the port.',
    'Unplug and plug again; run `slipway doctor`.',
  ),
  'port/unreachable': row(
    'run',
    'ERROR',
    'Port server cannot be reached',
    'The network port does not answer or refuses the connection.',
    'Check the address, the network and the port server.',
  ),
  'port/silent': row(
    'run',
    'FAIL',
    'Unit does not answer',
    'The port is open, but nothing answers on it. A board that cannot reset itself needs BOOT held while it is plugged in.',
    'Check power and cable, then try again.',
    'check',
  ),
  'port/garbage': row(
    'step',
    'FAIL',
    'Unit answers garbage',
    'Bytes arrive, but they are not the protocol.',
    'Check the cable, the ground and the line rate; try a lower baud rate.',
    'check',
  ),
  'port/foreign': row(
    'never',
    'ERROR',
    'Port is not a slot of this station',
    'The port is not on the list of slots, so it is left alone.',
    "Add the port as a slot, or use one of the station's slots.",
  ),
  'port/no-modem-lines': row(
    'never',
    'ERROR',
    'Line has no modem signals',
    'The line cannot move DTR and RTS, so the unit cannot be reset through it.',
    'Put the unit into download mode by hand, or use a line with modem signals.',
  ),
} as const satisfies Record<`port/${string}`, ErrorEntry>;
