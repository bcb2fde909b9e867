import { describe, expect, test } from 'vitest';
import type { PlannedStep, StepKind } from '../../../../electron/contract/job.ts';
import type { LineRun } from '../../../../electron/contract/line.ts';
import { run, slot } from '../../../test-support/lines.ts';
import { assumedPace } from '../../../ui/tile/run-progress.ts';
import { createPaceBook } from './pace.ts';

const step = (kind: StepKind): PlannedStep => ({
  kind,
  title: kind,
  isIrreversible: false,
  timeoutMs: 1,
  totalBytes: kind === 'write' ? 600_000 : 0,
});
const steps = [step('identify'), step('write'), step('boot')];
const seen = (over: Partial<LineRun>) => slot('01', { phase: 'running', run: run({ steps, ...over }) });
const [, write, boot] = steps as [PlannedStep, PlannedStep, PlannedStep];

describe('the pace of a line', () => {
  test('is learned from steps that ended, the last of a passed run included', () => {
    const book = createPaceBook();
    const writing = seen({ step: 'write', stepStartedAtMs: 1000 });
    const booting = seen({ step: 'boot', stepStartedAtMs: 8000 });
    book.see([writing], [booting]);
    book.see([booting], [seen({ step: 'boot', stepStartedAtMs: 8000, outcome: 'PASS', durationMs: 9500 })]);
    const pace = book.pace(null, steps);
    expect(pace(write)).toBe(7000);
    expect(pace(boot)).toBe(1500);
  });

  test('leans on the last few runs', () => {
    const book = createPaceBook();
    for (const ms of [10_000, 10_000, 2000, 2000, 2000, 2000, 2000, 2000]) {
      book.see([seen({ step: 'write', stepStartedAtMs: 0 })], [seen({ step: 'boot', stepStartedAtMs: ms })]);
    }
    expect(book.pace(null, steps)(write)).toBeLessThan(2700);
  });

  test('learns nothing from a failure, a step that was missed, or another run', () => {
    const book = createPaceBook();
    const writing = seen({ step: 'write', stepStartedAtMs: 1000 });
    book.see([writing], [seen({ step: 'write', stepStartedAtMs: 1000, outcome: 'FAIL', durationMs: 1100 })]);
    book.see([writing], [seen({ runId: 'r2', step: 'boot', stepStartedAtMs: 1100 })]);
    book.see([seen({ step: 'identify', stepStartedAtMs: 0 })], [seen({ step: 'boot', stepStartedAtMs: 50 })]);
    expect(book.pace(null, steps)(write)).toBe(assumedPace(write));
  });

  test('before anything was seen: the median of earlier runs, shared out over the steps', () => {
    const pace = createPaceBook().pace(60_000, steps);
    expect(steps.reduce((sum, each) => sum + pace(each), 0)).toBeCloseTo(60_000);
  });

  test('is forgotten with the recipe', () => {
    const book = createPaceBook();
    book.see([seen({ step: 'write', stepStartedAtMs: 0 })], [seen({ step: 'boot', stepStartedAtMs: 9000 })]);
    book.forget();
    expect(book.pace(null, steps)(write)).toBe(assumedPace(write));
  });
});
