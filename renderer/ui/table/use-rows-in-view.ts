// Owns: the table's view of its rows as a person scrolls. Imports siblings. The sums are in rows-in-view.ts.
import { type RefObject, useLayoutEffect, useState } from 'react';
import { layoutOf, rangeOf, scrollFor, topOf } from './rows-in-view.ts';

/** Where nothing is laid out (a test, a hidden tab), and before the first layout. */
const assumedRowPx = 40;
const assumedViewPx = 600;
const extraRows = 12;

export interface RowsInView {
  readonly bodyPx: number;
  /** Where the rows begin that are drawn one below the other. */
  readonly fromPx: number;
  /** How many rows are seen at once. */
  readonly page: number;
  readonly indexes: readonly number[];
  /** Where the active row lies when it is drawn although it is far from view; undefined when it is among the others. */
  readonly strayPx: number | undefined;
  scrollTo(index: number): void;
}

export interface RowsInViewOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  /** The head's row has the height of all rows, as density, zoom and font make it, and is always there: it is the measure. */
  readonly head: RefObject<HTMLElement | null>;
  readonly count: number;
  /** Stays mounted when it is scrolled away, so that the focus is never lost. */
  readonly active: number;
}

export function useRowsInView({ scroller, head, count, active }: RowsInViewOptions): RowsInView {
  const [rowPx, setRowPx] = useState(assumedRowPx);
  const [viewPx, setViewPx] = useState(assumedViewPx);
  const [scrollPx, setScrollPx] = useState(0);
  const layout = layoutOf(count, rowPx, viewPx);
  // Only a very long list must be drawn anew for every pixel; others when another row comes into view.
  const stepPx = layout.ratio === 1 ? rowPx : 1;

  useLayoutEffect(() => {
    const [view, measure] = [scroller.current, head.current];
    if (!view || !measure) return;
    const onSize = () => {
      const headPx = measure.getBoundingClientRect().height || assumedRowPx;
      setRowPx(headPx);
      setViewPx(view.clientHeight > headPx ? view.clientHeight - headPx : assumedViewPx);
    };
    onSize();
    const observer = new ResizeObserver(onSize);
    observer.observe(view);
    observer.observe(measure);
    return () => observer.disconnect();
  }, [scroller, head]);

  useLayoutEffect(() => {
    const view = scroller.current;
    if (!view) return;
    const onScroll = () => setScrollPx(Math.floor(Math.max(0, view.scrollTop) / stepPx) * stepPx);
    onScroll();
    view.addEventListener('scroll', onScroll, { passive: true });
    return () => view.removeEventListener('scroll', onScroll);
  }, [scroller, stepPx]);

  const { from, to } = rangeOf(layout, { scrollPx, viewPx, rowPx, count, extra: extraRows });
  const indexes = Array.from({ length: to - from }, (_, index) => from + index);
  const isStray = active < count && (active < from || active >= to);
  if (isStray) indexes.splice(active < from ? 0 : indexes.length, 0, active);

  return {
    bodyPx: layout.bodyPx,
    fromPx: topOf(from, layout, rowPx, scrollPx),
    page: Math.max(1, Math.floor(viewPx / rowPx)),
    indexes,
    strayPx: isStray ? topOf(active, layout, rowPx, scrollPx) : undefined,
    scrollTo(index) {
      const view = scroller.current;
      if (!view) return;
      const target = scrollFor(index, layout, { scrollPx: view.scrollTop, viewPx, rowPx });
      if (target !== undefined) view.scrollTop = target;
    },
  };
}
