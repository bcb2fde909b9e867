// Owns: the keys of a station that runs elsewhere, as the command line shows and makes them. May import api's client types
// and siblings. Without it these commands would quietly answer for the station of this machine. Start at `createRemoteKeys`.
import type { Connection, SlipwayClient } from '../api/connection.ts';
import { createSigningKey } from '../engine/recipe/signing-key.ts';
import { endOfDayMs } from './end-of-day.ts';
import { readWholeFile } from './send-file.ts';
import type { KeyTools } from './tools.ts';

const publicKeyLimitBytes = 1024;

/** Each call has a connection of its own, which ends with it. */
export function createRemoteKeys(connect: () => Promise<Connection>): KeyTools {
  async function ask<T>(work: (client: SlipwayClient) => Promise<T>): Promise<T> {
    await using connection = await connect();
    return await work(connection.client);
  }
  return {
    trustedKeys: () => ask(async ({ trust }) => (await trust.get()).keys),
    trustKey: ({ publicKeyFile, name, expires }) =>
      ask(async ({ trust }) => {
        const publicKey = (await readWholeFile(publicKeyFile, publicKeyLimitBytes)).toString('utf8');
        return trust.add({ publicKey, name, notAfterMs: endOfDayMs(expires) });
      }),
    distrustKey: (keyId) => ask(async ({ trust }) => void (await trust.remove({ keyId }))),
    // It belongs to a person, and is made where that person is.
    createSigningKey,
    authorities: () => ask(async ({ keys }) => (await keys.get()).authorities),
    createAuthority: (request) => ask(({ keys }) => keys.createAuthority(request)),
    stationKey: () => ask(({ stations }) => stations.self()),
  };
}
