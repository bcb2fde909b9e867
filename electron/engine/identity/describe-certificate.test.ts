import { describe, expect, test } from 'vitest';
import { createAuthority, issueCertificate } from './certificate.ts';
import { tryDescribeCertificate } from './describe-certificate.ts';
import { generateKey } from './keys.ts';

const nowMs = Date.UTC(2026, 0, 15, 12);
const deps = { nowMs: () => nowMs, random: (bytes: Uint8Array) => crypto.getRandomValues(bytes) };

async function issued(san: string[]) {
  const authority = await createAuthority(deps, {
    name: 'default',
    subject: 'CN=Acme test CA,O=ACME',
    keyType: 'ecdsa-p256',
    validity: '10y',
  });
  return issueCertificate(deps, authority, {
    policy: { issuer: 'default', subject: 'CN={serial},O=ACME', san, validity: '1y' },
    publicKeyPem: generateKey('ed25519').publicKeyPem,
    words: { serial: 'AC-2603-00007' },
  });
}

describe('what a certificate says', () => {
  test('subject, issuer, validity, names, key and fingerprint', async () => {
    const facts = tryDescribeCertificate(
      await issued(['uri:urn:acme:{serial}', 'dns:ac-7.acme.example', 'ip:192.0.2.7']),
    );
    expect(facts).toMatchObject({
      subject: 'CN=AC-2603-00007, O=ACME',
      issuer: 'CN=Acme test CA, O=ACME',
      notBeforeMs: nowMs - 5 * 60_000,
      alternativeNames: ['URI:urn:acme:AC-2603-00007', 'DNS:ac-7.acme.example', 'IP Address:192.0.2.7'],
      keyAlgorithm: 'ed25519',
    });
    expect(facts?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(facts?.serialNumber).toMatch(/^[0-9a-f]{32}$/);
    expect((facts?.notAfterMs ?? 0) - nowMs).toBeGreaterThan(364 * 86_400_000);
  });

  test('a name with a comma in it stays one name', async () => {
    const facts = tryDescribeCertificate(await issued(['uri:urn:acme:a,DNS:b', 'dns:c.example']));
    expect(facts?.alternativeNames).toEqual(['URI:urn:acme:a,DNS:b', 'DNS:c.example']);
  });

  test('no names, no list', async () => {
    expect(tryDescribeCertificate(await issued([]))?.alternativeNames).toEqual([]);
  });

  test('text that is no certificate has nothing to say', () => {
    expect(tryDescribeCertificate('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')).toBeUndefined();
  });
});
