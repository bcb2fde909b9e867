// Owns: what can go wrong with calls of clients. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const wireErrors = {
  'wire/bad-token': row(
    'never',
    'ERROR',
    'Token not accepted',
    'The request carries no token or a wrong one.',
    'Use the token that `slipway serve` printed.',
  ),
  'wire/bad-origin': row(
    'never',
    'ERROR',
    'Origin not accepted',
    'The request comes from another web page or names another host.',
    'Open the address that `slipway serve` printed.',
  ),
  'wire/too-large': row(
    'never',
    'ERROR',
    'Message too large',
    'The message exceeds the limit of the wire.',
    'Send less at once.',
  ),
  'wire/malformed': row(
    'never',
    'ERROR',
    'Message not understood',
    'The message breaks the protocol.',
    'Use a client made for this version.',
  ),
  'wire/invalid-input': row(
    'never',
    'ERROR',
    'Input not valid',
    'The input does not satisfy the contract.',
    'Correct the field named in the message.',
  ),
  'wire/closed': row(
    'run',
    'ERROR',
    'Engine is not reachable',
    'The connection to the engine is closed.',
    'Connect again; runs go on without you.',
  ),
} as const satisfies Record<`wire/${string}`, ErrorEntry>;
