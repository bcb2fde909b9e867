import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import type { OutboxEntry } from '../../contract/records.ts';
import type { Clock } from '../util/clock.ts';
import { type CarryContent, type CarrySigner, createCarryFile } from './carry-file.ts';
import { type FleetConnector, preauthorizeSchema, preauthorizeTopic } from './connector.ts';

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
      const text = createCarryFile(carryContent(deps.fleet, [entry], deps.clock.nowMs()), signer);
      const name = `${entry.entryId}.enroll.json`;
      await writeCarryFile(path.join(deps.dir, name), text);
      return { file: name, keyId: signer.keyId };
    },
  };
}

/** What a carry file says of these entries. Throws fleet/refused for an entry that is no preauthorization. */
export function carryContent(
  fleet: string,
  entries: readonly (Pick<OutboxEntry, 'entryId' | 'topic' | 'payload'> & { readonly idempotencyKey?: string })[],
  nowMs: number,
): CarryContent {
  return {
    version: 1,
    fleet,
    createdAt: new Date(nowMs).toISOString(),
    requests: entries.map(({ entryId, topic, payload, idempotencyKey }) => {
      const parsed = preauthorizeSchema.safeParse(payload);
      if (topic !== preauthorizeTopic || !parsed.success) {
        throw new SlipwayError('fleet/refused', `The entry ${entryId} holds no preauthorization, but "${topic}".`, {
          context: { fleet, entryId, topic },
        });
      }
      return { entryId, topic, idempotencyKey: idempotencyKey ?? entryId, payload: parsed.data };
    }),
  };
}

/**
 * Writes the file whole or not at all; a stick that is pulled leaves no half one. The folder must exist: making it
 * would fill the mount point of a stick that is not there. Rejects with fleet/offline.
 */
export async function writeCarryFile(filePath: string, text: string): Promise<void> {
  const temporary = `${filePath}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, filePath);
  } catch (thrown) {
    const cause = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown cause';
    throw new SlipwayError('fleet/offline', `The enrollment file ${filePath} cannot be written (${cause}).`, {
      context: { file: filePath, cause },
      cause: thrown,
      action: 'Plug the stick in, or correct the folder of the fleet; it is written later by itself.',
    });
  }
}
