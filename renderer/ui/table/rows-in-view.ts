// Owns: which rows of a long list are in view and where they lie: sums, no page. Imports nothing.
// All rows have one height, so nothing has to be remembered about any of them. What has to be minded is that a browser
// cannot make an element of any height: beyond `tallestPx` the way of the scroll bar is shorter than that of the rows.
// Start reading at `layoutOf`.

/** Chromium stops at 33,554,428 px, Firefox at 17,895,700; both draw inexactly well before. */
export const tallestPx = 8_000_000;

export interface RowLayout {
  /** Of the element that holds the rows. */
  readonly bodyPx: number;
  /** How many pixels of rows pass for one pixel that is scrolled: 1 but for very long lists. */
  readonly ratio: number;
}

export function layoutOf(count: number, rowPx: number, viewPx: number): RowLayout {
  const allPx = count * rowPx;
  if (allPx <= tallestPx) return { bodyPx: allPx, ratio: 1 };
  return { bodyPx: tallestPx, ratio: (allPx - viewPx) / (tallestPx - viewPx) };
}

/** `from` is in view, `to` is not any more. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Rows that are seen, and `extra` on both sides so that a quick hand does not see them arrive. */
export function rangeOf(
  { ratio }: RowLayout,
  { scrollPx, viewPx, rowPx, count, extra }: Record<'scrollPx' | 'viewPx' | 'rowPx' | 'count' | 'extra', number>,
): RowRange {
  const offsetPx = scrollPx * ratio;
  const from = Math.floor(offsetPx / rowPx) - extra;
  const to = Math.ceil((offsetPx + viewPx) / rowPx) + extra;
  return { from: Math.max(0, Math.min(from, count)), to: Math.max(0, Math.min(to, count)) };
}

/** Where a row lies in the body. While the ratio is 1 that does not depend on where one has scrolled to. */
export const topOf = (index: number, { ratio }: RowLayout, rowPx: number, scrollPx: number): number =>
  index * rowPx - scrollPx * (ratio - 1);

/** Where to scroll so that a row is seen whole; undefined where it is already. */
export function scrollFor(
  index: number,
  { ratio }: RowLayout,
  { scrollPx, viewPx, rowPx }: Record<'scrollPx' | 'viewPx' | 'rowPx', number>,
): number | undefined {
  const offsetPx = scrollPx * ratio;
  const topPx = index * rowPx;
  if (topPx < offsetPx) return topPx / ratio;
  const bottomPx = topPx + rowPx;
  if (bottomPx > offsetPx + viewPx) return (bottomPx - viewPx) / ratio;
  return undefined;
}
