import * as z from 'zod';
import type { Database } from './db.ts';
import type { AppendedEvent, Projection } from './table.ts';

export interface BundlesTable extends Projection {
  latest(product: string): { version: string; manifestHash: string } | undefined;
  /** Ids of the keys that signed a bundle, as it was accepted last; empty for one that never was. */
  signersOf(product: string, manifestHash: string): string[];
}

const rowSchema = z.strictObject({ version: z.string(), manifestHash: z.string() });
const noSigners = '[]';

/** The bundle that the station accepted last, per product: what roll-back is judged by. */
export function createBundlesTable(db: Database): BundlesTable {
  const insert = db.prepare('INSERT INTO bundles (ord, product, version, manifest_hash) VALUES (?, ?, ?, ?)');
  const latest = db.prepare(
    'SELECT version, manifest_hash AS manifestHash FROM bundles WHERE product = ? ORDER BY ord DESC LIMIT 1',
  );
  const signers = db
    .prepare(
      `SELECT events.body ->> '$.signers' FROM bundles JOIN events ON events.seq = bundles.ord
      WHERE bundles.product = ? AND bundles.manifest_hash = ? ORDER BY bundles.ord DESC LIMIT 1`,
    )
    .pluck();
  return {
    tables: ['bundles'],
    apply({ seq, body }: AppendedEvent) {
      if (body.kind === 'bundle.accepted') insert.run(seq, body.product, body.version, body.manifestHash);
    },
    latest: (product) => rowSchema.optional().parse(latest.get(product)),
    signersOf(product, manifestHash) {
      const json = z.string().optional().parse(signers.get(product, manifestHash)) ?? noSigners;
      return z.array(z.string()).parse(JSON.parse(json));
    },
  };
}
