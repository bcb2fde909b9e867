// Owns: the time that the charts are about, and how finely it is drawn. Imports data for where a day begins. Pure.
import { startOfDay } from '../../../data/index.ts';
import { tryDay } from '../filter.ts';

export const rangeKinds = ['shift', 'day', 'week', 'custom'] as const;
export type RangeKind = (typeof rangeKinds)[number];

export interface ChartRange {
  readonly kind: RangeKind;
  /** Local days, for `custom`; both included. */
  readonly from: string;
  readonly to: string;
}

export interface ChartSpan {
  readonly sinceMs: number;
  /** The first moment that is no part of it; undefined up to now. */
  readonly untilMs: number | undefined;
  readonly bucketMinutes: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Early, late and night shift, as most plants divide the day. */
const shiftStartHours = [6, 14, 22] as const;
/** More bars than this are a comb. */
const mostBuckets = 60;
const widths = [5, 15, 30, 60, 120, 240, 480, 1_440, 10_080] as const;

export function spanOf(range: ChartRange, nowMs: number): ChartSpan {
  switch (range.kind) {
    case 'shift':
      return { sinceMs: startOfShift(nowMs), untilMs: undefined, bucketMinutes: 15 };
    case 'day':
      return { sinceMs: floorTo(nowMs - 24 * hourMs, hourMs), untilMs: undefined, bucketMinutes: 60 };
    case 'week':
      return { sinceMs: startOfDay(nowMs, -6), untilMs: undefined, bucketMinutes: 240 };
    case 'custom': {
      const sinceMs = tryDay(range.from) ?? startOfDay(nowMs);
      const lastDayMs = Math.max(sinceMs, tryDay(range.to) ?? startOfDay(nowMs));
      const untilMs = startOfDay(lastDayMs, 1);
      return { sinceMs, untilMs, bucketMinutes: widthFor(untilMs - sinceMs) };
    }
  }
}

export function startOfShift(nowMs: number): number {
  const now = new Date(nowMs);
  const at = (days: number, hour: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour).getTime();
  const starts = [-1, 0].flatMap((days) => shiftStartHours.map((hour) => at(days, hour)));
  return Math.max(...starts.filter((startMs) => startMs <= nowMs));
}

const widthFor = (spanMs: number): number =>
  widths.find((minutes) => spanMs / (minutes * minuteMs) <= mostBuckets) ?? 10_080;

const floorTo = (ms: number, stepMs: number) => Math.floor(ms / stepMs) * stepMs;

/** What the charts draw of one stretch of time. */
export interface Bucket {
  readonly startMs: number;
}

/** The engine tells of stretches in which runs ended; those without one belong on the axis, too. */
export function withEmptyBuckets<T extends Bucket>(
  series: readonly T[],
  { sinceMs, untilMs, bucketMinutes }: ChartSpan,
  empty: Omit<T, 'startMs'>,
  nowMs: number,
): (T | (Omit<T, 'startMs'> & Bucket))[] {
  const stepMs = bucketMinutes * minuteMs;
  const endMs = Math.min(untilMs ?? nowMs + 1, nowMs + 1);
  const count = Math.max(1, Math.ceil((endMs - sinceMs) / stepMs));
  const known = new Map(series.map((bucket) => [bucket.startMs, bucket]));
  return Array.from({ length: count }, (_, index) => {
    const startMs = sinceMs + index * stepMs;
    return known.get(startMs) ?? { ...empty, startMs };
  });
}
