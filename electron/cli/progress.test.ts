import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { PlannedStep, StepKind } from '../contract/job.ts';
import { createBoard, lineText } from './board.ts';
import { createRunProgress } from './progress.ts';
import { createPaint } from './style.ts';
import { createTestIo } from './test-io.ts';

const step = (kind: StepKind, totalBytes: number): PlannedStep => ({
  kind,
  title: kind,
  isIrreversible: false,
  timeoutMs: 1000,
  totalBytes,
});
const steps = [step('identify', 0), step('write', 1_000_000), step('verify', 1_000_000), step('boot', 0)];
const event = (kind: StepKind, doneBytes: number) => ({
  runId: 'r',
  slot: '01',
  step: kind,
  label: 'application',
  doneBytes,
  totalBytes: 1_000_000,
});

test('bytes move the bar, and the last step ends it', () => {
  const progress = createRunProgress(steps, 0);
  progress.stepStarted('identify');
  progress.stepFinished('identify');
  progress.stepStarted('write');
  progress.progress(event('write', 500_000));
  expect(progress.fraction()).toBeCloseTo(0.258, 2);
  expect(progress.remainingMs(1000)).toBeCloseTo(2876, -2);
  for (const { kind } of steps) progress.stepFinished(kind);
  expect(progress.fraction()).toBe(1);
  expect(progress.remainingMs(5000)).toBe(0);
});

test('percent never falls and the end never moves away, whatever is retried or told twice', () => {
  const act = fc.oneof(
    fc.constantFrom(...steps).map(({ kind }) => ({ kind: 'start' as const, step: kind })),
    fc.constantFrom(...steps).map(({ kind }) => ({ kind: 'finish' as const, step: kind })),
    fc.record({
      kind: fc.constant('bytes' as const),
      step: fc.constantFrom<StepKind>('write', 'verify'),
      done: fc.nat(1_200_000),
    }),
  );
  fc.assert(
    fc.property(fc.array(act), (acts) => {
      const progress = createRunProgress(steps, 0);
      let fraction = 0;
      let endsAt = Number.POSITIVE_INFINITY;
      acts.forEach((next, index) => {
        if (next.kind === 'start') progress.stepStarted(next.step);
        if (next.kind === 'finish') progress.stepFinished(next.step);
        if (next.kind === 'bytes') progress.progress(event(next.step, next.done));
        expect(progress.fraction()).toBeGreaterThanOrEqual(fraction);
        expect(progress.fraction()).toBeLessThanOrEqual(1);
        fraction = progress.fraction();
        const now = (index + 1) * 100;
        const remaining = progress.remainingMs(now);
        if (remaining === undefined || remaining === 0) return;
        expect(now + remaining).toBeLessThanOrEqual(endsAt + 1e-6);
        endsAt = now + remaining;
      });
    }),
  );
});

test('a board draws at most ten times a second, and each drawing replaces the last', () => {
  vi.useFakeTimers();
  try {
    const io = createTestIo({ isTerminal: true });
    const board = createBoard(io, createPaint(false), () => [
      { slot: '01', fraction: 0.5, remainingMs: 61_000, label: 'application' },
      { slot: '02', fraction: 0, remainingMs: undefined, label: 'identify' },
    ]);
    for (let ms = 0; ms < 1000; ms += 5) {
      board.changed();
      vi.advanceTimersByTime(5);
    }
    const drawings = io.stdout().split('application').length - 1;
    expect(drawings).toBeLessThanOrEqual(10);
    expect(drawings).toBeGreaterThanOrEqual(9);
    expect(io.stdout().split('\u001b[2A\u001b[0J').length - 1).toBe(drawings - 1);
    board.close();
    board.changed();
    vi.advanceTimersByTime(1000);
    expect(io.stdout().endsWith('\u001b[2A\u001b[0J')).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('away from a terminal nothing is redrawn', () => {
  const io = createTestIo();
  const board = createBoard(io, createPaint(false), () => [{ slot: '01', fraction: 0.5, remainingMs: 1, label: 'x' }]);
  board.changed();
  board.say('01  write');
  board.close();
  expect(io.stdout()).toBe('01  write\n');
});

test('a line fits its terminal and shows no control characters of a device', () => {
  const line = { slot: '01', fraction: 0.999, remainingMs: 61_000, label: `app\u001b[31m\u0007${'x'.repeat(200)}` };
  const text = lineText(line, createPaint(false), 60);
  expect(text).toMatch(/^01 {3}█{19}░ {2}99 % {2}1:01 {2}app\[31mx+$/);
  expect(text.length).toBeLessThan(60);
});
