import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import type { OutboxEntry } from '../../contract/records.ts';
import { say } from '../../contract/sentences.ts';
import type { JournalReader } from '../journal/journal.ts';
import type { Clock } from '../util/clock.ts';
import { fileErrorCode } from '../util/durable-file.ts';
import { readRegularFile } from '../util/regular-file.ts';
import { type CarryContent, carriedEntryLimit, createCarryFile, isCarryFile } from './carry-file.ts';
import { type FleetConnector, preauthorizeSchema, preauthorizeTopic } from './connector.ts';
import { openEntries } from './entries.ts';
import { type CarrySigner, carriedSizeLimitBytes } from './envelope.ts';

/** A fleet that is told by files in a folder: a network share, a stick, or what another program watches. */
export function createFileConnector(deps: {
  readonly fleet: string;
  readonly dir: string;
  readonly signer: () => Promise<CarrySigner>;
  readonly clock: Clock;
}): FleetConnector {
  return {
    id: deps.fleet,
    minIntervalMs: 0,
    async deliver(entry) {
      const signer = await deps.signer();
      try {
        const text = createCarryFile(carryContent([{ ...entry, fleet: deps.fleet }], deps.clock.nowMs()), signer);
        const name = `${entry.entryId}.enroll.json`;
        await writeCarryFile(path.join(deps.dir, name), text);
        return { file: name, keyId: signer.keyId };
      } finally {
        signer.wipe?.();
      }
    },
    async check() {
      // A file tells more than the rights of the folder do: a stick may be write-protected, or full.
      const probe = path.join(deps.dir, `.slipway-test-${randomUUID()}`);
      await writeCarryFile(probe, 'Slipway tests whether it can write here.\n');
      await rm(probe, { force: true });
    },
  };
}

/** What a carry file says of these entries. Throws fleet/refused for an entry that is no preauthorization. */
export function carryContent(
  entries: readonly (Pick<OutboxEntry, 'entryId' | 'fleet' | 'topic' | 'payload'> & {
    readonly idempotencyKey?: string;
  })[],
  nowMs: number,
): CarryContent {
  return {
    version: 1,
    createdAt: new Date(nowMs).toISOString(),
    requests: entries.map(({ entryId, fleet, topic, payload, idempotencyKey }) => {
      const parsed = preauthorizeSchema.safeParse(payload);
      if (topic !== preauthorizeTopic || !parsed.success) {
        throw new SlipwayError('fleet/refused', say('fleet-entry-other-topic', { entryId, topic }), {
          context: { fleet },
        });
      }
      return { entryId, fleet, topic, idempotencyKey: idempotencyKey ?? entryId, payload: parsed.data };
    }),
  };
}

/** A file that was signed, and what it holds. */
export interface CarriedText {
  readonly fileName: string;
  readonly text: string;
  readonly entries: number;
  /** Entries that found no room in it. */
  readonly left: number;
  readonly keyId: string;
}

interface CarryDeps {
  readonly journal: JournalReader;
  readonly signer: () => Promise<CarrySigner>;
  readonly clock: Clock;
}

/** All that waits or is held, oldest first, as the text of one signed file. Rejects with secret/*. */
export async function carryOutbox(deps: CarryDeps): Promise<CarriedText> {
  const open = [...openEntries(deps.journal)].toReversed().toSorted((a, b) => a.queuedAtMs - b.queuedAtMs);
  const entries = open.slice(0, carriedEntryLimit);
  const nowMs = deps.clock.nowMs();
  const signer = await deps.signer();
  try {
    const text = createCarryFile(carryContent(entries, nowMs), signer);
    return {
      fileName: `enrollments-${momentOf(nowMs)}.enroll.json`,
      text,
      entries: entries.length,
      left: open.length - entries.length,
      keyId: signer.keyId,
    };
  } finally {
    signer.wipe?.();
  }
}

/** As a part of a file's name: sorted by name, files are sorted by time. */
export const momentOf = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '');

/**
 * Writes all that waits or is held into one signed file. The entries stay in the outbox until they are delivered over the
 * network or a receipt comes back; whichever way is first delivers them. Rejects with fleet/offline, secret/*, and with
 * wire/invalid-input where another file has that name: it may be the journal.
 */
export async function exportOutbox(
  deps: CarryDeps,
  filePath: string,
): Promise<Omit<CarriedText, 'fileName' | 'text'> & { path: string }> {
  await assertReplaceable(filePath, isCarryFile, 'enrollment file');
  const { text, entries, left, keyId } = await carryOutbox(deps);
  await writeCarryFile(filePath, text);
  return { path: filePath, entries, left, keyId };
}

/** Rejects with wire/invalid-input where a file is there that is not of the kind that is to be written. */
export async function assertReplaceable(
  filePath: string,
  isOurs: (text: string) => boolean,
  name: string,
): Promise<void> {
  const text = await readRegularFile(filePath, carriedSizeLimitBytes).then(
    (bytes) => bytes.toString('utf8'),
    (thrown: unknown) => (isNotThere(thrown) ? undefined : ''),
  );
  if (text === undefined || isOurs(text)) return;
  throw new SlipwayError('wire/invalid-input', `${filePath} is there already, and is no ${name}.`, {
    context: { file: filePath },
    action: 'Choose another name.',
  });
}

/** What else is wrong with its folder is found out when it is written. */
const isNotThere = (thrown: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(fileErrorCode(thrown) ?? '');

/**
 * Writes the file whole or not at all; a stick that is pulled leaves no half one. The folder must exist: making it
 * would fill the mount point of a stick that is not there. Rejects with fleet/offline.
 */
export async function writeCarryFile(filePath: string, text: string): Promise<void> {
  // A name that nobody can guess, in a file that was not there: the folder may be one that others write to.
  const temporary = `${filePath}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, filePath);
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const cause = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown cause';
    throw new SlipwayError('fleet/offline', say('carry-not-written', { file: filePath, cause }), {
      cause: thrown,
      action: say('do-plug-stick'),
    });
  }
}
