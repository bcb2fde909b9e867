// The step that gives a unit its identity. The order is the point:
// 1. settle what an earlier, cut-off attempt may have done, by reading the unit, never by guessing;
// 2. journal the intent with the public half of the identity; 3. write; 4. read back; 5. journal the confirmation.

import type { HardwareIdentity } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { JournalBodyOf } from '../../contract/events.ts';
import type { ConfigField, Recipe } from '../../contract/recipe.ts';
import { reasonOf } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import type { ConfigCapability, ConfigEntry, ConfigValue, Partition } from '../drivers/driver.ts';
import { fillTemplate } from '../recipe/template.ts';
import { flashPlanOf, serialOf, unitIdOf, wordsOf } from './scratch.ts';
import type { Step, StepContext } from './step.ts';

/** The act whose end can be told by reading the unit's store. */
export const identityAct = 'identity.issue';

/** Names of the entries in the identity namespace, as the unit's firmware reads them. */
const identityKeys = { serial: 'serial', key: 'key', certificate: 'cert' } as const;

/** A private key that can be used for a moment and wiped. */
export interface HeldKey {
  use<T>(work: (pkcs8: Uint8Array) => T): T;
  wipe(): void;
}

export interface IssuedIdentity {
  readonly privateKey: HeldKey;
  readonly keyType: 'ed25519' | 'ecdsa-p256';
  readonly keyFingerprint: string;
  readonly publicKeyPem: string;
  readonly certificatePem: string | null;
}

/** Makes keys and certificates. identity/index.ts implements it. */
export interface IdentityIssuer {
  issue(request: {
    identity: NonNullable<Recipe['identity']>;
    words: Readonly<Record<string, string>>;
    hardware: HardwareIdentity;
    signal: AbortSignal;
  }): Promise<IssuedIdentity>;
  /** Fingerprint of the public half of a PKCS#8 private key, as `keyFingerprint` above. */
  fingerprintOf(pkcs8: Uint8Array): string;
}

/** Writes identity and configuration into the unit's store and reads them back. */
export function createPersonaliseStep(deps: {
  readonly issuer: IdentityIssuer;
  readonly newActId: () => string;
}): Step {
  return {
    kind: 'personalise',
    isIrreversible: true,
    async run(ctx) {
      const { recipe } = ctx.job;
      const store = recipe.store;
      const config = ctx.session.config;
      if (store === undefined || config === undefined) {
        throw new SlipwayError(
          'station/internal',
          'The unit is to be personalised, but the recipe or the driver has no store.',
        );
      }
      const partition = storePartition(ctx, store.partition);
      const configEntries = configEntriesOf(ctx, store.configNamespace);
      const held = await settleEarlierIdentity(ctx, config, partition, deps.issuer);

      if (recipe.identity?.key === undefined) {
        const serialEntries: ConfigEntry[] =
          recipe.identity === undefined
            ? []
            : [stringEntry(store.identityNamespace, identityKeys.serial, serialOf(ctx))];
        await writeAndReadBack(ctx, config, partition, [...serialEntries, ...configEntries]);
        return { identity: null, configKeys: configEntries.map(({ key }) => key) };
      }

      if (held !== undefined) {
        ctx.scratch.keyFingerprint = held.keyFingerprint;
        await writeAndReadBack(ctx, config, partition, [...held.entries, ...configEntries]);
        return {
          identity: 'kept',
          keyFingerprint: held.keyFingerprint,
          configKeys: configEntries.map(({ key }) => key),
        };
      }

      const unitId = unitIdOf(ctx);
      const serial = serialOf(ctx);
      const issued = await deps.issuer.issue({
        identity: recipe.identity,
        words: wordsOf(ctx),
        hardware: ctx.session.identity,
        signal: ctx.signal,
      });
      ctx.scratch.disposers.push(() => issued.privateKey.wipe());
      const { keyFingerprint } = issued;
      const actId = deps.newActId();
      ctx.journal.append(
        {
          kind: 'identity.issued',
          unitId,
          runId: ctx.runId,
          serial,
          keyType: issued.keyType,
          keyFingerprint,
          publicKeyPem: issued.publicKeyPem,
          certificatePem: issued.certificatePem,
        },
        {
          kind: 'act.intended',
          runId: ctx.runId,
          unitId,
          actId,
          act: identityAct,
          isIrreversible: true,
          detail: { serial, keyFingerprint },
        },
      );
      const identityEntries = issued.privateKey.use((pkcs8): ConfigEntry[] => [
        stringEntry(store.identityNamespace, identityKeys.serial, serial),
        { namespace: store.identityNamespace, key: identityKeys.key, value: { type: 'blob', value: pkcs8.slice() } },
        ...(issued.certificatePem === null
          ? []
          : [stringEntry(store.identityNamespace, identityKeys.certificate, issued.certificatePem)]),
      ]);
      ctx.scratch.disposers.push(() => wipeBlobs(identityEntries));
      try {
        await writeAndReadBack(ctx, config, partition, [...identityEntries, ...configEntries]);
      } finally {
        issued.privateKey.wipe();
        wipeBlobs(identityEntries);
      }
      ctx.scratch.keyFingerprint = keyFingerprint;
      ctx.journal.append(...confirmation(ctx, unitId, actId, serial, keyFingerprint));
      return {
        identity: 'issued',
        keyFingerprint,
        hasCertificate: issued.certificatePem !== null,
        configKeys: configEntries.map(({ key }) => key),
      };
    },
  };
}

function storePartition(ctx: StepContext, label: string): Partition {
  const partition = flashPlanOf(ctx).partitions.find((candidate) => candidate.label === label);
  if (partition === undefined) {
    throw new SlipwayError('image/partition-table-invalid', say('partition-for-store-missing', { partition: label }));
  }
  return partition;
}

interface HeldIdentity {
  readonly keyFingerprint: string;
  readonly entries: readonly ConfigEntry[];
}

/** Reads what the unit holds and brings the journal into line with it; returns the identity that may be kept. */
async function settleEarlierIdentity(
  ctx: StepContext,
  config: ConfigCapability,
  partition: Partition,
  issuer: IdentityIssuer,
): Promise<HeldIdentity | undefined> {
  const unitId = unitIdOf(ctx);
  const namespace = ctx.job.recipe.store?.identityNamespace;
  const key = ctx.journal.keyOfUnit(unitId);
  const acts = ctx.journal.openActs(unitId).filter(({ act }) => act === identityAct);
  if (key === undefined && acts.length === 0) return undefined;

  const held = await readHeldIdentity(ctx, config, partition, issuer);
  const isHeld =
    held !== undefined && key !== undefined && held.keyFingerprint === key.keyFingerprint && held.serial === key.serial;
  for (const act of acts) {
    if (isHeld && act.detail['keyFingerprint'] === key.keyFingerprint) {
      ctx.journal.append(...confirmation(ctx, unitId, act.actId, key.serial, key.keyFingerprint));
    } else {
      ctx.journal.append({
        kind: 'act.voided',
        runId: ctx.runId,
        unitId,
        actId: act.actId,
        ...reasonOf(say('voided-identity-not-held')),
      });
    }
  }
  if (isHeld) {
    return {
      keyFingerprint: key.keyFingerprint,
      entries: held.entries.filter((entry) => entry.namespace === namespace),
    };
  }
  if (key !== undefined) {
    ctx.journal.append({
      kind: 'identity.voided',
      unitId,
      runId: ctx.runId,
      serial: key.serial,
      keyFingerprint: key.keyFingerprint,
      ...reasonOf(say('voided-key-not-held')),
    });
  }
  return undefined;
}

async function readHeldIdentity(
  ctx: StepContext,
  config: ConfigCapability,
  partition: Partition,
  issuer: IdentityIssuer,
): Promise<{ serial: string; keyFingerprint: string; entries: readonly ConfigEntry[] } | undefined> {
  const namespace = ctx.job.recipe.store?.identityNamespace;
  let entries: readonly ConfigEntry[];
  try {
    entries = await config.read(partition, { signal: ctx.signal, onProgress: ctx.onProgress });
  } catch (thrown) {
    // A store that was cut off in the middle of a write is no identity; anything else is a real failure.
    if (thrown instanceof SlipwayError && thrown.code === 'image/nvs-invalid') return undefined;
    throw thrown;
  }
  const find = (name: string) => entries.find((entry) => entry.namespace === namespace && entry.key === name)?.value;
  const serial = find(identityKeys.serial);
  const key = find(identityKeys.key);
  if (serial?.type !== 'string' || key?.type !== 'blob') return undefined;
  try {
    return { serial: serial.value, keyFingerprint: issuer.fingerprintOf(key.value), entries };
  } catch {
    return undefined;
  }
}

function confirmation(
  ctx: StepContext,
  unitId: string,
  actId: string,
  serial: string,
  keyFingerprint: string,
): [JournalBodyOf<'act.confirmed'>, JournalBodyOf<'identity.confirmed'>] {
  return [
    { kind: 'act.confirmed', runId: ctx.runId, unitId, actId, evidence: { readBack: true } },
    { kind: 'identity.confirmed', unitId, runId: ctx.runId, serial, keyFingerprint },
  ];
}

async function writeAndReadBack(
  ctx: StepContext,
  config: ConfigCapability,
  partition: Partition,
  entries: readonly ConfigEntry[],
): Promise<void> {
  const operation = { signal: ctx.signal, onProgress: ctx.onProgress };
  await config.write(partition, entries, operation);
  const found = await config.read(partition, operation);
  const differing = entries.find((entry) => !found.some((other) => isSameEntry(entry, other)));
  if (differing !== undefined || found.length !== entries.length) {
    const which = differing === undefined ? 'an entry that was not written' : `${differing.namespace}/${differing.key}`;
    throw new SlipwayError(
      'device/verify-mismatch',
      differing === undefined ? say('store-has-more') : say('store-reads-back-differently', { entry: which }),
      {
        context: { partition: partition.label, entry: which },
      },
    );
  }
}

function isSameEntry(a: ConfigEntry, b: ConfigEntry): boolean {
  if (a.namespace !== b.namespace || a.key !== b.key || a.value.type !== b.value.type) return false;
  if (a.value.type === 'blob' && b.value.type === 'blob') return Buffer.compare(a.value.value, b.value.value) === 0;
  return a.value.value === b.value.value;
}

const stringEntry = (namespace: string, key: string, value: string): ConfigEntry => ({
  namespace,
  key,
  value: { type: 'string', value },
});

function wipeBlobs(entries: readonly ConfigEntry[]): void {
  for (const { value } of entries) if (value.type === 'blob') value.value.fill(0);
}

function configEntriesOf(ctx: StepContext, namespace: string): ConfigEntry[] {
  const words = wordsOf(ctx);
  return Object.entries(ctx.job.recipe.config ?? {}).map(([key, field]) => {
    const value = ctx.job.config[key];
    if (value === undefined) throw new SlipwayError('recipe/config-invalid', say('config-no-value', { key }));
    return { namespace, key, value: configValue(field, value, words) };
  });
}

function configValue(field: ConfigField, value: string | number | boolean, words: Record<string, string>): ConfigValue {
  switch (field.type) {
    case 'string':
      return { type: 'string', value: fillTemplate(String(value), words) };
    case 'hex':
      return { type: 'blob', value: new Uint8Array(Buffer.from(String(value), 'hex')) };
    case 'bool':
      return { type: 'u8', value: value === true ? 1n : 0n };
    default:
      return { type: field.type, value: BigInt(Number(value)) };
  }
}
