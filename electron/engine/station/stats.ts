// Owns: yield, takt and failures of the runs that ended within some time. May import contract and the journal.
// Half a million runs take seconds to read: they are read in pages, and the engine works on between two of them.
// Start reading at `createStats`.
import { setImmediate } from 'node:timers/promises';
import { SlipwayError } from '../../contract/errors.ts';
import type { StepKind } from '../../contract/job.ts';
import { say } from '../../contract/sentences.ts';
import { mostStatsBuckets, type Stats, type StatsQuery } from '../../contract/stats.ts';
import type { Engine } from '../engine.ts';
import type { EndedRun, JournalReader } from '../journal/journal.ts';

const pageSize = 1_000;
/** Nobody takes so long to put the next unit in: what was not being made by then waited for a person. */
const breakMs = 10 * 60_000;

type Counts = Pick<Stats, 'passed' | 'failed' | 'errors' | 'other'>;

export function createStats(deps: {
  readonly journal: Pick<JournalReader, 'endedRuns'>;
  readonly nowMs: () => number;
}): Engine['stats'] {
  return {
    summary: async (query, { signal }) => {
      assertFewBuckets(query, deps.nowMs());
      return summarise(deps.journal, query, signal);
    },
  };
}

/** Bounded by the runs that there are; how finely a client may ask is `createStats`' to say. */
export async function summarise(
  journal: Pick<JournalReader, 'endedRuns'>,
  query: StatsQuery,
  signal: AbortSignal,
): Promise<Stats> {
  const { sinceMs, untilMs, product, bucketMinutes } = query;
  const shift = createShift({ sinceMs, bucketMs: bucketMinutes * 60_000 });
  let after: EndedRun | undefined;
  do {
    const runs = journal.endedRuns({ sinceMs, untilMs, product, after, limit: pageSize });
    for (const run of runs) shift.add(run);
    after = runs.length === pageSize ? runs.at(-1) : undefined;
    if (after !== undefined) await setImmediate();
    signal.throwIfAborted();
  } while (after !== undefined);
  return shift.summary();
}

/** A window that asks for years in minutes would be sent, and would have to draw, millions of them. */
function assertFewBuckets({ sinceMs, untilMs, bucketMinutes }: StatsQuery, nowMs: number): void {
  const spanMinutes = (Math.min(untilMs ?? nowMs, nowMs) - sinceMs) / 60_000;
  const buckets = Math.ceil(spanMinutes / bucketMinutes);
  if (buckets <= mostStatsBuckets) return;
  const leastMinutes = Math.ceil(spanMinutes / mostStatsBuckets);
  throw new SlipwayError(
    'wire/invalid-input',
    say('stretches-too-many', { count: buckets, value: bucketMinutes, maximum: mostStatsBuckets }),
    { action: `Ask for stretches of ${leastMinutes} minutes or more, or for less time.` },
  );
}

interface Bucket {
  readonly counts: Counts;
  readonly durationsMs: number[];
}

/** The fold behind `summarise`; runs come in the order in which they ended. */
function createShift({ sinceMs, bucketMs }: { readonly sinceMs: number; readonly bucketMs: number }) {
  const total = noCounts();
  const slots = new Map<string, Counts>();
  const failures = new Map<string, { step: StepKind | null; errorCode: string | null; count: number }>();
  const buckets = new Map<number, Bucket>();
  const units = new Set<string>();
  /** Whether the first run that judged it passed, for each unit: a station error and a stop judge no unit. */
  const firsts = new Map<string, boolean>();
  const gaps = { count: 0, sumMs: 0 };
  let lastPassMs: number | undefined;

  function add(run: EndedRun): void {
    const kind = kindOf(run);
    const bucket = entry(buckets, Math.floor((run.finishedAtMs - sinceMs) / bucketMs), () => ({
      counts: noCounts(),
      durationsMs: [],
    }));
    for (const counts of [total, entry(slots, run.slot, noCounts), bucket.counts]) counts[kind] += 1;
    if (run.unitId !== null) {
      units.add(run.unitId);
      if (isVerdict(run) && !firsts.has(run.unitId)) firsts.set(run.unitId, kind === 'passed');
    }
    if (kind === 'passed') addPass(run, bucket);
    else addFailure(run);
  }

  function addPass({ durationMs, startedAtMs, finishedAtMs }: EndedRun, bucket: Bucket): void {
    if (durationMs !== null) bucket.durationsMs.push(durationMs);
    if (lastPassMs !== undefined && startedAtMs - lastPassMs < breakMs) {
      gaps.count += 1;
      gaps.sumMs += finishedAtMs - lastPassMs;
    }
    lastPassMs = finishedAtMs;
  }

  function addFailure({ failedStep: step, errorCode }: EndedRun): void {
    entry(failures, `${step} ${errorCode}`, () => ({ step, errorCode, count: 0 })).count += 1;
  }

  return {
    add,
    summary: (): Stats => ({
      ...total,
      units: units.size,
      firstPass: { passed: [...firsts.values()].filter((hasPassed) => hasPassed).length, units: firsts.size },
      medianDurationMs: median([...buckets.values()].flatMap(({ durationsMs }) => durationsMs)),
      // Two gaps are the least that says anything about a line.
      taktMs: gaps.count < 2 ? null : gaps.sumMs / gaps.count,
      bySlot: [...slots]
        .map(([slot, counts]) => ({ slot, ...counts }))
        .toSorted((a, b) => a.slot.localeCompare(b.slot, 'en', { numeric: true })),
      byFailure: [...failures.values()].toSorted((a, b) => b.count - a.count),
      series: [...buckets]
        .toSorted(([a], [b]) => a - b)
        .map(([index, { counts, durationsMs }]) => ({
          startMs: sinceMs + index * bucketMs,
          ...counts,
          medianDurationMs: median(durationsMs),
        })),
    }),
  };
}

function kindOf({ outcome }: EndedRun): keyof Counts {
  if (outcome === 'PASS') return 'passed';
  if (outcome === 'FAIL') return 'failed';
  return outcome === 'ERROR' ? 'errors' : 'other';
}

/** The unit was found good or bad; else the station failed, or somebody or something ended the run before. */
const isVerdict = ({ outcome }: EndedRun): boolean => outcome === 'PASS' || outcome === 'FAIL' || outcome === 'TIMEOUT';

const noCounts = (): Counts => ({ passed: 0, failed: 0, errors: 0, other: 0 });

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function median(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).sort();
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
