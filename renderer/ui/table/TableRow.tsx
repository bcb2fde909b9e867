// biome-ignore-all lint/a11y/useSemanticElements: see DataTable.tsx
// biome-ignore-all lint/a11y/useFocusableInteractive: see DataTable.tsx
// Owns: one row of the table. Imports siblings. Its events are heard by the body it stands in.
import { memo, type ReactNode, type SyntheticEvent } from 'react';
import type { Column } from './columns.ts';
import classes from './DataTable.module.css';

export interface TableRowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly index: number;
  /** From the top of the body, for a row that is not one below the other with the rest. */
  readonly strayPx: number | undefined;
  readonly isActive: boolean;
  readonly isSelected: boolean;
}

/** Counted from 1, the head included: ARIA's way. */
const firstRowIndex = 2;

function PlainTableRow<Row>({ row, columns, index, strayPx, isActive, isSelected }: TableRowProps<Row>): ReactNode {
  return (
    <div
      role="row"
      aria-rowindex={index + firstRowIndex}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      className={classes.row}
      data-body
      data-stray={strayPx === undefined ? undefined : true}
      style={{ top: strayPx }}
    >
      {columns.map((column) => (
        <div
          key={column.key}
          role="gridcell"
          className={classes.cell}
          data-align={column.align}
          data-mono={column.isMono || undefined}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

// Scrolling renders the table many times a second; a row that is still there need not be rendered again.
export const TableRow = memo(PlainTableRow) as typeof PlainTableRow;

/** Of the row that an event came from; -1 where it came from none, or from a button or link in a cell: that is its own. */
export function indexOf({ target }: SyntheticEvent): number {
  if (!(target instanceof Element) || target.closest('button, a, input, select')) return -1;
  return Number(target.closest('[role="row"]')?.getAttribute('aria-rowindex') ?? 1) - firstRowIndex;
}
