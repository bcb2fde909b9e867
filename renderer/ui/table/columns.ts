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
}

/** Fixed by the columns alone, never by their content, so that nothing shifts while rows arrive. */
export const templateOf = (columns: readonly Pick<Column<never>, 'width' | 'grow'>[]): string =>
  columns
    .map(({ width, grow }) => {
      const rem = `${width / 16}rem`;
      return grow === undefined ? rem : `minmax(${rem}, ${grow}fr)`;
    })
    .join(' ');

/** Below it the table scrolls sideways. */
export const leastWidthOf = (columns: readonly Pick<Column<never>, 'width'>[]): string =>
  `${columns.reduce((sum, { width }) => sum + width, 0) / 16}rem`;
