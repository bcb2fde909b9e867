import * as z from 'zod';
import type { Database } from './db.ts';
import type { CarriedRow } from './journal.ts';
import type { AppendedEvent, Projection } from './table.ts';

export interface CarriedTable extends Projection {
  byEntry(stationKeyId: string, entryId: string): CarriedRow | undefined;
}

const rowSchema = z.strictObject({
  keyFingerprint: z.string(),
  receipt: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.json())),
  deliveredAtMs: z.number(),
});

export function createCarriedTable(db: Database): CarriedTable {
  const insert =
    db.prepare(`INSERT INTO carried (ord, station_key_id, entry_id, key_fingerprint, receipt, delivered_at_ms)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (station_key_id, entry_id) DO NOTHING`);
  const byEntry = db.prepare(`SELECT key_fingerprint AS keyFingerprint, receipt, delivered_at_ms AS deliveredAtMs
    FROM carried WHERE station_key_id = ? AND entry_id = ?`);
  return {
    tables: ['carried'],
    apply({ seq, atMs, body }: AppendedEvent) {
      if (body.kind !== 'carried.delivered') return;
      const { stationKeyId, entryId, keyFingerprint, receipt } = body;
      insert.run(seq, stationKeyId, entryId, keyFingerprint, JSON.stringify(receipt), atMs);
    },
    byEntry: (stationKeyId, entryId) => rowSchema.optional().parse(byEntry.get(stationKeyId, entryId)),
  };
}
