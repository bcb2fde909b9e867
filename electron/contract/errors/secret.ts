// Owns: what can go wrong with secrets: the key store, passphrases, issuing CAs. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const secretErrors = {
  'secret/wrong-passphrase': row(
    'never',
    'ERROR',
    'Wrong passphrase',
    'The passphrase does not open the key store.',
    'Enter the passphrase again.',
  ),
  'secret/locked': row(
    'never',
    'ERROR',
    'Key store is locked',
    'The key store needs a passphrase and none was given.',
    'Set SLIPWAY_PASSPHRASE_FILE or enter the passphrase.',
  ),
  'secret/damaged': row(
    'never',
    'ERROR',
    'Key store is damaged',
    'The sealed key cannot be read.',
    'Restore the key store from its backup.',
  ),
  'secret/exposed': row(
    'never',
    'ERROR',
    'Private key is open to others',
    'The file of a private key may be read by others on this machine.',
    'Set its mode with `chmod 600`; if others had access, make a new key.',
  ),
  'secret/ca-missing': row(
    'never',
    'ERROR',
    'Station cannot sign certificates',
    'The recipe asks for a device certificate, but this station does not have the issuing CA that it names.',
    'Create the CA that is named with `slipway keys ca create`, or import yours.',
  ),
  'secret/ca-expired': row(
    'never',
    'ERROR',
    'Issuing CA has expired',
    'The certificate of the issuing CA is outside its validity.',
    'Renew the CA; check the clock of this station.',
  ),
} as const satisfies Record<`secret/${string}`, ErrorEntry>;
