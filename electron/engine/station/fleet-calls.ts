// Owns: the contract's `fleets`: settings, sealed tokens and what waits for each. May import contract, fleet, identity.
// A token goes in and never comes out; it is never sent to another address than the one that it was given for.

import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import type { FleetState, NewFleet } from '../../contract/library.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import type { Engine } from '../engine.ts';
import { type FleetSettings, type Fleets, type FleetsSettings, tokenEntryName } from '../fleet/config.ts';
import { parseFleetUrl } from '../fleet/http.ts';
import type { KeyStore } from '../identity/keystore.ts';
import { createSecretBytes } from '../identity/secret-bytes.ts';
import type { FleetBacklog, JournalReader } from '../journal/journal.ts';
import { createTurns } from '../util/turns.ts';

export interface FleetCallsDeps {
  readonly fleets: Fleets;
  readonly keystore: KeyStore;
  readonly journal: Pick<JournalReader, 'outboxByFleet'>;
  readonly onChange: () => void;
  /** Its settings are other ones now. */
  readonly onSet: (fleet: string) => void;
}

const nothing: Omit<FleetBacklog, 'fleet'> = {
  waiting: 0,
  held: 0,
  delivered: 0,
  oldestWaitingAtMs: null,
  lastError: null,
};

export function createFleetCalls(deps: FleetCallsDeps): Engine['fleets'] {
  const { fleets, keystore, journal } = deps;
  const inTurn = createTurns();
  const done = { ok: true } as const;

  async function list(): Promise<FleetState[]> {
    const sealed = new Set(await keystore.list());
    const backlogs = new Map(journal.outboxByFleet().map(({ fleet, ...backlog }) => [fleet, backlog]));
    return Object.entries(await fleets.list()).map(([name, settings]) => ({
      name,
      kind: settings.kind,
      address: settings.kind === 'mender' ? settings.url : settings.dir,
      hasToken: settings.kind === 'mender' && sealed.has(tokenEntryName(settings.tokenRef)),
      ...(backlogs.get(name) ?? nothing),
    }));
  }

  async function set(fleet: NewFleet): Promise<void> {
    const { name } = fleet;
    const all = await fleets.list();
    const present = Object.hasOwn(all, name) ? all[name] : undefined;
    if (fleet.kind === 'file') {
      if (!path.isAbsolute(fleet.dir)) {
        throw new SlipwayError('wire/invalid-input', say('fleet-no-folder', { dir: fleet.dir }), {
          context: { fleet: name },
          action: say('do-name-whole-path'),
        });
      }
      await fleets.set(name, { kind: 'file', dir: fleet.dir });
      await forgetToken(present);
      return;
    }
    const url = parseFleetUrl(name, fleet.url);
    const before = present?.kind === 'mender' ? present : undefined;
    if (fleet.token === undefined) await assertTokenFits(name, url, before);
    const tokenRef = fleet.token === undefined ? (before?.tokenRef ?? name) : tokenPlace(all, name, url);
    if (fleet.token !== undefined) await sealToken(tokenRef, fleet.token);
    await fleets.set(name, { ...before, kind: 'mender', url: fleet.url, tokenRef });
    if (before?.tokenRef !== tokenRef) await forgetToken(before);
  }

  async function assertTokenFits(
    name: string,
    url: URL,
    before: Extract<FleetSettings, { kind: 'mender' }> | undefined,
  ): Promise<void> {
    const hasToken = before !== undefined && (await keystore.list()).includes(tokenEntryName(before.tokenRef));
    if (!hasToken) throw tokenNeeded(say('fleet-needs-token', { fleet: name }));
    // Else whoever may change an address could have the token sent to himself.
    if (parseFleetUrl(name, before.url).origin !== url.origin)
      throw tokenNeeded(say('fleet-needs-token-again', { fleet: name }));
  }

  async function sealToken(tokenRef: string, token: string): Promise<void> {
    const secret = createSecretBytes(Buffer.from(token, 'utf8'));
    try {
      await keystore.seal(tokenEntryName(tokenRef), secret);
    } finally {
      secret.wipe();
    }
  }

  /** Forgets a sealed token that no other fleet uses. */
  async function forgetToken(settings: FleetSettings | undefined): Promise<void> {
    if (settings?.kind !== 'mender') return;
    const { tokenRef } = settings;
    const isShared = Object.values(await fleets.list()).some(
      (one) => one.kind === 'mender' && one.tokenRef === tokenRef,
    );
    if (!isShared) await keystore.remove(tokenEntryName(tokenRef));
  }

  return {
    list,
    set: async (fleet) => {
      await inTurn(() => set(fleet));
      deps.onChange();
      deps.onSet(fleet.name);
      return done;
    },
    remove: async ({ name }) => {
      await inTurn(async () => {
        const all = await fleets.list();
        if (!Object.hasOwn(all, name)) {
          throw new SlipwayError('fleet/not-configured', say('fleet-unknown', { fleet: name }));
        }
        await fleets.remove(name);
        await forgetToken(all[name]);
      });
      deps.onChange();
      return done;
    },
    test: async ({ name }, { signal }) => {
      await (await fleets.connector(name)).check(signal);
      return done;
    },
  };
}

/**
 * Where a new token is sealed: in no place of another fleet, which would send it to its own address, and in another place
 * than before when the address changes, for until the settings are written deliveries still go to the old one.
 */
function tokenPlace(all: FleetsSettings, name: string, url: URL): string {
  const taken = new Set<string>();
  for (const [other, settings] of Object.entries(all)) {
    if (settings.kind !== 'mender') continue;
    const isSamePlace = other === name && parseFleetUrl(other, settings.url).origin === url.origin;
    if (isSamePlace) continue;
    taken.add(settings.tokenRef);
  }
  const own = Object.hasOwn(all, name) ? all[name] : undefined;
  const wanted = own?.kind === 'mender' ? own.tokenRef : name;
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const candidate = `${name.slice(0, 56)}.${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

const tokenNeeded = (why: Sentence) => new SlipwayError('wire/invalid-input', why, { action: say('do-give-token') });
