import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aRun, theSteps } from '../../../test/support/journal-bodies.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { JournalBody, JournalEvent } from '../../contract/events.ts';
import { outcomeSchema } from '../../contract/job.ts';
import { foldRun, judgeInterrupted, type RunState, reduceRun, tryReduceRun } from './machine.ts';

const runId = 'r1';
const unitId = 'u1';
const settleable = new Set(['settleable']);
const anError = new SlipwayError('port/gone', 'The port has vanished.').toReport();
const eventOf = (body: JournalBody, index: number): JournalEvent => ({ seq: index + 1, atMs: index, body });

/** Every body that could be said about the run, legal now or not; `n` varies what has a choice. */
function candidates(n: number): JournalBody[] {
  const step = theSteps[n % theSteps.length]?.kind ?? 'identify';
  const attempt = 1 + (n % 3);
  const actId = `a${n % 3}`;
  const outcome = outcomeSchema.options[n % outcomeSchema.options.length] ?? 'ERROR';
  return [
    aRun(runId),
    { kind: 'run.unit', runId, unitId },
    { kind: 'step.started', runId, step, attempt },
    { kind: 'step.finished', runId, step, attempt, evidence: {} },
    { kind: 'step.failed', runId, step, attempt, error: anError, willRetry: n % 2 === 0 },
    {
      kind: 'act.intended',
      runId,
      unitId,
      actId,
      act: n % 2 === 0 ? 'settleable' : 'not',
      isIrreversible: n % 5 !== 0,
      detail: {},
    },
    { kind: 'act.confirmed', runId, unitId, actId, evidence: {} },
    { kind: 'act.voided', runId, unitId, actId, reason: 'x' },
    { kind: 'console.captured', runId, text: 'x', isTruncated: false },
    { kind: 'run.finished', runId, outcome, failedStep: null, error: null, durationMs: 1 },
    { kind: 'run.interrupted', runId, resolution: n % 2 === 0 ? 'resumable' : 'needs-attention', reason: 'x' },
    { kind: 'unit.decided', unitId, runId, decision: 'retry', operator: 'o', reason: 'x' },
    { kind: 'serial.reserved', serial: 'S', unitId, runId, scheme: 's', number: n },
  ];
}

const anyBodies = fc.array(
  fc.tuple(fc.nat(29), fc.nat(12)).map(([n, index]) => candidates(n)[index] ?? aRun(runId)),
  { maxLength: 60 },
);
/** A legal sequence: a run that starts, then whatever may follow of what was drawn. */
const legalEvents = anyBodies.map((bodies) => {
  const events: JournalEvent[] = [];
  let state: RunState | undefined;
  for (const body of [aRun(runId), ...bodies]) {
    const reduction = tryReduceRun(state, eventOf(body, events.length));
    if (!reduction.ok) continue;
    events.push(eventOf(body, events.length));
    state = reduction.state;
  }
  return events;
});

describe('any legal sequence', () => {
  test('folds to the same state however often, and from any prefix on', () => {
    fc.assert(
      fc.property(legalEvents, fc.nat(), (events, cut) => {
        const whole = foldRun(events);
        const at = cut % (events.length + 1);
        const resumed = events.slice(at).reduce<RunState | undefined>(reduceRun, foldRun(events.slice(0, at)));
        expect(foldRun(events)).toEqual(whole);
        expect(resumed).toEqual(whole);
      }),
    );
  });

  test('cut off anywhere has a verdict: resumable, or needs a person exactly where an act cannot be read back', () => {
    fc.assert(
      fc.property(legalEvents, fc.nat(), (events, cut) => {
        const state = foldRun(events.slice(0, 1 + (cut % events.length)));
        if (state === undefined) throw new Error('a run that started has a state');
        const verdict = judgeInterrupted(state, settleable);
        const isOver = state.run.status !== 'running';
        const isUnknown = state.openActs.some((act) => act.isIrreversible && act.act === 'not');
        if (isOver) expect(verdict.kind).toBe('ended');
        else if (isUnknown) expect(verdict.kind).toBe('needs-attention');
        else expect(verdict.kind).toBe(state.run.unitId === null ? 'untouched' : 'resumable');
      }),
    );
  });

  test('says PASS only of a run whose every step is done and whose every act is confirmed or void', () => {
    fc.assert(
      fc.property(legalEvents, (events) => {
        const state = foldRun(events);
        if (state?.run.outcome !== 'PASS') return;
        expect(state.steps.every((step) => step.state === 'done')).toBe(true);
        expect(state.openActs).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('has at most one step running, and done steps before all others', () => {
    fc.assert(
      fc.property(legalEvents, (events) => {
        const states = foldRun(events)?.steps.map(({ state }) => state) ?? [];
        expect(states.filter((state) => state === 'running').length).toBeLessThanOrEqual(1);
        expect(states.lastIndexOf('done')).toBeLessThan(states.findIndex((state) => state !== 'done') >>> 0);
      }),
    );
  });
});

test('a finished run stays as it ended, whatever is said afterwards', () => {
  fc.assert(
    fc.property(legalEvents, fc.nat(29), (events, n) => {
      const running = foldRun(events.filter(({ body }) => !/^run\.(?:finished|interrupted)$|^unit/.test(body.kind)));
      const end: JournalBody = {
        kind: 'run.finished',
        runId,
        outcome: 'FAIL',
        failedStep: null,
        error: anError,
        durationMs: 1,
      };
      const finished = reduceRun(running, eventOf(end, 99));
      for (const body of candidates(n)) {
        const reduction = tryReduceRun(finished, eventOf(body, 100));
        if (!reduction.ok) continue;
        expect(reduction.state.run).toMatchObject({ status: 'finished', outcome: 'FAIL' });
        expect(reduction.state.steps).toEqual(finished.steps);
      }
      expect(tryReduceRun(finished, eventOf(end, 100))).toMatchObject({
        ok: false,
        illegal: { kind: 'already-ended' },
      });
    }),
  );
});

test('no sequence of events whatever makes the fold throw', () => {
  fc.assert(
    fc.property(anyBodies, (bodies) => {
      let state: RunState | undefined;
      for (const [index, body] of bodies.entries()) {
        const reduction = tryReduceRun(state, eventOf(body, index));
        if (reduction.ok) state = reduction.state;
        else expect(reduction.illegal.event).toBe(body.kind);
      }
    }),
  );
});

describe('what cannot follow is named', () => {
  const start: JournalBody = { kind: 'step.started', runId, step: 'identify', attempt: 1 };
  const cases: [string, JournalBody[], string][] = [
    ['anything before the start', [start], 'not-started'],
    ['a second start', [aRun(runId), aRun(runId)], 'already-started'],
    ['a later step first', [aRun(runId), { ...start, step: 'boot' }], 'step-out-of-order'],
    ['a step that was not planned', [aRun(runId), { ...start, step: 'enroll' }], 'unknown-step'],
    ['a step twice at once', [aRun(runId), start, { ...start, attempt: 2 }], 'step-out-of-order'],
    ['a skipped attempt', [aRun(runId), { ...start, attempt: 2 }], 'wrong-attempt'],
    [
      'an end without a start',
      [aRun(runId), { kind: 'step.finished', runId, step: 'identify', attempt: 1, evidence: {} }],
      'step-not-running',
    ],
    [
      'a try after the last one',
      [
        aRun(runId),
        start,
        { kind: 'step.failed', runId, step: 'identify', attempt: 1, error: anError, willRetry: false },
        { ...start, attempt: 2 },
      ],
      'after-final-failure',
    ],
    [
      'another unit',
      [aRun(runId), { kind: 'run.unit', runId, unitId }, { kind: 'run.unit', runId, unitId: 'u2' }],
      'unit-already-bound',
    ],
    [
      'a PASS without steps done',
      [aRun(runId), { kind: 'run.finished', runId, outcome: 'PASS', failedStep: null, error: null, durationMs: 1 }],
      'pass-unproven',
    ],
    [
      'a decision about a run that works',
      [aRun(runId), { kind: 'unit.decided', unitId, runId, decision: 'retry', operator: 'o', reason: 'x' }],
      'nothing-to-decide',
    ],
  ];
  test.each(cases)('%s', (_title, bodies, kind) => {
    const events = bodies.map(eventOf);
    const before = foldRun(events.slice(0, -1));
    const last = events.at(-1);
    if (last === undefined) throw new Error('no events');
    expect(tryReduceRun(before, last)).toMatchObject({ ok: false, illegal: { kind } });
    expect(() => reduceRun(before, last)).toThrow(kind);
  });
});
