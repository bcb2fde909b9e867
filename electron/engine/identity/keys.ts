import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { KeyType } from '../../contract/recipe.ts';
import { createSecretBytes, type SecretBytes } from './secret-bytes.ts';

/** A key pair whose private half is held as PKCS#8 DER. */
export interface GeneratedKey {
  readonly keyType: KeyType;
  readonly privateKey: SecretBytes;
  /** SubjectPublicKeyInfo in PEM. */
  readonly publicKeyPem: string;
  /** SHA-256 of the SubjectPublicKeyInfo in DER, lower-case hex. */
  readonly keyFingerprint: string;
}

/** Makes a key from the operating system's randomness. OpenSSL clears its own copy when the pair is collected. */
export function generateKey(keyType: KeyType): GeneratedKey {
  const pair =
    keyType === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const privateKey = createSecretBytes(pair.privateKey.export({ type: 'pkcs8', format: 'der' }));
  return { keyType, privateKey, ...describePublicKey(pair.publicKey) };
}

/** The public half of a PKCS#8 private key. Throws where the bytes are no such key. */
export function describePrivateKey(pkcs8: Uint8Array): {
  readonly keyType: KeyType;
  readonly publicKeyPem: string;
  readonly keyFingerprint: string;
} {
  const privateKey = privateKeyOf(pkcs8);
  return { keyType: keyTypeOf(privateKey), ...describePublicKey(createPublicKey(privateKey)) };
}

/** SHA-256 (hex) of a public key's SubjectPublicKeyInfo, whatever the line breaks of its PEM. */
export const fingerprintOfPem = (publicKeyPem: string): string =>
  createHash('sha256')
    .update(createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** Signs as the key's type does: Ed25519 over the bytes, ECDSA P-256 in DER over their SHA-256. */
export function signWith(privateKey: SecretBytes, data: Uint8Array): Uint8Array {
  return privateKey.use((pkcs8) => {
    const key = privateKeyOf(pkcs8);
    return new Uint8Array(sign(digestFor(key), data, key));
  });
}

/** What a booted unit signs to prove that it holds the key that it was given. */
export const identityChallenge = (nonce: string, serial: string): string => `slipway-identify:${nonce}:${serial}`;

/** True when the signature over the challenge fits the key; false for anything else, however malformed. */
export function verifyIdentityProof(proof: {
  readonly publicKeyPem: string;
  readonly nonce: string;
  readonly serial: string;
  readonly signatureBase64: string;
}): boolean {
  try {
    const key = createPublicKey(proof.publicKeyPem);
    const challenge = Buffer.from(identityChallenge(proof.nonce, proof.serial), 'utf8');
    return verify(digestFor(key), challenge, key, Buffer.from(proof.signatureBase64, 'base64'));
  } catch {
    return false;
  }
}

function describePublicKey(key: KeyObject): { publicKeyPem: string; keyFingerprint: string } {
  return {
    publicKeyPem: key.export({ type: 'spki', format: 'pem' }).toString(),
    keyFingerprint: createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
  };
}

/** A view of the same memory: a copy would outlive the wipe. */
function privateKeyOf(pkcs8: Uint8Array): KeyObject {
  const view = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength);
  return createPrivateKey({ key: view, format: 'der', type: 'pkcs8' });
}

function keyTypeOf(key: KeyObject): KeyType {
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519';
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ecdsa-p256';
  throw new RangeError(`A key of type ${key.asymmetricKeyType ?? 'unknown'} is neither Ed25519 nor ECDSA P-256.`);
}

/** Ed25519 hashes by itself (RFC 8032). */
const digestFor = (key: KeyObject): string | null => (keyTypeOf(key) === 'ed25519' ? null : 'sha256');
