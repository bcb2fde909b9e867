// Owns: the keys of a station as the command line shows and makes them. May import engine/identity and siblings.
// Start reading at `createStationKeys`.
import { randomFillSync } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SlipwayError } from '../contract/errors.ts';
import { createAuthorities } from '../engine/identity/authorities.ts';
import { generateKey } from '../engine/identity/keys.ts';
import { createKeyStore } from '../engine/identity/keystore.ts';
import { openStationKey } from '../engine/identity/station-key.ts';
import type { StationOptions } from './context.ts';
import type { StationTools } from './tools.ts';

export type StationKeys = Pick<StationTools, 'authorities' | 'createAuthority' | 'createSigningKey' | 'stationKey'>;

export function createStationKeys({ dataDir, passphrase }: StationOptions): StationKeys {
  const keystore = createKeyStore({
    filePath: path.join(dataDir, 'keystore.json'),
    backend: { kind: 'passphrase', passphrase },
  });
  const authorities = createAuthorities({
    keystore,
    nowMs: () => Date.now(),
    random: (bytes) => randomFillSync(bytes),
  });
  return {
    authorities: () => authorities.list(),
    createAuthority: (request) => authorities.create(request),
    createSigningKey,
    async stationKey() {
      const key = await openStationKey(keystore);
      key.wipe();
      return { keyId: key.keyId, publicKeyPem: key.publicKeyPem };
    },
  };
}

async function createSigningKey(file: string) {
  const key = generateKey('ed25519');
  try {
    const body = key.privateKey.use((pkcs8) => Buffer.from(pkcs8).toString('base64'));
    await writeNew(file, `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`, 0o600);
  } finally {
    key.privateKey.wipe();
  }
  const publicKeyFile = `${file}.pub`;
  await writeFile(publicKeyFile, key.publicKeyPem);
  return { keyId: key.keyFingerprint, publicKeyFile };
}

/** A key that is overwritten is lost for good, so an existing file is refused. */
async function writeNew(file: string, text: string, mode: number): Promise<void> {
  try {
    await using handle = await open(file, 'wx', mode);
    await handle.writeFile(text);
    await handle.sync();
  } catch (thrown) {
    const exists = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
    const why = exists ? 'there already, and a key is never overwritten' : 'not writable';
    throw new SlipwayError('station/usage', `${file} is ${why}.`, { cause: thrown, context: { file } });
  }
}
