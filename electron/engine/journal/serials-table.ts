import * as z from 'zod';
import type { Database } from './db.ts';
import type { SerialRow } from './journal.ts';
import type { AppendedEvent, Projection } from './table.ts';
import { duplicate } from './units-table.ts';

export interface SerialsTable extends Projection {
  bySerial(serial: string): SerialRow | undefined;
  ofUnit(unitId: string): SerialRow | undefined;
  lastNumber(scheme: string): number | undefined;
}

const columns = 'serial, unit_id AS unitId, run_id AS runId, scheme, number, state';
const rowSchema = z.strictObject({
  serial: z.string(),
  unitId: z.string(),
  runId: z.string(),
  scheme: z.string(),
  number: z.number().nullable(),
  state: z.enum(['reserved', 'issued', 'confirmed', 'released']),
});

/** The scheme of a serial number that an identity carried without a reservation before it. */
const noScheme = 'unreserved';

export function createSerialsTable(db: Database): SerialsTable {
  const find = db.prepare(`SELECT ${columns} FROM serials WHERE serial = ?`);
  const ofUnit = db.prepare(
    `SELECT ${columns} FROM serials WHERE unit_id = ? AND state <> 'released' ORDER BY ord DESC LIMIT 1`,
  );
  const lastNumber = db.prepare('SELECT max(number) FROM serials WHERE scheme = ? AND number IS NOT NULL').pluck();
  const put = db.prepare(`INSERT INTO serials (ord, serial, unit_id, run_id, scheme, number, state)
    VALUES (?, ?, ?, ?, ?, ?, 'reserved') ON CONFLICT (serial) DO UPDATE SET ord = excluded.ord, run_id = excluded.run_id,
      state = CASE serials.state WHEN 'released' THEN 'reserved' ELSE serials.state END`);
  const setState = db.prepare('UPDATE serials SET state = ? WHERE serial = ? AND unit_id = ?');
  const bySerial = (serial: string) => rowSchema.optional().parse(find.get(serial));

  /** A released number stays with the unit that had it: another one never gets it by itself. */
  const assertFree = (serial: string, unitId: string) => {
    const row = bySerial(serial);
    if (row !== undefined && row.unitId !== unitId) {
      throw duplicate('identity/duplicate-serial', 'duplicate-serial', serial, { unitId: row.unitId, serial });
    }
  };

  const apply = ({ seq, body }: AppendedEvent): void => {
    switch (body.kind) {
      case 'serial.reserved':
        assertFree(body.serial, body.unitId);
        put.run(seq, body.serial, body.unitId, body.runId, body.scheme, body.number);
        return;
      case 'serial.released':
        setState.run('released', body.serial, body.unitId);
        return;
      case 'identity.issued':
        assertFree(body.serial, body.unitId);
        if (bySerial(body.serial) === undefined) put.run(seq, body.serial, body.unitId, body.runId, noScheme, null);
        setState.run('issued', body.serial, body.unitId);
        return;
      case 'identity.confirmed':
        setState.run('confirmed', body.serial, body.unitId);
        return;
      case 'identity.voided':
        // The key is void; the number stays the unit's.
        if (bySerial(body.serial)?.state !== 'released') setState.run('reserved', body.serial, body.unitId);
        return;
      default:
        return;
    }
  };

  return {
    tables: ['serials'],
    apply,
    bySerial,
    ofUnit: (unitId) => rowSchema.optional().parse(ofUnit.get(unitId)),
    lastNumber: (scheme) => z.number().nullable().parse(lastNumber.get(scheme)) ?? undefined,
  };
}
