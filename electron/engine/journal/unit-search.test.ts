import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { aRun, aUnit } from '../../../test/support/journal-bodies.ts';
import { useTempDir } from '../../../test/support/temp-dir.ts';
import type { UnitRecord } from '../../contract/records.ts';
import { openDatabase } from './db.ts';
import type { UnitFilter } from './journal.ts';
import { openJournal } from './store.ts';
import { createUnitSearch } from './unit-search.ts';

const products = ['clock', 'meter'] as const;
const chips = ['esp32c3', 'esp32s3'] as const;
const statuses = ['new', 'in-progress', 'passed', 'failed'] as const;

async function aJournal() {
  let nowMs = 1_000;
  const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs, sleep: async () => undefined };
  const file = path.join(useTempDir(), 'journal.db');
  const journal = await openJournal({ path: file, clock, version: 'test' });
  onTestFinished(() => journal.close());
  journal.transact(() => {
    for (let index = 0; index < 120; index++) {
      nowMs += 10;
      const unitId = `u-${index}`;
      const seen = aUnit(unitId, { mac: `02:00:00:00:00:${index.toString(16).padStart(2, '0')}` });
      const chip = chips[index % 3 === 0 ? 1 : 0];
      journal.append({ ...seen, hardware: { ...seen.hardware, chip } });
      if (index % 4 === 0) continue;
      const runId = `r-${index}`;
      const started = aRun(runId);
      journal.append({ ...started, recipe: { ...started.recipe, product: products[index % 5 === 0 ? 1 : 0] } });
      journal.append({ kind: 'run.unit', runId, unitId });
      const serial = `AC-${String(index).padStart(4, '0')}`;
      journal.append({ kind: 'serial.reserved', serial, unitId, runId, scheme: 'AC', number: index });
      if (index % 4 === 1) continue;
      const outcome = index % 7 === 0 ? 'FAIL' : 'PASS';
      nowMs += 5;
      journal.append({ kind: 'run.finished', runId, outcome, failedStep: null, error: null, durationMs: 5 });
    }
  });
  return { journal, file };
}

/** Of a serial number or a MAC, from three characters on and whatever separates groups of digits. */
function endsWith({ serial, mac }: UnitRecord, text: string): boolean {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[-:]/g, '');
  const end = plain(text);
  return end.length >= 3 && [serial, mac].some((name) => name !== null && plain(name).endsWith(end));
}

/** What a filter means, said without an index. */
function isWanted(unit: UnitRecord, { text, status, product, chip, sinceMs, untilMs }: UnitFilter): boolean {
  const prefix = (text ?? '').trim().toLowerCase();
  const names = [
    unit.serial,
    unit.mac,
    unit.mac?.replaceAll(':', ''),
    unit.unitId,
    unit.hardwareId,
    unit.keyFingerprint,
  ];
  return (
    (names.some((name) => name?.toLowerCase().startsWith(prefix) === true) || endsWith(unit, prefix)) &&
    (status === undefined || unit.status === status) &&
    (product === undefined || unit.product === product) &&
    (chip === undefined || unit.chip === chip) &&
    (sinceMs === undefined || unit.updatedAtMs >= sinceMs) &&
    (untilMs === undefined || unit.updatedAtMs < untilMs)
  );
}

// With a limit of so many candidates, few of them are gathered and many are walked: both ways must find the same.
test.each([10_000, 20, 0])(
  'whatever is asked, its pages are the units that fit (gathering up to %i)',
  async (limitOfGathering) => {
    const { journal, file } = await aJournal();
    const db = await openDatabase(file, { isReadOnly: true, busyTimeoutMs: 1_000 });
    onTestFinished(() => void db.close());
    const search = createUnitSearch(db, limitOfGathering);
    const everything = journal.searchUnits({ limit: 1_000 }).rows;
    expect(everything).toHaveLength(120);
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const time = fc.integer({ min: 900, max: 3_200 });
    const filters = fc.record({
      text: maybe(
        fc.constantFrom(
          '',
          'ac',
          'AC-00',
          'ac-0042',
          '02:00',
          '0200',
          'u-1',
          'esp:',
          'zz',
          '042',
          '0042',
          'c-00',
          '0:4',
          '00:4f',
          '04f',
          '-04',
          '42',
        ),
      ),
      status: maybe(fc.constantFrom(...statuses)),
      product: maybe(fc.constantFrom(...products, 'none')),
      chip: maybe(fc.constantFrom(...chips, 'none')),
      sinceMs: maybe(time),
      untilMs: maybe(time),
    });
    fc.assert(
      fc.property(filters, fc.integer({ min: 1, max: 40 }), (filter, limit) => {
        const expected = everything.filter((unit) => isWanted(unit, filter));
        const found: UnitRecord[] = [];
        let cursor: string | undefined;
        do {
          const page = search({ ...filter, limit, cursor });
          expect(page.rows.length).toBeLessThanOrEqual(limit);
          found.push(...page.rows);
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(found).toEqual(expected);
        expect(journal.countMatches(filter, 1_000)).toEqual({ count: expected.length, isExact: true });
      }),
      { numRuns: 150 },
    );
  },
);

test('the products are those that units have now', async () => {
  expect((await aJournal()).journal.unitProducts()).toEqual(['clock', 'meter']);
});
