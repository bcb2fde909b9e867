import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomFillSync, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { caught, provokes } from '../../../test/support/provoke.ts';
import { useTempDir } from '../../../test/support/temp-dir.ts';
import { createVirtualClock } from '../../../test/support/virtual-clock.ts';
import type { CertificatePolicy, KeyType, Recipe } from '../../contract/recipe.ts';
import { createAuthorities } from './authorities.ts';
import { createIdentity } from './index.ts';
import { createKeyStore } from './keystore.ts';

const keyTypes = ['ed25519', 'ecdsa-p256'] as const;
const hardware = { hardwareId: 'esp:02:00:00:00:00:01', family: 'esp', chip: 'esp32c3', details: {} };
const signal = new AbortController().signal;
const words = { serial: 'AC-2602-00001', mac: '02:00:00:00:00:01' };

/** A station with a key store; OpenSSL judges by the real clock, so its own begins there unless told otherwise. */
function station(startMs = Date.now()) {
  const dir = useTempDir();
  const clock = createVirtualClock({ startMs });
  const backend = { kind: 'passphrase' as const, passphrase: async () => 'test', cost: { logN: 8, r: 8, p: 1 } };
  const keystore = createKeyStore({ filePath: path.join(dir, 'keys.json'), backend });
  const authorities = createAuthorities({ keystore, nowMs: clock.nowMs, random: (bytes) => randomFillSync(bytes) });
  const identity = createIdentity({ clock, keystore });
  const issue = (certificate: CertificatePolicy | undefined, keyType: KeyType = 'ed25519', more = words) => {
    const recipe: NonNullable<Recipe['identity']> = {
      serial: { scheme: 'AC-{n}' },
      key: { type: keyType },
      ...(certificate === undefined ? {} : { certificate }),
    };
    return identity.issue({ identity: recipe, words: more, hardware, signal });
  };
  const write = (name: string, text: string) => {
    const file = path.join(dir, name);
    writeFileSync(file, text);
    return file;
  };
  return { clock, keystore, authorities, identity, issue, write };
}

const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' }).toString();
const ca = { name: 'default', subject: 'CN=ACME Device CA,O=ACME', keyType: 'ecdsa-p256', validity: '20y' } as const;
const policy = { subject: 'CN={serial},O=ACME', validity: '10y' };

describe.each(keyTypes)('a CA with a key of type %s', (caType) => {
  test.each(keyTypes)('issues certificates for %s keys that OpenSSL verifies', async (keyType) => {
    const { authorities, issue, write } = station();
    const { certificatePem } = await authorities.create({ ...ca, keyType: caType });
    const san = [
      'dns:{serial}.devices.acme.example',
      'uri:urn:acme:{serial}',
      'email:{serial}@acme.example',
      'ip:192.0.2.7',
      'ip:2001:db8::7',
    ];
    const unit = await issue({ ...policy, san }, keyType);
    const caFile = write('ca.pem', certificatePem);
    const unitFile = write('unit.pem', unit.certificatePem ?? '');
    expect(openssl('verify', '-x509_strict', '-purpose', 'sslclient', '-CAfile', caFile, unitFile)).toContain('OK');
    expect(openssl('x509', '-in', unitFile, '-noout', '-pubkey')).toBe(unit.publicKeyPem);

    const text = openssl('x509', '-in', unitFile, '-noout', '-text', '-nameopt', 'RFC2253');
    expect(text).toMatch(/Subject: CN=AC-2602-00001,O=ACME/);
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature\n/);
    expect(text).toMatch(/Extended Key Usage: \s+TLS Web Client Authentication\n/);
    expect(text).toMatch(/Basic Constraints: critical\s+CA:FALSE/);
    expect(text).toContain(
      'DNS:AC-2602-00001.devices.acme.example, URI:urn:acme:AC-2602-00001, email:AC-2602-00001@acme.example, IP Address:192.0.2.7, IP Address:2001:DB8:0:0:0:0:0:7',
    );
    const identifier = (kind: string, of: string) =>
      new RegExp(`${kind} Key Identifier: \\s+(?:keyid:)?([0-9A-F:]+)`).exec(of)?.[1];
    const caText = openssl('x509', '-in', caFile, '-noout', '-text');
    expect(identifier('Authority', text)).toBe(identifier('Subject', caText));
    expect(caText).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
    expect(openssl('x509', '-in', unitFile, '-noout', '-serial')).toMatch(/^serial=[4-7][0-9A-F]{31}\n$/);
  });
});

describe('a device certificate', () => {
  test('is valid from now for as long as the recipe says', async () => {
    const { authorities, issue, clock, write } = station();
    await authorities.create(ca);
    const unit = await issue({ ...policy, validity: '30d' });
    const dates = openssl('x509', '-in', write('unit.pem', unit.certificatePem ?? ''), '-noout', '-dates');
    const [from = '', until = ''] = [...dates.matchAll(/=(.*)/g)].map((match) => match[1]);
    const days = (Date.parse(until) - clock.nowMs()) / 86_400_000;
    expect(days).toBeCloseTo(30, 3);
    expect(clock.nowMs() - Date.parse(from)).toBeLessThan(400_000);
  });

  test('of ten years ends on the same day ten years later, and so does its CA', async () => {
    const { authorities, issue } = station(Date.UTC(2026, 1, 3, 4, 5, 6));
    const { certificatePem } = await authorities.create(ca);
    const unit = await issue(policy);
    const endOf = (pem: string | null) => new X509Certificate(pem ?? '').validToDate.toISOString();
    expect(endOf(unit.certificatePem)).toBe('2036-02-03T04:05:06.000Z');
    expect(endOf(certificatePem)).toBe('2046-02-03T04:05:06.000Z');
  });

  test('cannot be given another name by a value from outside', async () => {
    const { authorities, issue, write } = station();
    await authorities.create(ca);
    const unit = await issue(policy, 'ed25519', { ...words, serial: 'A,O=Evil+CN=root\\' });
    const file = write('unit.pem', unit.certificatePem ?? '');
    const subject = openssl('x509', '-in', file, '-noout', '-subject', '-nameopt', 'multiline,-esc_msb');
    // OpenSSL prints a backslash as two.
    expect(subject).toMatch(/commonName\s+= A,O=Evil\+CN=root\\\\\n/);
    expect(subject.match(/organizationName/g)).toHaveLength(1);
  });

  test('is left out where the recipe asks for none; the key alone is made', async () => {
    const { issue, identity } = station();
    const unit = await issue(undefined);
    expect(unit.certificatePem).toBeNull();
    expect(unit.privateKey.use((bytes) => identity.fingerprintOf(bytes))).toBe(unit.keyFingerprint);
  });

  test.each([
    ['subject', { ...policy, subject: 'no name' }],
    ['subject', { ...policy, subject: 'CN=' }],
    ['subject', { ...policy, subject: 'CN=a+O=b' }],
    ['subject', { ...policy, subject: 'CN=a,' }],
    ['subject', { ...policy, subject: 'C=Germany' }],
    ['subject', { ...policy, subject: 'CN={other}' }],
    ['subject', { ...policy, subject: 'NOSUCH={serial}' }],
    ['san', { ...policy, san: ['{serial}'] }],
    ['san', { ...policy, san: ['dns:not a host'] }],
    ['san', { ...policy, san: ['ip:300.1.1.1'] }],
  ])('is refused with a wrong %s: %j', async (_what, wrong) => {
    const { authorities, issue } = station();
    await authorities.create(ca);
    expect(await caught(() => issue(wrong))).toMatchObject({ code: 'recipe/wrong-type' });
  });
});

describe('the issuing CA', () => {
  provokes('secret/ca-missing', 'is not there', () => station().issue(policy));
  provokes(
    'secret/ca-missing',
    'is another than the recipe names',
    async () => {
      const { authorities, issue } = station();
      await authorities.create(ca);
      await issue({ ...policy, issuer: 'plant-2' });
    },
    (error) => expect(error.message).toContain('plant-2'),
  );
  provokes('secret/ca-expired', 'has expired', async () => {
    const { authorities, issue, clock } = station();
    await authorities.create({ ...ca, validity: '1d' });
    clock.setNow(clock.nowMs() + 2 * 86_400_000);
    await issue(policy);
  });
  provokes('secret/ca-expired', 'is not yet valid', async () => {
    const { authorities, issue, clock } = station();
    await authorities.create(ca);
    clock.setNow(clock.nowMs() - 86_400_000);
    await issue(policy);
  });

  test('is listed without opening it, and its name is taken', async () => {
    const { authorities } = station();
    await authorities.create(ca);
    expect(await authorities.list()).toMatchObject([
      { name: 'default', subject: expect.stringContaining('CN=ACME Device CA') },
    ]);
    expect(await caught(() => authorities.create(ca))).toMatchObject({ code: 'wire/invalid-input' });
  });

  test('can be one that OpenSSL made', async () => {
    const { authorities, issue, write } = station();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const privateKeyPem = privateKey.export({ type: 'sec1', format: 'pem' }).toString();
    const keyFile = write('key.pem', privateKeyPem);
    const certificatePem = openssl('req', '-x509', '-new', '-key', keyFile, '-subj', '/CN=Plant CA', '-days', '30');
    await authorities.import({ name: 'plant', certificatePem, privateKeyPem });
    const unit = await issue({ ...policy, issuer: 'plant' });
    const caFile = write('ca.pem', certificatePem);
    expect(openssl('verify', '-CAfile', caFile, write('unit.pem', unit.certificatePem ?? ''))).toContain('OK');

    const stranger = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const [wrong, why] of [
      [{ certificatePem, privateKeyPem: stranger }, 'another certificate'],
      [{ certificatePem: unit.certificatePem ?? '', privateKeyPem }, 'not one of a CA'],
      [{ certificatePem: 'x', privateKeyPem }, 'cannot be read'],
      [{ certificatePem, privateKeyPem: 'x' }, 'cannot be read'],
    ] as const) {
      const error = await caught(() => authorities.import({ name: 'wrong', ...wrong }));
      expect(error).toMatchObject({ code: 'wire/invalid-input', message: expect.stringContaining(why) });
    }
  });
});
