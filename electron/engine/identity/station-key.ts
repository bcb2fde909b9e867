import { describePrivateKey, generateKey, signWith } from './keys.ts';
import type { KeyStore } from './keystore.ts';

/** The station's own Ed25519 key: it signs what the station hands to other machines. */
export interface StationKey {
  /** SHA-256 (hex) of its public key's SubjectPublicKeyInfo. */
  readonly keyId: string;
  readonly publicKeyPem: string;
  sign(data: Uint8Array): Uint8Array;
  wipe(): void;
}

const entryName = 'station';

/** Opens the station's key, making it on first use. Rejects as KeyStore.open does. */
export async function openStationKey(keystore: KeyStore): Promise<StationKey> {
  const privateKey = await keystore.openOrSeal(entryName, () => generateKey('ed25519').privateKey);
  const { keyFingerprint, publicKeyPem } = privateKey.use(describePrivateKey);
  return {
    keyId: keyFingerprint,
    publicKeyPem,
    sign: (data) => signWith(privateKey, data),
    wipe: () => privateKey.wipe(),
  };
}
