// biome-ignore-all lint/a11y/useSemanticElements: rows of a <table> cannot be placed, and one grid must span head and body
// Owns: the one table: virtualised, walked by keyboard, paged by whoever has the rows. Imports siblings.
// A row is the unit of focus and selection; use-table-keys.ts has the keys.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { StateIcon } from '../state/StateIcon.tsx';
import { uiTexts } from '../texts.ts';
import { type Column, templateOf } from './columns.ts';
import classes from './DataTable.module.css';
import { observeHeight, rangeWith } from './virtual.ts';

export interface DataTableProps<Row> {
  /** Its name for people who hear it: `Units`. */
  readonly label: string;
  /** What is shown, in this order; a choice of columns is the owner's. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
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

const rowHeightOf = (element: Element | null) => {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const value = element ? getComputedStyle(element).getPropertyValue('--sw-row') : '';
  return (Number.parseFloat(value) || 2.5) * rem;
};
const overscan = 12;

export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, columns, rows, rowKey, onSelect, onOpen, isLoading = false, hasMore = false, empty } = props;
  const t = useTexts(uiTexts);
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const wanted = activeKey ?? props.selectedKey ?? null;
  const found = wanted === null ? -1 : rows.findIndex((row) => rowKey(row) === wanted);
  const active = found === -1 ? 0 : found;

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightOf(scroller.current),
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
    overscan,
    observeElementRect: observeHeight,
    rangeExtractor: rangeWith(active),
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? -1;

  const more = useEffectEvent(() => props.onMore?.());
  const isNearEnd = hasMore && !isLoading && lastShown >= rows.length - overscan;
  useEffect(() => {
    if (isNearEnd) more();
  }, [isNearEnd]);

  const go = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setActiveKey(rowKey(row));
    virtual.scrollToIndex(index);
    onSelect(row);
    requestAnimationFrame(() => {
      body.current?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`)?.focus({ preventScroll: true });
    });
  };
  const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeightOf(scroller.current)) - 1);
  const target: Partial<Record<string, number>> = {
    ArrowDown: Math.min(rows.length - 1, active + 1),
    ArrowUp: Math.max(0, active - 1),
    PageDown: Math.min(rows.length - 1, active + pageRows),
    PageUp: Math.max(0, active - pageRows),
    Home: 0,
    End: rows.length - 1,
    ' ': active,
  };

  return (
    <div
      ref={scroller}
      className={classes.table}
      role="grid"
      aria-label={label}
      aria-rowcount={hasMore ? (props.totalCount === undefined ? -1 : props.totalCount + 1) : rows.length + 1}
      aria-colcount={columns.length}
      aria-busy={isLoading}
      style={{ '--columns': templateOf(columns) } as CSSProperties}
    >
      <div role="rowgroup" className={classes.head}>
        <div role="row" aria-rowindex={1} className={classes.row} tabIndex={-1}>
          {columns.map((column) => (
            <div
              key={column.key}
              role="columnheader"
              tabIndex={-1}
              className={classes.heading}
              data-align={column.align}
            >
              {column.header}
            </div>
          ))}
        </div>
      </div>
      <div
        ref={body}
        role="rowgroup"
        tabIndex={-1}
        className={classes.body}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={(event) => {
          // A button inside a cell keeps its own keys.
          if (!(event.target instanceof HTMLElement) || event.target.role !== 'row') return;
          if (event.key === 'Enter') {
            const row = rows[active];
            if (row !== undefined) onOpen?.(row);
            event.preventDefault();
            return;
          }
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const to = target[event.key];
          if (to === undefined) return;
          event.preventDefault();
          if (event.key === 'End' && hasMore) props.onMore?.();
          go(to);
        }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const key = rowKey(row);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the body handles the keys of its rows
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={key === props.selectedKey}
              tabIndex={item.index === active ? 0 : -1}
              className={classes.row}
              data-body
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => go(item.index)}
              onDoubleClick={() => onOpen?.(row)}
            >
              {columns.map((column) => (
                <div
                  key={column.key}
                  role="gridcell"
                  tabIndex={-1}
                  className={classes.cell}
                  data-align={column.align}
                  data-mono={column.isMono || undefined}
                >
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {isLoading && (
        <div className={classes.foot} role="status">
          <StateIcon state="running" /> {t('loadingMore')}
        </div>
      )}
      {rows.length === 0 && !isLoading && <div className={classes.empty}>{empty}</div>}
    </div>
  );
}
