// Owns: how high a row is in pixels, as density, zoom and font size make it. Imports nothing of ours.
import { type RefObject, useLayoutEffect, useState } from 'react';

/** Of a row where nothing is laid out (a test), and before the first layout. */
const assumed = 40;

/** The head's row has the height of all rows, and is always there: it is the measure. */
export function useRowHeight(head: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(assumed);
  useLayoutEffect(() => {
    const element = head.current;
    if (!element) return;
    const measure = () => setHeight(element.getBoundingClientRect().height || assumed);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [head]);
  return height;
}
