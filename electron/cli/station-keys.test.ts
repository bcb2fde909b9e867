import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
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

test('a key is made, trusted until the end of a day, listed, and trusted no more', async () => {
  const { dataDir, keys } = open();
  const made = await keys.createSigningKey(path.join(dataDir, 'release.key'));
  const added = await keys.trustKey({ publicKeyFile: made.publicKeyFile, name: 'Release team', expires: '2030-12-31' });
  const notAfterMs = Date.UTC(2030, 11, 31, 23, 59, 59, 999);
  expect(added).toEqual({ keyId: made.keyId, name: 'Release team', notBeforeMs: null, notAfterMs });
  expect(await keys.trustedKeys()).toEqual([added]);
  await keys.distrustKey(made.keyId);
  expect(await keys.trustedKeys()).toEqual([]);
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
