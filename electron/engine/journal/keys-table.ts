import * as z from 'zod';
import type { Database } from './db.ts';
import type { KeyRow } from './journal.ts';
import type { AppendedEvent, Projection } from './table.ts';
import { duplicate } from './units-table.ts';

export interface KeysTable extends Projection {
  byFingerprint(keyFingerprint: string): KeyRow | undefined;
  ofUnit(unitId: string): KeyRow | undefined;
}

const columns = `key_fingerprint AS keyFingerprint, unit_id AS unitId, serial, key_type AS keyType,
  public_key_pem AS publicKeyPem, certificate_pem AS certificatePem, state`;
const rowSchema = z.strictObject({
  keyFingerprint: z.string(),
  unitId: z.string(),
  serial: z.string(),
  keyType: z.enum(['ed25519', 'ecdsa-p256']),
  publicKeyPem: z.string(),
  certificatePem: z.string().nullable(),
  state: z.enum(['issued', 'confirmed', 'voided']),
});

export function createKeysTable(db: Database): KeysTable {
  const find = db.prepare(`SELECT ${columns} FROM keys WHERE key_fingerprint = ?`);
  const ofUnit = db.prepare(
    `SELECT ${columns} FROM keys WHERE unit_id = ? AND state <> 'voided' ORDER BY ord DESC LIMIT 1`,
  );
  const insert =
    db.prepare(`INSERT INTO keys (ord, key_fingerprint, unit_id, serial, key_type, public_key_pem, certificate_pem, state)
      VALUES (?, ?, ?, ?, ?, ?, ?, 'issued')`);
  const setState = db.prepare('UPDATE keys SET state = ? WHERE key_fingerprint = ? AND unit_id = ?');
  const byFingerprint = (keyFingerprint: string) => rowSchema.optional().parse(find.get(keyFingerprint));

  const apply = ({ seq, body }: AppendedEvent): void => {
    switch (body.kind) {
      case 'identity.issued': {
        const { keyFingerprint, unitId, serial, keyType, publicKeyPem, certificatePem } = body;
        // A key is given out once, ever: not again to its own unit either.
        const known = byFingerprint(keyFingerprint);
        if (known !== undefined) throw duplicate('identity/duplicate-key', 'duplicate-key', keyFingerprint, known);
        insert.run(seq, keyFingerprint, unitId, serial, keyType, publicKeyPem, certificatePem);
        return;
      }
      case 'identity.confirmed':
        setState.run('confirmed', body.keyFingerprint, body.unitId);
        return;
      case 'identity.voided':
        setState.run('voided', body.keyFingerprint, body.unitId);
        return;
      default:
        return;
    }
  };

  return {
    tables: ['keys'],
    apply,
    byFingerprint,
    ofUnit: (unitId) => rowSchema.optional().parse(ofUnit.get(unitId)),
  };
}
