import { SlipwayError } from '../../contract/errors.ts';
import type { JournalBody } from '../../contract/events.ts';

/** An event on its way into the tables: its number and time are fixed, its transaction is open. */
export interface AppendedEvent {
  readonly seq: number;
  readonly atMs: number;
  readonly body: JournalBody;
}

/** A table that follows from the events. `apply` depends on nothing but the event and the projections' own rows. */
export interface Projection {
  /** Tables of this projection, in an order in which they can be emptied. */
  readonly tables: readonly string[];
  apply(event: AppendedEvent): void;
}

/** Reads a cursor back: the `ord` of the last row of the page before. */
export function ordOfCursor(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER;
  const ord = /^\d{1,15}$/.test(cursor) ? Number(cursor) : Number.NaN;
  if (Number.isNaN(ord)) {
    throw new SlipwayError('station/usage', `"${cursor.slice(0, 40)}" is not the cursor of a page.`, {
      context: { cursor: cursor.slice(0, 40) },
      action: 'Use the cursor exactly as the page before gave it, or none.',
    });
  }
  return ord;
}

/** Splits one row more than asked for into a page and its cursor. */
export function pageOf<R extends { ord: number }, T>(
  rows: readonly R[],
  limit: number,
  toRecord: (row: R) => T,
): { rows: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(toRecord),
    nextCursor: rows.length > limit && last !== undefined ? String(last.ord) : null,
  };
}
