// Owns: the keys of a station as the command line shows and makes them. May import engine/identity and siblings.
// Start reading at `createStationKeys`.
import { randomFillSync } from 'node:crypto';
import path from 'node:path';
import { createAuthorities } from '../engine/identity/authorities.ts';
import { createKeyStore } from '../engine/identity/keystore.ts';
import { openStationKey } from '../engine/identity/station-key.ts';
import { createSigningKey } from '../engine/recipe/signing-key.ts';
import {
  createTrust,
  momentMs,
  noTrustRoots,
  readPublicKey,
  type TrustKey,
  trustRootsSchema,
} from '../engine/recipe/trust.ts';
import { createJsonFile } from '../engine/station/json-file.ts';
import type { StationOptions } from './context.ts';
import type { KeyTools, TrustedKey } from './tools.ts';

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
  const trust = createTrust(createJsonFile(path.join(dataDir, 'trust.json'), trustRootsSchema, noTrustRoots));
  return {
    trustedKeys: async () => (await trust.roots()).keys.map(trustedKeyOf),
    async trustKey({ publicKeyFile, name, expires }) {
      const publicKey = await readPublicKey(publicKeyFile);
      return trustedKeyOf(await trust.add({ publicKey, name, notBeforeMs: null, notAfterMs: endOfDayMs(expires) }));
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

/** The last day counts whole, in UTC. */
const endOfDayMs = (day: string | undefined): number | null =>
  day === undefined ? null : Date.parse(`${day}T23:59:59.999Z`);

const trustedKeyOf = ({ keyId, name, notBefore, notAfter }: TrustKey): TrustedKey => ({
  keyId,
  name,
  notBeforeMs: momentMs(notBefore),
  notAfterMs: momentMs(notAfter),
});
