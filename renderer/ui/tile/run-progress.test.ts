import { describe, expect, test } from 'vitest';
import type { ProgressEvent } from '../../../electron/contract/events.ts';
import type { PlannedStep, StepKind } from '../../../electron/contract/job.ts';
import type { LineRun } from '../../../electron/contract/line.ts';
import { run as anyRun } from '../../test-support/lines.ts';
import { assumedPace, isLate, type Pace, runProgress } from './run-progress.ts';

const step = (kind: StepKind, totalBytes = 0): PlannedStep => ({
  kind,
  title: kind,
  isIrreversible: false,
  timeoutMs: 60_000,
  totalBytes,
});
const steps = [step('identify'), step('write', 1000), step('verify', 1000), step('boot')];
const run = (over: Partial<LineRun>) => anyRun({ steps, ...over });
const moved = (doneBytes: number, over: Partial<ProgressEvent> = {}): ProgressEvent => ({
  runId: 'r1',
  slot: '01',
  step: 'write',
  label: 'app',
  doneBytes,
  totalBytes: 1000,
  ...over,
});
/** Ten seconds in all. */
const pace: Pace = ({ kind }) => ({ identify: 1000, write: 5000, verify: 1000, boot: 3000 })[kind as 'boot'];

describe('how far a run is', () => {
  test('counts finished steps by their expected time, and bytes within a step', () => {
    const half = runProgress(run({ step: 'write', stepStartedAtMs: 1000 }), moved(500), 3500, pace);
    expect(half.share).toBeCloseTo(0.35);
    expect(half.segments.map(({ fill }) => fill)).toEqual([1, 0.5, 0, 0]);
  });

  test('does not pretend to know how far a step without bytes is', () => {
    const booting = runProgress(run({ step: 'boot', stepStartedAtMs: 7000 }), undefined, 9999, pace);
    expect(booting.segments.at(-1)?.fill).toBeUndefined();
    expect(booting.share).toBeCloseTo(0.7);
  });

  test('ignores progress of another run and of an earlier step', () => {
    const verifying = run({ step: 'verify', stepStartedAtMs: 6000 });
    const share = runProgress(verifying, undefined, 6000, pace).share;
    expect(runProgress(verifying, moved(900), 6000, pace).share).toBe(share);
    expect(runProgress(verifying, moved(900, { runId: 'r0', step: 'verify' }), 6000, pace).share).toBe(share);
  });

  test('keeps its widths when the pace is learned better meanwhile', () => {
    const at = run({ step: 'write', stepStartedAtMs: 1000 });
    const slower: Pace = (planned) => pace(planned) * (planned.kind === 'boot' ? 9 : 1);
    expect(runProgress(at, moved(500), 3500, slower, pace).share).toBeCloseTo(0.35);
    expect(runProgress(at, moved(500), 3500, slower).share).toBeLessThan(0.35);
  });

  test('is whole after a pass and stays where it was after a failure', () => {
    expect(runProgress(run({ step: 'boot', outcome: 'PASS' }), undefined, 0, pace).share).toBe(1);
    const failed = runProgress(run({ step: 'write', outcome: 'FAIL' }), moved(500), 0, pace);
    expect(failed.share).toBeCloseTo(0.35);
    expect(failed.leftMs).toBeUndefined();
  });
});

describe('time left', () => {
  test('before anything moved: what such runs take', () => {
    expect(runProgress(run({}), undefined, 0, pace).leftMs).toBe(10_000);
  });

  test('within a step: its measured rate, and the expected time of what follows', () => {
    const slow = runProgress(run({ step: 'write', stepStartedAtMs: 1000 }), moved(250), 5000, pace);
    expect(slow.leftMs).toBe(3 * 4000 + 1000 + 3000);
  });

  test('the first moments of a step are no measure of its rate', () => {
    const early = runProgress(run({ step: 'write', stepStartedAtMs: 1000 }), moved(500), 1100, pace);
    expect(early.leftMs).toBe(4900 + 4000);
  });

  test('does not jump when the rate of a slow unit becomes known', () => {
    // Ten times slower than expected, looked at ten times a second.
    const leftAt = (elapsedMs: number) =>
      runProgress(run({ step: 'write', stepStartedAtMs: 0 }), moved(elapsedMs / 50), elapsedMs, pace).leftMs ?? 0;
    const seen = Array.from({ length: 60 }, (_, index) => leftAt(index * 100));
    const jumps = seen.slice(1).map((left, index) => Math.abs(left - (seen[index] ?? 0)));
    expect(Math.max(...jumps)).toBeLessThan(3_000);
    expect(seen.at(-1)).toBeCloseTo(44_100 + 4_000);
  });

  test('never below zero when a step takes longer than ever', () => {
    expect(runProgress(run({ step: 'boot', stepStartedAtMs: 0 }), undefined, 60_000, pace).leftMs).toBe(0);
  });

  test('a window whose clock is behind the station sees no time pass rather than less than none', () => {
    expect(runProgress(run({ step: 'boot', stepStartedAtMs: 5000 }), undefined, 0, pace).leftMs).toBe(3000);
  });
});

test('a step that takes longer than expected ends nothing: the run is late, not nearly done', () => {
  const lateOf = (step: 'write' | 'boot', nowMs: number) =>
    isLate(runProgress(run({ step, stepStartedAtMs: 0 }), undefined, nowMs, pace));
  expect(lateOf('boot', 1000)).toBe(false);
  expect(lateOf('boot', 2500)).toBe(true);
  expect(lateOf('boot', 60_000)).toBe(true);
  // What follows is still known.
  expect(lateOf('write', 60_000)).toBe(false);
  expect(isLate({ leftMs: 500, share: 0.95 })).toBe(false);
  expect(isLate({ leftMs: undefined, share: 0 })).toBe(false);
});

test('without any measure, larger images are expected to take longer', () => {
  expect(assumedPace(step('write', 2_000_000))).toBeGreaterThan(assumedPace(step('write', 1_000_000)) * 1.9);
  expect(assumedPace(step('write', 1_000_000))).toBeGreaterThan(assumedPace(step('verify', 1_000_000)));
});
