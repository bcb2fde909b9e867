// Owns: serial numbers, device keys and certificates, and the sealed secrets of the station.
// May import contract, util, recipe and the journal's interface. A private key leaves only as SecretBytes.
// Start reading at `createIdentity`; numbers are in serial.ts, CAs in authorities.ts, sealing in keystore.ts.
import { randomFillSync } from 'node:crypto';
import type { HardwareIdentity } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { KeyType, Recipe } from '../../contract/recipe.ts';
import { say } from '../../contract/sentences.ts';
import type { Clock } from '../util/clock.ts';
import { createAuthorities } from './authorities.ts';
import type { CertificateDeps } from './certificate.ts';
import { describePrivateKey, generateKey } from './keys.ts';
import type { KeyStore } from './keystore.ts';
import type { SecretBytes } from './secret-bytes.ts';

/** The identity of one unit before it is in the unit. The caller journals the public half, and wipes the private one. */
export interface NewIdentity {
  readonly privateKey: SecretBytes;
  readonly keyType: KeyType;
  readonly keyFingerprint: string;
  readonly publicKeyPem: string;
  readonly certificatePem: string | null;
}

export interface Identity {
  /** Makes a key, and a certificate where the recipe asks for one. Rejects with secret/*, recipe/wrong-type. */
  issue(request: {
    readonly identity: NonNullable<Recipe['identity']>;
    readonly words: Readonly<Record<string, string>>;
    readonly hardware: HardwareIdentity;
    readonly signal: AbortSignal;
  }): Promise<NewIdentity>;
  /** Fingerprint of the public half of a PKCS#8 private key. */
  fingerprintOf(pkcs8: Uint8Array): string;
}

/** The CA that is used where the recipe names none. */
export const defaultAuthority = 'default';

export function createIdentity(deps: {
  readonly clock: Clock;
  readonly keystore: KeyStore;
  readonly random?: CertificateDeps['random'];
}): Identity {
  const certificateDeps: CertificateDeps = {
    nowMs: () => deps.clock.nowMs(),
    random: deps.random ?? ((bytes) => randomFillSync(bytes)),
  };
  const authorities = createAuthorities({ ...certificateDeps, keystore: deps.keystore });
  return {
    async issue({ identity, words, signal }) {
      if (identity.key === undefined) {
        throw new SlipwayError('recipe/missing-key', say('key-type-missing'));
      }
      const policy = identity.certificate;
      // Before there is a secret in memory.
      const certificates = policy === undefined ? undefined : await import('./certificate.ts');
      const key = generateKey(identity.key.type);
      try {
        const known = { ...words, keyFingerprint: key.keyFingerprint };
        const certificatePem =
          policy === undefined || certificates === undefined
            ? null
            : await authorities.withAuthority(policy.issuer ?? defaultAuthority, (authority) =>
                certificates.issueCertificate(certificateDeps, authority, {
                  policy,
                  publicKeyPem: key.publicKeyPem,
                  words: known,
                }),
              );
        signal.throwIfAborted();
        return { ...key, certificatePem };
      } catch (thrown) {
        key.privateKey.wipe();
        throw thrown;
      }
    },
    fingerprintOf: (pkcs8) => describePrivateKey(pkcs8).keyFingerprint,
  };
}
