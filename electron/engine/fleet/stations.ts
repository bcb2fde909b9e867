// Owns: the stations whose carried files this one takes in: stations.json and what each of them may say.
// May import contract, util, identity's fingerprints and recipe's reading of public keys. Start reading at `createStationTrust`.
import { createPublicKey } from 'node:crypto';
import * as z from 'zod';
import {
  type CarriedKind,
  carriedKindSchema,
  type NewTrustedStation,
  type TrustedStation,
} from '../../contract/carry.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { fleetNameSchema } from '../../contract/library.ts';
import { say } from '../../contract/sentences.ts';
import { fingerprintOfPem } from '../identity/keys.ts';
import { parsePublicKey } from '../recipe/trust.ts';
import { createJsonFile } from '../util/json-file.ts';
import { createTurns } from '../util/turns.ts';

const stationSchema = z.strictObject({
  name: z.string().min(1).max(120),
  /** SubjectPublicKeyInfo of its Ed25519 key (RFC 8410), PEM. */
  publicKeyPem: z.string().max(2048),
  accepts: z.array(carriedKindSchema).min(1).max(2),
  fleets: z.array(fleetNameSchema).min(1).max(64).nullable(),
});
const stationsSchema = z.strictObject({ stations: z.array(stationSchema).max(256) });
type KnownStation = z.infer<typeof stationSchema>;

export interface StationTrust {
  list(): Promise<TrustedStation[]>;
  /** Adds a station or replaces what is known of it. Rejects with wire/invalid-input for a key that must not be used. */
  add(station: NewTrustedStation): Promise<TrustedStation>;
  remove(keyId: string): Promise<void>;
  /** The keys of the stations that may say things of this kind. */
  keysFor(kind: CarriedKind): Promise<{ readonly publicKeyPems: readonly string[] }>;
}

export function createStationTrust(deps: { readonly filePath: string }): StationTrust {
  const file = createJsonFile(deps.filePath, stationsSchema, { stations: [] });
  /** Each change reads and writes: two at once must not lose one. */
  const inTurn = createTurns();
  const known = async (): Promise<readonly KnownStation[]> => (await file.read()).stations;
  return {
    list: async () => (await known()).map(factsOf),
    add: ({ publicKey, name, accepts, fleets }) =>
      inTurn(async () => {
        const station = { name, publicKeyPem: pemOf(publicKey), accepts: [...new Set(accepts)].toSorted(), fleets };
        const others = (await known()).filter(({ publicKeyPem }) => publicKeyPem !== station.publicKeyPem);
        await file.write(stationsSchema.parse({ stations: [...others, station] }));
        return factsOf(station);
      }),
    remove: (keyId) =>
      inTurn(async () => {
        const stations = await known();
        const others = stations.filter(({ publicKeyPem }) => fingerprintOfPem(publicKeyPem) !== keyId);
        if (others.length === stations.length) {
          throw new SlipwayError('wire/invalid-input', say('carry-refused-anyway', { keyId: keyId.slice(0, 64) }), {
            action: say('do-see-stations'),
          });
        }
        await file.write({ stations: others });
      }),
    keysFor: async (kind) => ({
      publicKeyPems: (await known()).filter(({ accepts }) => accepts.includes(kind)).map((one) => one.publicKeyPem),
    }),
  };
}

const factsOf = ({ publicKeyPem, name, accepts, fleets }: KnownStation): TrustedStation => ({
  keyId: fingerprintOfPem(publicKeyPem),
  name,
  accepts: [...accepts],
  fleets: fleets === null ? null : [...fleets],
});

/** RFC 8410, section 4: what stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo. */
const ed25519SpkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** One text for each key, however it was given. */
function pemOf(publicKey: string): string {
  const key = Buffer.concat([ed25519SpkiPrefix, parsePublicKey(publicKey)]);
  return createPublicKey({ key, format: 'der', type: 'spki' }).export({ type: 'spki', format: 'pem' }).toString();
}
