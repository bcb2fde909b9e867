// Owns: what a person narrows the records by, and its translation into the contract's filter. Imports the contract, and data for where a day begins.
// Start reading at `UnitQuery`, `filterOf`, `isStillFitting`.
import { chipOfName } from '../../../electron/contract/chip-name.ts';
import type { UnitRecord, UnitStatus } from '../../../electron/contract/records.ts';
import { startOfDay } from '../../data/index.ts';

/** Days are local ones, `2026-01-31`, so that a saved view means the same in another time zone's summer. */
export type Period =
  | { readonly kind: 'any' }
  /** Today and so many days before it. */
  | { readonly kind: 'days'; readonly before: number }
  | { readonly kind: 'between'; readonly from: string | null; readonly to: string | null };

export interface UnitQuery {
  readonly text: string;
  readonly status: UnitStatus | null;
  readonly product: string | null;
  readonly chip: string | null;
  readonly period: Period;
}

export interface UnitFilter {
  readonly text?: string;
  readonly status?: UnitStatus;
  readonly product?: string;
  readonly chip?: string;
  readonly sinceMs?: number;
  readonly untilMs?: number;
}

export const anyTime: Period = { kind: 'any' };
export const everyUnit: UnitQuery = { text: '', status: null, product: null, chip: null, period: anyTime };

/** Equal queries on one day give equal filters, so that they share one place in the cache. */
export function filterOf(query: UnitQuery, nowMs: number): UnitFilter {
  const text = query.text.trim();
  return {
    ...(text === '' ? {} : { text }),
    ...(query.status === null ? {} : { status: query.status }),
    ...(query.product === null ? {} : { product: query.product }),
    ...(query.chip === null ? {} : { chip: chipOfName(query.chip) }),
    ...boundsOf(query.period, nowMs),
  };
}

/** Whether a unit that a filter found is still asked for after a change. What it is known by, and found by, stays. */
export function isStillFitting(unit: UnitRecord, filter: UnitFilter): boolean {
  const { status, product, chip, sinceMs = 0, untilMs = Number.POSITIVE_INFINITY } = filter;
  return (
    (status === undefined || unit.status === status) &&
    (product === undefined || unit.product === product) &&
    (chip === undefined || unit.chip === chip) &&
    unit.updatedAtMs >= sinceMs &&
    unit.updatedAtMs < untilMs
  );
}

/** How many conditions beside the text narrow the list. */
export const countConditions = (query: UnitQuery): number =>
  [query.status, query.product, query.chip].filter((value) => value !== null).length +
  (query.period.kind === 'any' ? 0 : 1);

function boundsOf(period: Period, nowMs: number): { sinceMs?: number; untilMs?: number } {
  if (period.kind === 'any') return {};
  if (period.kind === 'days') return { sinceMs: startOfDay(nowMs, -period.before) };
  const sinceMs = tryDay(period.from);
  const lastDayMs = tryDay(period.to);
  return {
    ...(sinceMs === undefined ? {} : { sinceMs }),
    // The first moment that is no longer of the last day.
    ...(lastDayMs === undefined ? {} : { untilMs: startOfDay(lastDayMs, 1) }),
  };
}

/** Midnight that began the local day `2026-01-31`; undefined for what is no day. */
export function tryDay(text: string | null): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '') ?? [];
  if (year === undefined) return undefined;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return date.getMonth() === Number(month) - 1 ? date.getTime() : undefined;
}

export function dayOf(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
