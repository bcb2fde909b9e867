import { describe, expect, onTestFinished, test } from 'vitest';
import { aRun, aUnit } from '../../../test/support/journal-bodies.ts';
import { caught } from '../../../test/support/provoke.ts';
import { SlipwayError, toSlipwayError } from '../../contract/errors.ts';
import type { Outcome, StepKind } from '../../contract/job.ts';
import type { StatsQuery } from '../../contract/stats.ts';
import { openJournal } from '../journal/store.ts';
import { createStats } from './stats.ts';

const minuteMs = 60_000;
const startMs = Date.UTC(2026, 0, 5, 6);

interface Ended {
  readonly unit: string;
  /** Minutes after six, and how many minutes it took. */
  readonly at: number;
  readonly took: number;
  readonly outcome?: Outcome | 'cut off';
  readonly slot?: string;
  readonly step?: StepKind;
  readonly product?: string;
}

/** Statistics of a journal with these runs, told in the order in which they ended. */
async function statsOf(runs: readonly Ended[]) {
  let nowMs = startMs;
  const clock = { nowMs: () => nowMs, monotonicMs: () => nowMs, sleep: async () => undefined };
  const journal = await openJournal({ path: ':memory:', clock, version: 'test' });
  onTestFinished(() => journal.close());
  const tell = ({ unit, at, took, outcome = 'PASS', slot = '01', step, product = 'clock' }: Ended, index: number) => {
    const runId = `r${index}`;
    const started = aRun(runId);
    nowMs = startMs + (at - took) * minuteMs;
    journal.append({ ...started, slot, recipe: { ...started.recipe, product } }, aUnit(unit));
    journal.append({ kind: 'run.unit', runId, unitId: unit });
    nowMs = startMs + at * minuteMs;
    const isBad = outcome === 'FAIL' || outcome === 'ERROR';
    const error = isBad ? { code: 'boot/silent' as const, message: 'm', action: 'a', context: {} } : null;
    if (outcome === 'cut off') {
      journal.append({ kind: 'run.interrupted', runId, resolution: 'resumable', reason: 'power' });
    } else {
      journal.append({
        kind: 'run.finished',
        runId,
        outcome,
        failedStep: step ?? null,
        error,
        durationMs: took * minuteMs,
      });
    }
  };
  journal.transact(() => runs.forEach(tell));
  const signal = new AbortController().signal;
  const stats = createStats({ journal, nowMs: () => nowMs });
  return (query: StatsQuery) => stats.summary(query, { signal });
}

/** Two good ones, one that failed and was mended, a station error, a stopped one, a lunch break, and one more. */
const shift: Ended[] = [
  { unit: 'a', at: 2, took: 2 },
  { unit: 'b', at: 4, took: 2, slot: '02' },
  { unit: 'c', at: 6, took: 1, outcome: 'FAIL', step: 'boot' },
  { unit: 'c', at: 9, took: 3 },
  { unit: 'd', at: 10, took: 1, outcome: 'ERROR', step: 'write', slot: '02' },
  { unit: 'e', at: 12, took: 1, outcome: 'ABORTED' },
  { unit: 'f', at: 14, took: 1, outcome: 'cut off' },
  { unit: 'g', at: 64, took: 4, slot: '02' },
];

describe('a shift', () => {
  test('is summed up by outcome, slot, failure and time', async () => {
    const ask = await statsOf(shift);
    const stats = await ask({ sinceMs: startMs, bucketMinutes: 60 });
    expect(stats).toMatchObject({ passed: 4, failed: 1, errors: 1, other: 2, units: 7 });
    // c passed in the end, but not at first; d, e and f were never judged.
    expect(stats.firstPass).toEqual({ passed: 3, units: 4 });
    // 2, 2, 3 and 4 minutes.
    expect(stats.medianDurationMs).toBe(2.5 * minuteMs);
    // From 2 to 4 and from 4 to 9; the break before g, which was begun 51 minutes after c had passed, is left out.
    expect(stats.taktMs).toBe(3.5 * minuteMs);
    expect(stats.bySlot).toEqual([
      { slot: '01', passed: 2, failed: 1, errors: 0, other: 2 },
      { slot: '02', passed: 2, failed: 0, errors: 1, other: 0 },
    ]);
    expect(stats.byFailure).toEqual([
      { step: null, errorCode: null, count: 2 },
      { step: 'boot', errorCode: 'boot/silent', count: 1 },
      { step: 'write', errorCode: 'boot/silent', count: 1 },
    ]);
    expect(stats.series).toEqual([
      { startMs, passed: 3, failed: 1, errors: 1, other: 2, medianDurationMs: 2 * minuteMs },
      { startMs: startMs + 60 * minuteMs, passed: 1, failed: 0, errors: 0, other: 0, medianDurationMs: 4 * minuteMs },
    ]);
  });

  test('takes the first verdict on a unit: neither a station error nor a stop is one', async () => {
    const ask = await statsOf([
      { unit: 'a', at: 1, took: 1, outcome: 'ERROR' },
      { unit: 'a', at: 2, took: 1 },
      { unit: 'b', at: 3, took: 1, outcome: 'ABORTED' },
      { unit: 'b', at: 4, took: 1, outcome: 'TIMEOUT' },
      { unit: 'b', at: 5, took: 1 },
      { unit: 'c', at: 6, took: 1, outcome: 'ERROR' },
    ]);
    const stats = await ask({ sinceMs: startMs, bucketMinutes: 60 });
    expect(stats).toMatchObject({ units: 3, firstPass: { passed: 1, units: 2 } });
  });

  test('is what ended from its begin on and before its end', async () => {
    const ask = await statsOf(shift);
    const at = (minutes: number) => startMs + minutes * minuteMs;
    const stats = await ask({ sinceMs: at(4), untilMs: at(9), bucketMinutes: 60 });
    expect(stats).toMatchObject({ passed: 1, failed: 1, errors: 0, other: 0, units: 2, taktMs: null });
  });

  test('of one product counts that product only', async () => {
    const ask = await statsOf([...shift, { unit: 'h', at: 70, took: 1, product: 'meter' }]);
    const stats = await ask({ sinceMs: startMs, bucketMinutes: 60, product: 'meter' });
    expect(stats).toMatchObject({ passed: 1, units: 1, bySlot: [{ slot: '01', passed: 1 }] });
  });

  test('that would be told in more stretches than anybody draws is refused, with the width that would do', async () => {
    const ask = await statsOf(shift);
    const refusal = toSlipwayError(await caught(() => ask({ sinceMs: 0, bucketMinutes: 1 })));
    expect(refusal.code).toBe('wire/invalid-input');
    const [, width] = /stretches of (\d+) minutes or more/.exec(refusal.action) ?? [];
    const stats = await ask({ sinceMs: 0, bucketMinutes: Number(width) });
    expect(stats).toMatchObject({ passed: 4, failed: 1 });
    expect(await caught(() => ask({ sinceMs: 0, bucketMinutes: Number(width) - 1 }))).toBeInstanceOf(SlipwayError);
    // What is still to come has no stretches yet.
    const far = Number.MAX_SAFE_INTEGER;
    expect(await ask({ sinceMs: startMs, untilMs: far, bucketMinutes: 1 })).toMatchObject({ passed: 4 });
  });

  test('in which nothing ran has no figures and no division by nothing', async () => {
    const ask = await statsOf([]);
    expect(await ask({ sinceMs: startMs, bucketMinutes: 15 })).toEqual({
      passed: 0,
      failed: 0,
      errors: 0,
      other: 0,
      units: 0,
      firstPass: { passed: 0, units: 0 },
      medianDurationMs: null,
      taktMs: null,
      bySlot: [],
      byFailure: [],
      series: [],
    });
  });

  test('of many pages is the same, and the engine works on meanwhile', async () => {
    const runs = Array.from({ length: 1_500 }, (_, index) => ({
      unit: `u${index % 1_200}`,
      at: (index + 1) * 2,
      took: 1,
      outcome: index % 10 === 0 ? ('FAIL' as const) : ('PASS' as const),
    }));
    const ask = await statsOf(runs);
    let isOver = false;
    let hasWorkedOn = false;
    setImmediate(() => {
      hasWorkedOn = !isOver;
    });
    const stats = await ask({ sinceMs: startMs, bucketMinutes: 60 });
    isOver = true;
    expect(hasWorkedOn).toBe(true);
    expect(stats).toMatchObject({ passed: 1_350, failed: 150, units: 1_200 });
    expect(stats.firstPass).toEqual({ passed: 1_080, units: 1_200 });
    expect(stats.series.reduce((sum, { passed, failed }) => sum + passed + failed, 0)).toBe(1_500);
  });
});
