import * as z from 'zod';
import type { Database } from './db.ts';
import type { ActRow } from './journal.ts';
import type { AppendedEvent, Projection } from './table.ts';

export interface ActsTable extends Projection {
  open(unitId: string): ActRow[];
}

const rowSchema = z
  .strictObject({
    actId: z.string(),
    runId: z.string(),
    unitId: z.string(),
    act: z.string(),
    isIrreversible: z.number(),
    state: z.enum(['intended', 'confirmed', 'voided']),
    detail: z.string(),
  })
  .transform((row) => ({
    ...row,
    isIrreversible: row.isIrreversible === 1,
    detail: z.record(z.string(), z.json()).parse(JSON.parse(row.detail)),
  }));

export function createActsTable(db: Database): ActsTable {
  const open =
    db.prepare(`SELECT act_id AS actId, run_id AS runId, unit_id AS unitId, act, is_irreversible AS isIrreversible, state, detail
      FROM acts WHERE unit_id = ? AND state = 'intended' ORDER BY ord`);
  const insert = db.prepare(`INSERT INTO acts (ord, act_id, run_id, unit_id, act, is_irreversible, state, detail)
      VALUES (?, ?, ?, ?, ?, ?, 'intended', ?)`);
  const setState = db.prepare("UPDATE acts SET state = ? WHERE act_id = ? AND state = 'intended'");

  return {
    tables: ['acts'],
    apply({ seq, body }: AppendedEvent) {
      if (body.kind === 'act.intended') {
        const { actId, runId, unitId, act, isIrreversible, detail } = body;
        insert.run(seq, actId, runId, unitId, act, isIrreversible ? 1 : 0, JSON.stringify(detail));
      }
      if (body.kind === 'act.confirmed') setState.run('confirmed', body.actId);
      if (body.kind === 'act.voided') setState.run('voided', body.actId);
    },
    open: (unitId) => z.array(rowSchema).parse(open.all(unitId)),
  };
}
