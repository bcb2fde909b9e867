import { describe, expect, test } from 'vitest';
import type { UnitRecord } from '../../../../electron/contract/records.ts';
import { newRowsOf, updateRows, withNewRows } from './merge.ts';

const unit = (n: number, change: Partial<UnitRecord> = {}): UnitRecord => ({
  unitId: `u-${n}`,
  hardwareId: `esp:${n}`,
  family: 'esp',
  chip: 'esp32c3',
  mac: null,
  status: 'in-progress',
  serial: `S${n}`,
  keyFingerprint: null,
  product: 'p',
  productVersion: '1.0.0',
  lastRunId: null,
  firstSeenAtMs: n,
  updatedAtMs: n,
  ...change,
});
const page = (numbers: number[], nextCursor: string | null = 'more') => ({
  rows: numbers.map((n) => unit(n)),
  nextCursor,
});
const ids = (pages: readonly { rows: readonly UnitRecord[] }[]) =>
  pages.map(({ rows }) => rows.map((row) => row.unitId));

describe('rows that changed', () => {
  test('change where they are; a page without a change stays the same object', () => {
    const pages = [page([6, 5, 4]), page([3, 2, 1])];
    const updated = updateRows(pages, [unit(2, { status: 'passed', updatedAtMs: 90 })]);
    expect(ids(updated)).toEqual(ids(pages));
    expect(updated[1]?.rows[1]?.status).toBe('passed');
    expect(updated[0]).toBe(pages[0]);
  });

  test('an answer that was overtaken by a newer one changes nothing', () => {
    const pages = [{ rows: [unit(1, { status: 'passed', updatedAtMs: 90 })], nextCursor: null }];
    expect(updateRows(pages, [unit(1, { status: 'in-progress', updatedAtMs: 50 })])).toEqual(pages);
  });
});

describe('new rows', () => {
  test('are those of the newest page that the list lacks', () => {
    const found = newRowsOf([page([3, 2, 1])], page([5, 4, 3]));
    expect(found).toEqual({ rows: [unit(5), unit(4)], hasGap: false });
  });

  test('leave a gap when the newest page does not reach the list', () => {
    expect(newRowsOf([page([3, 2, 1])], page([9, 8, 7])).hasGap).toBe(true);
    expect(newRowsOf([page([], null)], page([2, 1], null)).hasGap).toBe(false);
  });

  test('go before all others, once', () => {
    const once = withNewRows([page([2, 1]), page([0])], [unit(3)]);
    expect(ids(once)).toEqual([['u-3', 'u-2', 'u-1'], ['u-0']]);
    expect(withNewRows(once, [unit(3)])).toBe(once);
  });
});
