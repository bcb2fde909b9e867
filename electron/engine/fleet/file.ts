import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import type { OutboxEntry } from '../../contract/records.ts';
import type { JournalReader } from '../journal/journal.ts';
import type { Clock } from '../util/clock.ts';
import { fileErrorCode } from '../util/durable-file.ts';
import { readRegularFile } from '../util/regular-file.ts';
import { type CarryContent, type CarrySigner, createCarryFile, isCarryFile, sizeLimitChars } from './carry-file.ts';
import { type FleetConnector, preauthorizeSchema, preauthorizeTopic } from './connector.ts';
import { openEntries } from './entries.ts';

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
        throw new SlipwayError('fleet/refused', `The entry ${entryId} holds no preauthorization, but "${topic}".`, {
          context: { fleet, entryId, topic },
        });
      }
      return { entryId, fleet, topic, idempotencyKey: idempotencyKey ?? entryId, payload: parsed.data };
    }),
  };
}

/** All that waits or is held, as the text of one signed file. Rejects with secret/*. */
export async function carryOutbox(deps: {
  readonly journal: JournalReader;
  readonly signer: () => Promise<CarrySigner>;
  readonly clock: Clock;
}): Promise<{ fileName: string; text: string; entries: number; keyId: string }> {
  const entries = [...openEntries(deps.journal)].toReversed().toSorted((a, b) => a.queuedAtMs - b.queuedAtMs);
  const nowMs = deps.clock.nowMs();
  const signer = await deps.signer();
  try {
    const text = createCarryFile(carryContent(entries, nowMs), signer);
    const moment = new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '');
    return { fileName: `enrollments-${moment}.enroll.json`, text, entries: entries.length, keyId: signer.keyId };
  } finally {
    signer.wipe?.();
  }
}

/**
 * Writes all that waits or is held into one signed file. The entries stay in the outbox: whichever way is first
 * delivers them, and the other finds them delivered. Rejects with fleet/offline, secret/*, and with wire/invalid-input
 * where another file has that name: it may be the journal.
 */
export async function exportOutbox(
  deps: {
    readonly journal: JournalReader;
    readonly signer: () => Promise<CarrySigner>;
    readonly clock: Clock;
  },
  filePath: string,
): Promise<{ path: string; entries: number; keyId: string }> {
  await assertReplaceable(filePath);
  const { text, entries, keyId } = await carryOutbox(deps);
  await writeCarryFile(filePath, text);
  return { path: filePath, entries, keyId };
}

async function assertReplaceable(filePath: string): Promise<void> {
  const text = await readRegularFile(filePath, sizeLimitChars).then(
    (bytes) => bytes.toString('utf8'),
    (thrown: unknown) => (isNotThere(thrown) ? undefined : ''),
  );
  if (text === undefined || isCarryFile(text)) return;
  throw new SlipwayError('wire/invalid-input', `${filePath} is there already, and is no enrollment file.`, {
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
    throw new SlipwayError('fleet/offline', `The enrollment file ${filePath} cannot be written (${cause}).`, {
      context: { file: filePath, cause },
      cause: thrown,
      action: 'Plug the stick in, or correct the folder of the fleet; it is written later by itself.',
    });
  }
}
