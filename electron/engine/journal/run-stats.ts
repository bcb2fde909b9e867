// Owns: yield, takt and failures, summed up by SQL over the runs that ended within some time.
// Start reading at `createRunStats`; `ended` is the window that every figure is about.
import * as z from 'zod';
import { stepKindSchema } from '../../contract/job.ts';
import type { Stats, StatsQuery } from '../../contract/stats.ts';
import type { Database } from './db.ts';

const counts = `count(*) FILTER (WHERE outcome = 'PASS') AS passed, count(*) FILTER (WHERE outcome = 'FAIL') AS failed,
  count(*) FILTER (WHERE outcome = 'ERROR') AS errors,
  count(*) FILTER (WHERE outcome IS NULL OR outcome IN ('TIMEOUT', 'ABORTED')) AS other`;
const countsSchema = { passed: z.number(), failed: z.number(), errors: z.number(), other: z.number() };

/** Rows `value` of each `grouping`, sorted, to their median: the middle one, or the mean of the two in the middle. */
const medianOf = (rows: string, grouping: string) => `SELECT ${grouping}, avg(value) AS median FROM (
  SELECT ${grouping}, value, row_number() OVER (PARTITION BY ${grouping} ORDER BY value) AS place,
    count(*) OVER (PARTITION BY ${grouping}) AS size FROM (${rows}))
  WHERE place BETWEEN size / 2.0 AND size / 2.0 + 1 GROUP BY ${grouping}`;

const totalsSchema = z.object({ ...countsSchema, units: z.number() });
const firstSchema = z.object({ passed: z.number().nullable(), units: z.number() });
/** Nobody takes so long to put the next unit in. */
const breakMs = 10 * 60_000;

const taktSchema = z.object({ takt: z.number().nullable(), gaps: z.number() });
const medianSchema = z.object({ median: z.number() });
const slotsSchema = z.array(z.object({ slot: z.string(), ...countsSchema }));
const failuresSchema = z.array(
  z.object({ step: stepKindSchema.nullable(), errorCode: z.string().nullable(), count: z.number() }),
);
const seriesSchema = z.array(z.object({ bucket: z.number(), ...countsSchema }));
const bucketMediansSchema = z.array(z.object({ bucket: z.number(), median: z.number() }));

export function createRunStats(db: Database): (query: StatsQuery) => Stats {
  const withProduct = prepare(db, 'AND product = :product');
  const withoutProduct = prepare(db, '');

  return ({ sinceMs, untilMs = Number.MAX_SAFE_INTEGER, bucketMinutes, product }) => {
    const sql = product === undefined ? withoutProduct : withProduct;
    const window = { sinceMs, untilMs, ...(product === undefined ? {} : { product }) };
    const bucketMs = bucketMinutes * 60_000;
    const { units, ...totals } = totalsSchema.parse(sql.totals.get(window));
    const first = firstSchema.parse(sql.firstPass.get(window));
    const takt = taktSchema.parse(sql.takt.get(window));
    const medians = bucketMediansSchema.parse(sql.bucketMedians.all({ ...window, bucketMs }));
    const medianAt = new Map(medians.map(({ bucket, median }) => [bucket, median]));
    return {
      ...totals,
      units,
      firstPass: { passed: first.passed ?? 0, units: first.units },
      medianDurationMs: medianSchema.optional().parse(sql.medianDuration.get(window))?.median ?? null,
      taktMs: takt.gaps < 2 ? null : takt.takt,
      bySlot: slotsSchema.parse(sql.bySlot.all(window)),
      byFailure: failuresSchema.parse(sql.byFailure.all(window)),
      series: seriesSchema.parse(sql.series.all({ ...window, bucketMs })).map(({ bucket, ...row }) => ({
        startMs: sinceMs + bucket * bucketMs,
        ...row,
        medianDurationMs: medianAt.get(bucket) ?? null,
      })),
    };
  };
}

function prepare(db: Database, filter: string) {
  const ended = (more = '') =>
    `FROM runs WHERE finished_at_ms >= :sinceMs AND finished_at_ms < :untilMs ${filter} ${more}`;
  const bucket = 'CAST((finished_at_ms - :sinceMs) / :bucketMs AS INTEGER) AS bucket';
  const durations = (more: string) =>
    `SELECT ${more} duration_ms AS value ${ended("AND outcome = 'PASS' AND duration_ms IS NOT NULL")}`;
  return {
    totals: db.prepare(`SELECT ${counts}, count(DISTINCT unit_id) AS units ${ended()}`),
    // Of several runs of a unit, the row with the lowest ord is the one whose outcome is taken (SQLite: bare columns of min()).
    firstPass: db.prepare(`SELECT count(*) AS units, sum(outcome IS 'PASS') AS passed FROM (
      SELECT outcome, min(ord) ${ended('AND unit_id IS NOT NULL')} GROUP BY unit_id)`),
    medianDuration: db.prepare(medianOf(durations('1 AS one,'), 'one')),
    // Mean time from one pass to the next. A pause before the next unit was begun is a break, not part of anybody's work.
    takt: db.prepare(`SELECT avg(gap) AS takt, count(*) AS gaps FROM (
      SELECT finished_at_ms - lag(finished_at_ms) OVER passes AS gap, started_at_ms - lag(finished_at_ms) OVER passes AS idle
        ${ended("AND outcome = 'PASS'")} WINDOW passes AS (ORDER BY finished_at_ms, ord))
      WHERE gap IS NOT NULL AND idle < ${breakMs}`),
    bySlot: db.prepare(`SELECT slot, ${counts} ${ended()} GROUP BY slot ORDER BY slot`),
    byFailure: db.prepare(`SELECT failed_step AS step, error_code AS errorCode, count(*) AS count
      ${ended("AND (outcome IS NULL OR outcome <> 'PASS')")} GROUP BY 1, 2 ORDER BY count DESC, 1, 2`),
    series: db.prepare(`SELECT ${bucket}, ${counts} ${ended()} GROUP BY 1 ORDER BY 1`),
    bucketMedians: db.prepare(medianOf(durations(`${bucket},`), 'bucket')),
  };
}
