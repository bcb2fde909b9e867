// Owns: how news goes into a list that a person is reading: rows change in place, new ones never push others away.
// Imports contract only. Pure. Start reading at `updateRows`, `newRowsOf`.
import type { UnitRecord } from '../../../../electron/contract/records.ts';

export interface UnitPage {
  readonly rows: readonly UnitRecord[];
  readonly nextCursor: string | null;
}

/** What units became, in the places where they were. Pages without a change stay the same object. */
export function updateRows(pages: readonly UnitPage[], records: readonly UnitRecord[]): readonly UnitPage[] {
  const byId = new Map(records.map((record) => [record.unitId, record]));
  return pages.map((page) => {
    const isTouched = page.rows.some((row) => isNewer(byId.get(row.unitId), row));
    if (!isTouched) return page;
    return {
      ...page,
      rows: page.rows.map((row) => {
        const record = byId.get(row.unitId);
        return record !== undefined && isNewer(record, row) ? record : row;
      }),
    };
  });
}

/** Rows of the newest page that the list does not have yet, and whether there may be more between them and the list. */
export function newRowsOf(
  pages: readonly UnitPage[],
  newest: UnitPage,
): { readonly rows: readonly UnitRecord[]; readonly hasGap: boolean } {
  const known = new Set(pages.flatMap((page) => page.rows.map(({ unitId }) => unitId)));
  const rows = newest.rows.filter(({ unitId }) => !known.has(unitId));
  // Without a known row among them nobody can say how many are missing; unless those are all that there are.
  const hasGap = rows.length === newest.rows.length && newest.nextCursor !== null;
  return { rows, hasGap };
}

/** Newest first, so new rows go before all others. */
export function withNewRows(pages: readonly UnitPage[], rows: readonly UnitRecord[]): readonly UnitPage[] {
  const [first, ...rest] = pages;
  const known = new Set(first?.rows.map(({ unitId }) => unitId));
  const added = rows.filter(({ unitId }) => !known.has(unitId));
  if (first === undefined || added.length === 0) return pages;
  return [{ ...first, rows: [...added, ...first.rows] }, ...rest];
}

/** Answers can overtake each other; an older one must not undo a newer. */
const isNewer = (record: UnitRecord | undefined, row: UnitRecord): boolean =>
  record !== undefined && record.updatedAtMs >= row.updatedAtMs && !isSame(record, row);

const isSame = (a: UnitRecord, b: UnitRecord): boolean =>
  a.updatedAtMs === b.updatedAtMs && a.status === b.status && a.serial === b.serial && a.lastRunId === b.lastRunId;
