// Owns: what can go wrong with bundles: recipes with their images in one signed file. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const bundleErrors = {
  'bundle/unreadable': row(
    'never',
    'ERROR',
    'Bundle cannot be read',
    'The bundle file is missing or may not be read.',
    'Check the path and its permissions.',
  ),
  'bundle/not-a-bundle': row(
    'never',
    'ERROR',
    'Not a bundle',
    'The file is not a Slipway bundle.',
    'Choose a *.slipway file made by `slipway bundle create`.',
  ),
  'bundle/truncated': row(
    'never',
    'ERROR',
    'Bundle is incomplete',
    'The bundle ends too early; its copy or download was cut off.',
    'Copy the bundle again from its source.',
  ),
  'bundle/unsigned': row(
    'never',
    'ERROR',
    'Bundle is not signed',
    'The bundle carries no signature, so nobody answers for its content.',
    'Sign it with `slipway bundle create --key`, or ask its owner for the signed one.',
  ),
  'bundle/untrusted-signer': row(
    'never',
    'ERROR',
    'Bundle signed by a stranger',
    'None of the keys that signed the bundle is trusted by this station.',
    'Ask who sent it; add their key with `slipway keys trust add` only if you know them.',
  ),
  'bundle/signature-invalid': row(
    'never',
    'ERROR',
    'Bundle signature is wrong',
    'The signature does not fit the content: the bundle was changed after it was signed.',
    'Discard this copy and get the bundle from its source.',
  ),
  'bundle/threshold-not-met': row(
    'never',
    'ERROR',
    'Too few signatures',
    'The bundle needs signatures from more trusted keys than it has.',
    'Have it signed by the missing people, then import it again.',
  ),
  'bundle/expired': row(
    'never',
    'ERROR',
    'Bundle has expired',
    'The bundle, or the key that signed it, is outside its validity.',
    'Ask the owner for a current bundle; check the clock of this station.',
  ),
  'bundle/rolled-back': row(
    'never',
    'ERROR',
    'Older bundle refused',
    'This station has already accepted a newer version of this product.',
    'Use the newer bundle; a downgrade needs a new, higher version from the owner.',
  ),
  'bundle/altered': row(
    'never',
    'ERROR',
    'Bundle was altered',
    'A file in the bundle differs from the signed list.',
    'Discard this copy and get the bundle from its source.',
  ),
  'bundle/too-large': row(
    'never',
    'ERROR',
    'Bundle exceeds limits',
    'The bundle would unpack to more than the limits allow, as a zip bomb does.',
    'Do not use it; if it is genuine, ask the owner to split it.',
  ),
  'bundle/unsafe-path': row(
    'never',
    'ERROR',
    'Bundle has an unsafe path',
    'A file in the bundle would be written outside its folder.',
    'Do not use it; report it to whoever sent it.',
  ),
} as const satisfies Record<`bundle/${string}`, ErrorEntry>;
