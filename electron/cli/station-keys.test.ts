import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { provokes } from '../../test/support/provoke.ts';
import { createStationKeys } from './station-keys.ts';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function open(passphrase: string | undefined = 'correct horse') {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'slipway-keys-'));
  directories.push(dataDir);
  const options = { dataDir, virtualUnits: undefined, log: () => undefined };
  return { dataDir, options, keys: createStationKeys({ ...options, passphrase: async () => passphrase }) };
}

test('a signing key is a pair of files, the private one for its owner only', async () => {
  const { dataDir, keys } = open();
  const file = path.join(dataDir, 'release.key');
  const made = await keys.createSigningKey(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(createPrivateKey(readFileSync(file)).asymmetricKeyType).toBe('ed25519');
  expect(readFileSync(made.publicKeyFile, 'utf8')).toContain('BEGIN PUBLIC KEY');
  expect(made.keyId).toMatch(/^[0-9a-f]{64}$/);
});

provokes('station/usage', 'a signing key is never overwritten', async () => {
  const { dataDir, keys } = open();
  const file = path.join(dataDir, 'release.key');
  await keys.createSigningKey(file);
  await keys.createSigningKey(file);
});

test('a CA is sealed, and can be listed without the passphrase', async () => {
  const { options, keys } = open();
  const request = {
    name: 'factory',
    subject: 'CN=ACME Factory CA,O=ACME',
    keyType: 'ecdsa-p256',
    validity: '10y',
  } as const;
  const made = await keys.createAuthority(request);
  expect(new X509Certificate(made.certificatePem).ca).toBe(true);
  const locked = createStationKeys({ ...options, passphrase: async () => undefined });
  expect((await locked.authorities()).map(({ name }) => name)).toEqual(['factory']);
});

test('the station has one key of its own, the same each time', async () => {
  const { keys } = open();
  const first = await keys.stationKey();
  expect(await keys.stationKey()).toEqual(first);
});
