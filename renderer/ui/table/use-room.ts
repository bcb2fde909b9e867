// Owns: how much room a table has beside its columns, as its place in the window makes it. Imports siblings.
import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import { type Column, fittingColumns } from './columns.ts';

const remPx = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** The columns that the table has room for: those that may go, went. All where nothing is laid out. */
export function useFittingColumns<Row>(
  scroller: RefObject<HTMLElement | null>,
  columns: readonly Column<Row>[],
): readonly Column<Row>[] {
  const [roomPx, setRoomPx] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const view = scroller.current;
    if (!view) return;
    const onSize = () => setRoomPx((view.clientWidth * 16) / remPx() || Number.POSITIVE_INFINITY);
    onSize();
    const observer = new ResizeObserver(onSize);
    observer.observe(view);
    return () => observer.disconnect();
  }, [scroller]);
  return useMemo(() => fittingColumns(columns, roomPx), [columns, roomPx]);
}

/** Whether there is more beyond the right edge, to be scrolled to. */
export function useHasMoreBeside(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): boolean {
  const [hasMore, setMore] = useState(false);
  useLayoutEffect(() => {
    const [view, inner] = [scroller.current, content.current];
    if (!view || !inner) return;
    const look = () => setMore(view.scrollWidth - view.clientWidth - Math.abs(view.scrollLeft) > 1);
    look();
    view.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(view);
    observer.observe(inner);
    return () => {
      view.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [scroller, content]);
  return hasMore;
}
