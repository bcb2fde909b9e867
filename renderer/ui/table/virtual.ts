// Owns: how the table asks for its rows. Imports react-virtual.
import { defaultRangeExtractor, observeElementRect, type Range, type Virtualizer } from '@tanstack/react-virtual';

/** Before the first layout, and where there is none (a test, a hidden tab), a screenful is assumed. */
const assumedHeight = 600;

export const observeHeight = (
  instance: Virtualizer<HTMLDivElement, Element>,
  onChange: (rect: { width: number; height: number }) => void,
) => observeElementRect(instance, (rect) => onChange(rect.height === 0 ? { ...rect, height: assumedHeight } : rect));

/** The row that has the focus stays mounted when it is scrolled away, so that the focus is never lost. */
export const rangeWith =
  (active: number) =>
  (range: Range): number[] => {
    const indexes = defaultRangeExtractor(range);
    if (active >= range.count || indexes.includes(active)) return indexes;
    return [...indexes, active].sort((a, b) => a - b);
  };
