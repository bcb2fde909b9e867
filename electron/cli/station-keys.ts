// Owns: the keys of a station as the command line shows and makes them. May import engine/identity and siblings.
// Start reading at `createStationKeys`.
import { randomFillSync } from 'node:crypto';
import path from 'node:path';
import { createAuthorities } from '../engine/identity/authorities.ts';
import { createKeyStore } from '../engine/identity/keystore.ts';
import { openStationKey } from '../engine/identity/station-key.ts';
import { createSigningKey } from '../engine/recipe/signing-key.ts';
import { createTrust, readPublicKey } from '../engine/recipe/trust.ts';
import type { StationOptions } from './context.ts';
import { endOfDayMs } from './end-of-day.ts';
import type { KeyTools } from './tools.ts';

export function createStationKeys({ dataDir, passphrase }: StationOptions): KeyTools {
  const keystore = createKeyStore({
    filePath: path.join(dataDir, 'keystore.json'),
    backend: { kind: 'passphrase', passphrase },
  });
  const authorities = createAuthorities({
    keystore,
    nowMs: () => Date.now(),
    random: (bytes) => randomFillSync(bytes),
  });
  const trust = createTrust({ filePath: path.join(dataDir, 'trust.json') });
  return {
    trustedKeys: () => trust.list(),
    async trustKey({ publicKeyFile, name, expires }) {
      const publicKey = await readPublicKey(publicKeyFile);
      return trust.add({ publicKey, name, notBeforeMs: null, notAfterMs: endOfDayMs(expires) });
    },
    distrustKey: (keyId) => trust.remove(keyId),
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
