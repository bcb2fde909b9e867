// biome-ignore-all lint/a11y/useSemanticElements: rows of a <table> cannot be placed, and one grid must span head and body
// biome-ignore-all lint/a11y/useFocusableInteractive: the row is what takes the focus, not its cells
// Owns: the one table: virtualised, walked by keyboard, paged by whoever has the rows. Imports siblings.
// A row is the unit of focus and selection. Keys are in keys.ts, what is drawn in use-rows-in-view.ts.
import { type CSSProperties, type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { StateIcon } from '../state/StateIcon.tsx';
import { uiTexts } from '../texts.ts';
import { type Column, leastWidthOf, templateOf } from './columns.ts';
import classes from './DataTable.module.css';
import { targetOf } from './keys.ts';
import { indexOf, TableRow } from './TableRow.tsx';
import { useFittingColumns, useHasMoreBeside } from './use-room.ts';
import { useRowsInView } from './use-rows-in-view.ts';

export interface DataTableProps<Row> {
  /** Its name for people who hear it: `Units`. */
  readonly label: string;
  /** What is shown, in this order, as far as there is room; a choice of columns is the owner's. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Scrolled to when it changes. */
  readonly selectedKey?: string | null | undefined;
  /** The row that the arrows or a click went to. */
  readonly onSelect: (row: Row) => void;
  /** Enter or a double click. */
  readonly onOpen?: (row: Row) => void;
  readonly isLoading?: boolean;
  readonly hasMore?: boolean;
  /** Called when the end of what is loaded comes near, and by End. */
  readonly onMore?: () => void;
  /** How many there are in all, where that is known. */
  readonly totalCount?: number;
  /** Shown instead of rows when there is none. */
  readonly empty: ReactNode;
}

/** How many rows before the end of what is loaded more is asked for. */
const nearRows = 24;

export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, rows, rowKey, onSelect, onOpen, isLoading = false, hasMore = false } = props;
  const selectedKey = props.selectedKey ?? null;
  const t = useTexts(uiTexts);
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const columns = useFittingColumns(scroller, props.columns);
  const hasMoreBeside = useHasMoreBeside(scroller, body);

  // The row that has, or would get, the focus: the selected one, else the last that was gone to, else the first.
  const [gone, setGone] = useState<{ readonly key: string | null; readonly turn: number }>({ key: null, turn: 0 });
  const wanted = selectedKey ?? gone.key;
  const found = useMemo(
    () => (wanted === null ? -1 : rows.findIndex((row) => rowKey(row) === wanted)),
    [rows, rowKey, wanted],
  );
  const active = Math.max(0, found);

  const view = useRowsInView({ scroller, head, count: rows.length, active });

  const show = useEffectEvent(() => {
    if (found !== -1) view.scrollTo(found);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new selection is the occasion
  useEffect(() => show(), [selectedKey]);

  const focusActive = useEffectEvent(() => {
    body.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (gone.turn > 0) focusActive();
  }, [gone]);

  const more = useEffectEvent(() => props.onMore?.());
  const lastDrawn = view.indexes.findLast((index) => index !== active) ?? active;
  const isNearEnd = hasMore && !isLoading && lastDrawn >= rows.length - nearRows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that does not fill the screen wants another one
  useEffect(() => {
    if (isNearEnd) more();
  }, [isNearEnd, rows.length]);

  const go = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setGone(({ turn }) => ({ key: rowKey(row), turn: turn + 1 }));
    view.scrollTo(index);
    onSelect(row);
  };
  const open = (index: number) => {
    const row = rows[index];
    if (row !== undefined) onOpen?.(row);
  };

  return (
    <div className={classes.frame} data-more-beside={hasMoreBeside || undefined}>
      <div
        ref={scroller}
        className={classes.table}
        role="grid"
        aria-label={label}
        aria-rowcount={hasMore ? (props.totalCount === undefined ? -1 : props.totalCount + 1) : rows.length + 1}
        aria-colcount={columns.length}
        aria-busy={isLoading}
        data-empty={rows.length === 0 || undefined}
        style={{ '--columns': templateOf(columns), '--least': leastWidthOf(columns) } as CSSProperties}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" aria-rowindex={1} className={classes.row} ref={head}>
            {columns.map((column) => (
              <div key={column.key} role="columnheader" className={classes.heading} data-align={column.align}>
                {column.header}
              </div>
            ))}
          </div>
        </div>
        <div
          ref={body}
          role="rowgroup"
          className={classes.body}
          // Rows follow each other below the padding, so that scrolling need not touch them. No transform: its single
          // precision loses hairlines a few million pixels down.
          style={{ height: view.bodyPx, paddingTop: view.fromPx }}
          onClick={(event) => go(indexOf(event))}
          onDoubleClick={(event) => open(indexOf(event))}
          onKeyDown={(event) => {
            // A button inside a cell keeps its own keys.
            if (!(event.target instanceof HTMLElement) || event.target.role !== 'row') return;
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            if (event.key === 'Enter') {
              event.preventDefault();
              open(active);
              return;
            }
            const to = targetOf(event.key, { active, last: rows.length - 1, page: view.page - 1 });
            if (to === undefined) return;
            event.preventDefault();
            if (event.key === 'End' && hasMore) props.onMore?.();
            go(to);
          }}
        >
          {view.indexes.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = rowKey(row);
            return (
              <TableRow
                key={key}
                row={row}
                columns={columns}
                index={index}
                strayPx={index === active ? view.strayPx : undefined}
                isActive={index === active}
                isSelected={key === selectedKey}
              />
            );
          })}
        </div>
      </div>
      {isLoading && (
        <div className={classes.loading} role="status" data-first={rows.length === 0 || undefined}>
          <StateIcon state="running" /> {t(rows.length === 0 ? 'loading' : 'loadingMore')}
        </div>
      )}
      {rows.length === 0 && !isLoading && <div className={classes.empty}>{props.empty}</div>}
    </div>
  );
}
