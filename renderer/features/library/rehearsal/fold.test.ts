// A dry run as its events tell it: steps in their states, progress that never jumps back, an end that settles everything.
import { expect, test } from 'vitest';
import type { JournalBody } from '../../../../electron/contract/events.ts';
import type { PlannedStep, StepKind } from '../../../../electron/contract/job.ts';
import type { RehearsalEvent } from '../../../../electron/contract/library.ts';
import { foldRehearsal, newRehearsal } from './fold.ts';

const runId = 'r';
const journal = (body: JournalBody): RehearsalEvent => ({
  kind: 'event',
  event: { kind: 'journal', event: { seq: 1, atMs: 0, body } },
});
const progress = (step: StepKind, doneBytes: number): RehearsalEvent => ({
  kind: 'event',
  event: { kind: 'progress', progress: { runId, slot: '01', step, label: step, doneBytes, totalBytes: 100 } },
});
const planned = (kind: StepKind): PlannedStep => ({
  kind,
  title: kind,
  isIrreversible: false,
  timeoutMs: 1,
  totalBytes: 0,
});
const started = journal({
  kind: 'run.started',
  runId,
  slot: '01',
  port: { id: 'virtual:01', kind: 'virtual', path: 'virtual:01' },
  recipe: { product: 'p', version: '1.0.0', hash: 'h', bundleHash: null },
  steps: [planned('write'), planned('boot')],
  operator: 'o',
  continues: null,
});
const begins = (step: StepKind, attempt = 1) => journal({ kind: 'step.started', runId, step, attempt });
const ended = (outcome: 'PASS' | 'FAIL'): RehearsalEvent => ({
  kind: 'ended',
  outcome,
  error: null,
  durationMs: 5,
  console: 'up',
});
const after = (...events: RehearsalEvent[]) => events.reduce(foldRehearsal, newRehearsal);
const states = (...events: RehearsalEvent[]) => after(...events).steps.map(({ state }) => state);

test('steps are pending, running, done', () => {
  expect(states(started)).toEqual(['pending', 'pending']);
  expect(states(started, begins('write'))).toEqual(['running', 'pending']);
  const done = journal({ kind: 'step.finished', runId, step: 'write', attempt: 1, evidence: {} });
  expect(states(started, begins('write'), done)).toEqual(['done', 'pending']);
});

test('progress counts for the step that runs, and never jumps back', () => {
  const { steps } = after(started, begins('write'), progress('write', 60), progress('write', 40), progress('boot', 10));
  expect(steps.map(({ share }) => share)).toEqual([0.6, undefined]);
});

test('another attempt counts from the beginning', () => {
  const { steps } = after(started, begins('write'), progress('write', 60), begins('write', 2));
  expect(steps[0]).toMatchObject({ share: undefined, attempt: 2 });
});

test('what still ran when a bad run ended has failed', () => {
  expect(states(started, begins('boot'), ended('FAIL'))).toEqual(['pending', 'failed']);
  expect(after(started, ended('PASS')).end).toMatchObject({ outcome: 'PASS', durationMs: 5 });
});
