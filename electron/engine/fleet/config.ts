import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { Clock } from '../util/clock.ts';
import type { FleetConnector } from './connector.ts';
import type { CarrySigner } from './envelope.ts';
import { parseFleetUrl } from './http.ts';

const fleetName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, dot, dash, underscore');

export const fleetSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mender'),
    /** `https://hosted.mender.io`, without the API's path. */
    url: z.string().min(1),
    /** Name of the sealed token in the key store; the token itself is in no file, log or record. */
    tokenRef: fleetName,
    /** Least milliseconds between two deliveries. */
    minIntervalMs: z.int().min(0).max(3_600_000).optional(),
    timeoutMs: z.int().min(1_000).max(600_000).optional(),
  }),
  z.strictObject({
    kind: z.literal('file'),
    /** Folder that gets one signed file for each unit; it must exist. */
    dir: z.string().min(1),
  }),
]);
export type FleetSettings = z.infer<typeof fleetSchema>;

/** The whole of fleets.json: settings by the name that recipes use. */
export const fleetsSchema = z.record(fleetName, fleetSchema);
export type FleetsSettings = z.infer<typeof fleetsSchema>;

/** What of a key store is needed for tokens; identity/keystore.ts has it. */
interface TokenStore {
  open(name: string): Promise<{ use<T>(work: (bytes: Uint8Array) => T): T; wipe(): void }>;
}

export interface Fleets {
  /** Settings as they are now; tokens are not part of them. */
  list(): Promise<FleetsSettings>;
  /** Adds or replaces one. Rejects with fleet/not-configured for an address that a token must not be sent to. */
  set(name: string, settings: FleetSettings): Promise<void>;
  remove(name: string): Promise<void>;
  /** The way to a fleet, by its settings and token as they are now. Rejects with fleet/not-configured. */
  connector(name: string): Promise<FleetConnector>;
}

export interface FleetsDeps {
  /** fleets.json, parsed by `fleetsSchema`. */
  readonly file: { read(): Promise<FleetsSettings>; write(settings: FleetsSettings): Promise<void> };
  readonly tokens: TokenStore;
  readonly signer: () => Promise<CarrySigner>;
  readonly clock: Clock;
}

/** Where a fleet's token is in the key store. */
export const tokenEntryName = (tokenRef: string): string => `fleet-token/${tokenRef}`;

export function createFleets(deps: FleetsDeps): Fleets {
  const { file, tokens, clock, signer } = deps;

  const readToken = (tokenRef: string) => async (): Promise<string> => {
    const secret = await tokens.open(tokenEntryName(tokenRef));
    try {
      return secret.use((bytes) => new TextDecoder().decode(bytes));
    } finally {
      secret.wipe();
    }
  };

  return {
    list: () => file.read(),
    async set(name, settings) {
      if (settings.kind === 'mender') parseFleetUrl(name, settings.url);
      await file.write(fleetsSchema.parse({ ...(await file.read()), [name]: settings }));
    },
    async remove(name) {
      const { [name]: _removed, ...others } = await file.read();
      await file.write(others);
    },
    async connector(name) {
      const all = await file.read();
      const settings = Object.hasOwn(all, name) ? all[name] : undefined;
      if (settings === undefined) {
        throw new SlipwayError('fleet/not-configured', say('fleet-unknown', { fleet: name }));
      }
      if (settings.kind === 'file') {
        const { createFileConnector } = await import('./file.ts');
        return createFileConnector({ fleet: name, dir: settings.dir, signer, clock });
      }
      const { createMenderConnector } = await import('./mender.ts');
      const { kind: _kind, tokenRef, url, ...pace } = settings;
      return createMenderConnector({
        fleet: name,
        url,
        token: readToken(tokenRef),
        clock,
        ...(pace.minIntervalMs === undefined ? {} : { minIntervalMs: pace.minIntervalMs }),
        ...(pace.timeoutMs === undefined ? {} : { timeoutMs: pace.timeoutMs }),
      });
    },
  };
}
