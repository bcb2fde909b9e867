import { execFileSync } from 'node:child_process';
import { createPrivateKey, sign } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  describePrivateKey,
  fingerprintOfPem,
  generateKey,
  identityChallenge,
  signWith,
  verifyIdentityProof,
} from './keys.ts';

const keyTypes = ['ed25519', 'ecdsa-p256'] as const;

describe.each(keyTypes)('a key of type %s', (keyType) => {
  const key = generateKey(keyType);
  const proofOf = (nonce: string, serial: string) => {
    const signature = signWith(key.privateKey, Buffer.from(identityChallenge(nonce, serial)));
    return {
      publicKeyPem: key.publicKeyPem,
      nonce,
      serial,
      signatureBase64: Buffer.from(signature).toString('base64'),
    };
  };

  test('is described the same by its private half and by its PEM', () => {
    const { keyFingerprint, publicKeyPem } = key;
    expect(key.privateKey.use(describePrivateKey)).toEqual({ keyType, keyFingerprint, publicKeyPem });
    expect(fingerprintOfPem(publicKeyPem.replaceAll('\n', '\r\n'))).toBe(keyFingerprint);
    expect(keyFingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test('proves an identity, and nothing but that one', () => {
    const proof = proofOf('n0nce', 'AC-1');
    expect(verifyIdentityProof(proof)).toBe(true);
    expect(verifyIdentityProof({ ...proof, nonce: 'other' })).toBe(false);
    expect(verifyIdentityProof({ ...proof, serial: 'AC-2' })).toBe(false);
    expect(verifyIdentityProof({ ...proof, publicKeyPem: generateKey(keyType).publicKeyPem })).toBe(false);
    expect(verifyIdentityProof({ ...proof, signatureBase64: 'AAAA' })).toBe(false);
    expect(verifyIdentityProof({ ...proof, publicKeyPem: 'no key' })).toBe(false);
  });

  test('is read by OpenSSL, which derives the same public half', () => {
    const seen = key.privateKey.use((pkcs8) =>
      execFileSync('openssl', ['pkey', '-inform', 'DER', '-pubout'], { input: pkcs8, stdio: 'pipe' }).toString(),
    );
    expect(seen).toBe(key.publicKeyPem);
  });

  test('is in no print-out, and gone once wiped', () => {
    const fresh = generateKey(keyType);
    const bytes = fresh.privateKey.use((held) => held);
    const hex = Buffer.from(bytes).toString('hex');
    const base64 = Buffer.from(bytes).toString('base64');
    const printed = [JSON.stringify(fresh), inspect(fresh, { depth: 9, showHidden: true }), `${fresh.privateKey}`].join(
      '\n',
    );
    expect(printed).toContain('[secret]');
    expect(printed).not.toContain(hex.slice(40, 60));
    expect(printed).not.toContain(base64.slice(40, 60));
    fresh.privateKey.wipe();
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(() => fresh.privateKey.use(() => undefined)).toThrow(RangeError);
  });
});

test('a challenge is the bytes that docs/firmware say', () => {
  expect(identityChallenge('ab12', 'AC-2602-00001')).toBe('slipway-identify:ab12:AC-2602-00001');
});

test('Ed25519 signs as RFC 8032 section 7.1, test 1 says', () => {
  // Secret key 9d61…7f60 behind the fixed PKCS#8 header of RFC 8410.
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  const pkcs8 = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
  expect(
    sign(null, Buffer.alloc(0), createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })).toString('hex'),
  ).toBe(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  );
});
