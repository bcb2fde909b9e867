// Owns: units as the text of a file, a page at a time. Imports contract and siblings; no browser, no client.
import type { UnitRecord } from '../../../../electron/contract/records.ts';
import type { UnitField } from '../fields.ts';
import { byteOrderMark, csvLine } from './csv.ts';

export type ExportFormat = 'csv' | 'json';

export interface ExportPlan {
  readonly format: ExportFormat;
  /** The columns of a CSV file, in this order; JSON always has all. */
  readonly fields: readonly UnitField[];
  readonly hasByteOrderMark: boolean;
}

/** Writes all pages and returns how many units they held. What `write` or the pages throw ends it. */
export async function writeUnits(
  pages: AsyncIterable<readonly UnitRecord[]>,
  plan: ExportPlan,
  write: (text: string) => Promise<void>,
  onCount: (count: number) => void,
): Promise<number> {
  const { head, line, tail } = plan.format === 'csv' ? csvForm(plan) : jsonForm();
  await write(head);
  let count = 0;
  for await (const page of pages) {
    await write(page.map((unit, index) => line(unit, count + index)).join(''));
    count += page.length;
    onCount(count);
  }
  await write(tail);
  return count;
}

interface Form {
  readonly head: string;
  readonly line: (unit: UnitRecord, index: number) => string;
  readonly tail: string;
}

function csvForm({ fields, hasByteOrderMark }: ExportPlan): Form {
  return {
    head: `${hasByteOrderMark ? byteOrderMark : ''}${csvLine(fields.map(headOf))}`,
    line: (unit) => csvLine(fields.map((field) => cellOf(unit, field))),
    tail: '',
  };
}

const jsonForm = (): Form => ({
  head: '[',
  line: (unit, index) => `${index === 0 ? '\n' : ',\n'}${JSON.stringify(unit)}`,
  tail: '\n]\n',
});

/** Times are written for spreadsheets, so their column no longer promises milliseconds. */
const headOf = (field: UnitField): string => field.replace(/Ms$/, '');

function cellOf(unit: UnitRecord, field: UnitField): string | number | null {
  if (field === 'firstSeenAtMs' || field === 'updatedAtMs') return new Date(unit[field]).toISOString();
  return unit[field];
}
