// Owns: what a column is, and how columns share the width. Imports nothing of ours.
import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** In CSS pixels at normal zoom; `grow` columns take a share of what is left beyond it. */
  readonly width: number;
  readonly grow?: number;
  readonly align?: 'start' | 'end';
  readonly isMono?: boolean;
  /** Where the table is too narrow for all, columns with a number are left out, the least number first. */
  readonly yields?: number;
}

/** Fixed by the columns alone, never by their content, so that nothing shifts while rows arrive. */
export const templateOf = (columns: readonly Pick<Column<never>, 'width' | 'grow'>[]): string =>
  columns
    .map(({ width, grow }) => {
      const rem = `${width / 16}rem`;
      return grow === undefined ? rem : `minmax(${rem}, ${grow}fr)`;
    })
    .join(' ');

/** What a row has at its sides, in CSS pixels at normal zoom. */
const sidesPx = 16;

/** The columns that have room, in their order: of those that yield, as few are left out as must be. */
export function fittingColumns<C extends Pick<Column<never>, 'width' | 'yields'>>(
  columns: readonly C[],
  roomPx: number,
): readonly C[] {
  const left = new Set(columns);
  const yielding = columns
    .filter(({ yields }) => yields !== undefined)
    .sort((a, b) => (a.yields ?? 0) - (b.yields ?? 0));
  for (const column of yielding) {
    const needed = [...left].reduce((sum, { width }) => sum + width, sidesPx);
    if (needed <= roomPx) break;
    left.delete(column);
  }
  return left.size === columns.length ? columns : columns.filter((column) => left.has(column));
}

/** Below it the table scrolls sideways. */
export const leastWidthOf = (columns: readonly Pick<Column<never>, 'width'>[]): string =>
  `${columns.reduce((sum, { width }) => sum + width, 0) / 16}rem`;
