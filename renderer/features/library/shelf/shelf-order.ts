// Owns: the order of bundles on the screen: by product, newest version first. Imports types only.
import type { SlipwayClient } from '../../../data/index.ts';

export type ShelfEntry = Awaited<ReturnType<SlipwayClient['recipes']['shelf']>>[number];
type Usable = Extract<ShelfEntry, { kind: 'usable' }>;
type Refused = Extract<ShelfEntry, { kind: 'refused' }>;

/** Numbers within versions count as numbers: 1.10.0 is newer than 1.9.0. The library itself knows which is newest. */
const collator = new Intl.Collator('en', { numeric: true });

export function shelfOrder(entries: readonly ShelfEntry[]): {
  readonly usable: readonly Usable[];
  readonly refused: readonly Refused[];
} {
  const usable = entries.filter((entry) => entry.kind === 'usable');
  const refused = entries.filter((entry) => entry.kind === 'refused');
  return {
    usable: usable.toSorted(
      (a, b) =>
        collator.compare(a.summary.product, b.summary.product) ||
        collator.compare(b.summary.version, a.summary.version),
    ),
    refused: refused.toSorted((a, b) => collator.compare(a.reference, b.reference)),
  };
}
