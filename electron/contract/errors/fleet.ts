// Owns: what can go wrong with fleets, the outbox and files that are carried. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const fleetErrors = {
  'fleet/not-configured': row(
    'never',
    'ERROR',
    'Fleet is not set up',
    'The recipe names a fleet that this station does not know.',
    'Add the fleet to the station, or correct the recipe.',
  ),
  'fleet/refused': row(
    'never',
    'ERROR',
    'Fleet refused the unit',
    'The server understood the request and refused it.',
    'Read the answer in the outbox; correct and retry.',
  ),
  'fleet/unauthorized': row(
    'later',
    'ERROR',
    'Fleet does not accept the token',
    'The access token is missing, wrong or expired.',
    'Set a new token; what waits is sent then.',
  ),
  'fleet/conflict': row(
    'never',
    'ERROR',
    'Fleet knows another such unit',
    'The server has a device with this identity but another key.',
    'Find the device on the server; decide which is real.',
  ),
  'fleet/rate-limited': row(
    'later',
    'ERROR',
    'Fleet asks to wait',
    'The server limits the rate of requests.',
    'Nothing to do: it is sent later by itself.',
  ),
  'fleet/unavailable': row(
    'later',
    'ERROR',
    'Fleet is not available',
    'The server failed to handle the request.',
    'Nothing to do: it is sent later by itself.',
  ),
  'fleet/timeout': row(
    'later',
    'ERROR',
    'Fleet does not answer',
    'The server did not answer in time.',
    'Nothing to do: it is sent later by itself.',
  ),
  'fleet/offline': row(
    'later',
    'ERROR',
    'Fleet cannot be reached',
    'There is no connection to the server.',
    'Nothing to do: it is sent when the network is back.',
  ),
  'fleet/redirected': row(
    'later',
    'ERROR',
    'Fleet address redirects',
    'The address answers with a redirect; secrets are not sent on to another place.',
    'Correct the address of the fleet; look for a captive portal.',
  ),
  'fleet/not-the-api': row(
    'later',
    'ERROR',
    "Not the fleet's API",
    'The address answers, but not as the API does, for example with an HTML page.',
    'Correct the address; look for a proxy or a captive portal.',
  ),
  'fleet/carry-file-invalid': row(
    'never',
    'ERROR',
    'Enrollment file is not valid',
    'The file is not an enrollment file, or was altered or cut off after it was signed.',
    'Copy the file again from the station that wrote it.',
  ),
  'fleet/carry-file-untrusted': row(
    'never',
    'ERROR',
    'Enrollment file signed by a stranger',
    'The file was signed by a station whose key is not known here.',
    'Compare the key id with the one that `slipway keys` prints on that station; trust it only if they agree.',
  ),
} as const satisfies Record<`fleet/${string}`, ErrorEntry>;
