// Owns: what a shift sums up to: yield, takt, failures by slot and by step. Imports zod and siblings only.
import * as z from 'zod';
import { stepKindSchema } from './job.ts';

export const statsQuerySchema = z.strictObject({
  sinceMs: z.coerce.number().int().nonnegative(),
  untilMs: z.coerce.number().int().nonnegative().optional(),
  /** Width of the buckets of `series`, in minutes. */
  bucketMinutes: z.coerce.number().int().min(1).max(10_080).default(60),
  product: z.string().max(64).optional(),
});
/** Most buckets that one query may span: a week of minutes, a year of hours, or two lifetimes of weeks. */
export const mostStatsBuckets = 10_000;
export type StatsQuery = z.infer<typeof statsQuerySchema>;

const counts = {
  passed: z.int(),
  failed: z.int(),
  errors: z.int(),
  /** TIMEOUT, ABORTED and interrupted runs. */
  other: z.int(),
};

/** Runs that ended within the time asked for. A unit's first run counts for the first-pass yield. */
export const statsSchema = z.lazy(() =>
  z.strictObject({
    ...counts,
    units: z.int(),
    /** Units whose first run in this time passed, and all units that ran; the yield is their quotient. */
    firstPass: z.strictObject({ passed: z.int(), units: z.int() }),
    /**
     * Median duration of runs that passed, and the line's time per good unit: mean time from one pass to the next, without
     * breaks of more than ten minutes; null where there are too few.
     */
    medianDurationMs: z.number().nullable(),
    taktMs: z.number().nullable(),
    bySlot: z.array(z.strictObject({ slot: z.string(), ...counts })),
    byFailure: z.array(
      z.strictObject({ step: stepKindSchema.nullable(), errorCode: z.string().nullable(), count: z.int() }),
    ),
    series: z.array(z.strictObject({ startMs: z.number(), ...counts, medianDurationMs: z.number().nullable() })),
  }),
);
export type Stats = z.infer<typeof statsSchema>;
