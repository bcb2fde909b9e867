import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import type { OutboxEntry } from '../../contract/records.ts';
import { type CarrySigner, createCarryFile } from '../fleet/carry-file.ts';
import { carryContent, writeCarryFile } from '../fleet/file.ts';
import type { Journal } from '../journal/journal.ts';

/**
 * Writes what waits or is held into signed files, one per fleet; with a single fleet exactly at `filePath`,
 * else with the fleet's name before the extension. The entries stay in the outbox until the fleet has them.
 */
export async function exportOutbox(
  deps: { readonly journal: Journal; readonly nowMs: number; readonly signer: () => Promise<CarrySigner> },
  filePath: string,
): Promise<{ path: string; entries: number; keyId: string }> {
  const entries = [...allOf(deps.journal, 'waiting'), ...allOf(deps.journal, 'held')];
  if (entries.length === 0) {
    throw new SlipwayError('job/not-found', 'Nothing waits in the outbox, so there is nothing to carry.', {
      action: 'See `slipway outbox list`.',
    });
  }
  const fleets = Map.groupBy(entries, ({ fleet }) => fleet);
  const signer = await deps.signer();
  let first: string | undefined;
  for (const [fleet, ofFleet] of fleets) {
    const target = fleets.size === 1 ? filePath : withFleet(filePath, fleet);
    await writeCarryFile(target, createCarryFile(carryContent(fleet, ofFleet, deps.nowMs), signer));
    first ??= target;
  }
  return { path: first ?? filePath, entries: entries.length, keyId: signer.keyId };
}

function allOf(journal: Journal, state: OutboxEntry['state']): OutboxEntry[] {
  const all: OutboxEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = journal.outbox({ state, limit: 1000, cursor });
    all.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

function withFleet(filePath: string, fleet: string): string {
  const { dir, name, ext } = path.parse(filePath);
  return path.join(dir, `${name}.${fleet}${ext}`);
}
