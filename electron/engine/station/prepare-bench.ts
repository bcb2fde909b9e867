// Owns: what a virtual bench has from its first start on, so that the first run can pass: a fleet, a CA, an example.
// May import contract and the parts that it fills. Start reading at `prepareBench`.
import { mkdir } from 'node:fs/promises';
import type { Fleets } from '../fleet/config.ts';
import type { Authorities } from '../identity/authorities.ts';
import { defaultAuthority } from '../identity/index.ts';
import type { KeyStore } from '../identity/keystore.ts';
import type { Desk } from './desk.ts';

export interface PrepareBenchDeps {
  readonly fleets: Fleets;
  readonly authorities: Authorities;
  readonly keystore: Pick<KeyStore, 'state'>;
  readonly desk: Pick<Desk, 'prepareExample'>;
  /** Where the fleet of the example recipe gets its files. */
  readonly enrollmentDir: string;
}

/** The fleet that the example recipes name. */
const exampleFleet = 'demo';

/** Adds what is missing and changes nothing that is there. */
export async function prepareBench(deps: PrepareBenchDeps): Promise<void> {
  const { fleets, authorities } = deps;
  if ((await fleets.list())[exampleFleet] === undefined) {
    await mkdir(deps.enrollmentDir, { recursive: true });
    await fleets.set(exampleFleet, { kind: 'file', dir: deps.enrollmentDir });
  }
  await deps.desk.prepareExample();
  if ((await authorities.list()).some(({ name }) => name === defaultAuthority)) return;
  // It is made as soon as somebody unlocks the key store.
  if ((await deps.keystore.state()).isLocked) return;
  await authorities.create({
    name: defaultAuthority,
    subject: 'CN=Slipway virtual bench CA',
    keyType: 'ecdsa-p256',
    validity: '10y',
  });
}
