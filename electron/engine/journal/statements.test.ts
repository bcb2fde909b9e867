import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../util/clock.ts';
import { createActsTable } from './acts-table.ts';
import { createBundlesTable } from './bundles-table.ts';
import { createCarriedTable } from './carried-table.ts';
import { openDatabase } from './db.ts';
import { createEndedRuns } from './ended-runs.ts';
import { createEventsTable } from './events-table.ts';
import { createKeysTable } from './keys-table.ts';
import { createMeasurementsTable } from './measurements-table.ts';
import { createOrdersTable } from './orders-table.ts';
import { createOutboxTable } from './outbox-table.ts';
import { createRunsTable } from './runs-table.ts';
import { createSerialsTable } from './serials-table.ts';
import { preparedOnUse, type Statements } from './statements.ts';
import { openJournal } from './store.ts';
import { createUnitsTable } from './units-table.ts';

const tables: Readonly<Record<string, (statements: Statements) => unknown>> = {
  acts: createActsTable,
  bundles: createBundlesTable,
  carried: createCarriedTable,
  'ended runs': createEndedRuns,
  events: createEventsTable,
  keys: createKeysTable,
  measurements: createMeasurementsTable,
  orders: createOrdersTable,
  outbox: createOutboxTable,
  runs: createRunsTable,
  serials: createSerialsTable,
  units: createUnitsTable,
};

async function databaseOfJournal() {
  const dir = mkdtempSync(path.join(tmpdir(), 'slipway-statements-'));
  const file = path.join(dir, 'journal.db');
  (await openJournal({ path: file, clock: systemClock, version: '0.0.0' })).close();
  const db = await openDatabase(file, { busyTimeoutMs: 0 });
  onTestFinished(() => {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return db;
}

describe('statements of the journal', () => {
  // The station prepares them when it needs them; here all are, so that none is wrong unnoticed.
  it.each(Object.entries(tables))('fit the schema: %s', async (_name, createTable) => {
    const db = await databaseOfJournal();
    expect(() => createTable(db)).not.toThrow();
  });

  it('are prepared on their first use, and once', async () => {
    const db = await databaseOfJournal();
    const prepared: string[] = [];
    const statements = preparedOnUse({
      get inTransaction() {
        return db.inTransaction;
      },
      prepare(sql) {
        prepared.push(sql);
        return db.prepare(sql);
      },
    });
    const one = statements.prepare('SELECT ? AS a, 2 AS b');
    const first = statements.prepare('SELECT ? AS a, 2 AS b').pluck();
    expect(prepared).toEqual([]);
    expect([one.get(1), one.all(3), first.get(5), first.all(7)]).toEqual([{ a: 1, b: 2 }, [{ a: 3, b: 2 }], 5, [7]]);
    expect(prepared).toHaveLength(2);
  });
});
