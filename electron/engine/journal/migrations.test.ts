import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { aKey, aRun, aUnit } from '../../../test/support/journal-bodies.ts';
import { useTempDir } from '../../../test/support/temp-dir.ts';
import { systemClock } from '../util/clock.ts';
import { openDatabase } from './db.ts';
import { migrations } from './migrations/index.ts';
import { type JournalStore, openJournal } from './store.ts';

const open = (file: string, readOnly = false): Promise<JournalStore> =>
  openJournal({ path: file, clock: systemClock, version: 'test', readOnly });

const endTerms = [
  ['search_terms', 'term'],
  ['search_blocks', 'head'],
] as const;

const error = { code: 'boot/silent' as const, message: 'm', action: 'a', context: {} };

/** A little of everything that later migrations must fill their new columns and tables from. */
function live(journal: JournalStore): void {
  for (const [index, outcome] of (['PASS', 'FAIL', 'ERROR'] as const).entries()) {
    const runId = `r${index}`;
    const unitId = `u${index}`;
    journal.append(aRun(runId), aUnit(unitId, { mac: `02:00:00:00:00:0${index}` }), {
      kind: 'run.unit',
      runId,
      unitId,
    });
    journal.append({ kind: 'serial.reserved', serial: `AC-${index}`, unitId, runId, scheme: 'AC', number: index });
    journal.append({ ...aKey(unitId, `AC-${index}`, `key ${index}`), runId });
    journal.append({
      kind: 'outbox.queued',
      entryId: `o${index}`,
      fleet: 'demo',
      topic: 'enroll',
      unitId,
      runId,
      idempotencyKey: `k${index}`,
      payload: {},
    });
    const isBad = outcome !== 'PASS';
    journal.append({
      kind: 'run.finished',
      runId,
      outcome,
      failedStep: isBad ? 'boot' : null,
      error: isBad ? error : null,
      durationMs: 1234.5,
    });
  }
  journal.append(aRun('r-cut'), aUnit('u-new'));
}

describe('a journal that an earlier version wrote', () => {
  test.each([2, 3, 4, 5, 6])('of schema %i becomes what a journal of today would be', async (schema) => {
    const dir = useTempDir();
    const [today, earlier] = [path.join(dir, 'today.db'), path.join(dir, 'earlier.db')];
    const journal = await open(today);
    live(journal);
    journal.close();

    // The same rows in the tables and columns of that time.
    const old = await openDatabase(earlier, { isReadOnly: false, busyTimeoutMs: 1_000 });
    for (const { number, sql } of migrations) if (number <= schema) old.exec(sql);
    old.exec(`ATTACH '${today}' AS today`);
    const tables = old.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'").pluck().all();
    for (const table of tables.map(String)) {
      const columns = old.prepare(`SELECT name FROM pragma_table_info('${table}', 'main')`).pluck().all().join(', ');
      old.exec(`DELETE FROM main.${table} WHERE '${table}' <> 'events'`);
      old.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM today.${table}`);
    }
    // Until 7 there were no terms for ends.
    if (schema < 7) for (const [table, key] of endTerms) old.exec(`DELETE FROM ${table} WHERE ${key} < char(2)`);
    old.exec('DETACH today');
    old.pragma(`user_version = ${schema}`);
    old.close();

    const expected = await open(today, true);
    const migrated = await open(earlier);
    expect(migrated.dumpProjections()).toEqual(expected.dumpProjections());
    // Found by the end of the serial number and of the MAC that were there before.
    for (const text of ['AC1', '00:01']) {
      expect(migrated.searchUnits({ text, limit: 5 }).rows.map(({ unitId }) => unitId)).toEqual(['u1']);
    }
    expect(migrated.lastSeq()).toBe(expected.lastSeq() + 1);
    migrated.close();
    expected.close();
  });
});
