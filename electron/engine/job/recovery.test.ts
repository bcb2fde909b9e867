import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aRun, aUnit } from '../../../test/support/journal-bodies.ts';
import { provokes } from '../../../test/support/provoke.ts';
import { createVirtualClock } from '../../../test/support/virtual-clock.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { JournalBody } from '../../contract/events.ts';
import { type JournalStore, openJournal } from '../journal/store.ts';
import { foldRun } from './machine.ts';
import { decide, recover } from './recovery.ts';

const clock = createVirtualClock();
const settleableActs = new Set(['identity.issue']);
let journal: JournalStore;

beforeEach(async () => {
  journal = await openJournal({ path: ':memory:', clock, version: '0.1.0' });
});
afterEach(() => journal.close());

const act = (name: string, actId = 'a1'): JournalBody => ({
  kind: 'act.intended',
  runId: 'r1',
  unitId: 'u1',
  actId,
  act: name,
  isIrreversible: true,
  detail: {},
});
const bound: JournalBody[] = [
  aUnit('u1'),
  aRun('r1'),
  { kind: 'step.started', runId: 'r1', step: 'identify', attempt: 1 },
  { kind: 'run.unit', runId: 'r1', unitId: 'u1' },
  { kind: 'step.finished', runId: 'r1', step: 'identify', attempt: 1, evidence: {} },
  { kind: 'step.started', runId: 'r1', step: 'write', attempt: 1 },
];
const recovered = () => recover({ journal, clock, settleableActs });

describe('on start', () => {
  provokes('job/interrupted', 'the station stopped before the unit was found', () => {
    journal.append(aRun('r1'), { kind: 'step.started', runId: 'r1', step: 'identify', attempt: 1 });
    expect(recovered()).toEqual([{ runId: 'r1', unitId: null, verdict: 'untouched' }]);
    const end = journal.events({ runId: 'r1' }).at(-1)?.body;
    expect(end).toMatchObject({ kind: 'run.finished', outcome: 'ABORTED', failedStep: 'identify' });
    throw errorOf(end);
  });

  test('a unit in the middle of its run is resumable', () => {
    journal.append(...bound);
    expect(recovered()).toEqual([{ runId: 'r1', unitId: 'u1', verdict: 'resumable' }]);
    expect(journal.unit('u1')?.status).toBe('interrupted');
    expect(journal.run('r1')?.status).toBe('interrupted');
  });

  test('an act that can be read back is left to the next run', () => {
    journal.append(...bound, act('identity.issue'));
    expect(recovered()[0]?.verdict).toBe('resumable');
    expect(journal.openActs('u1')).toHaveLength(1);
    expect(journal.events({ runId: 'r1' }).at(-1)?.body).toMatchObject({
      reason: expect.stringContaining('identity.issue'),
    });
  });

  test('an act that cannot be read back is for a person', () => {
    journal.append(...bound, act('identity.issue'), act('laser.engrave', 'a2'));
    expect(recovered()[0]?.verdict).toBe('needs-attention');
    expect(journal.unit('u1')?.status).toBe('needs-attention');
  });

  test('an act that was confirmed or void is over', () => {
    journal.append(...bound, act('laser.engrave'), {
      kind: 'act.confirmed',
      runId: 'r1',
      unitId: 'u1',
      actId: 'a1',
      evidence: {},
    });
    expect(recovered()[0]?.verdict).toBe('resumable');
  });

  test('nothing that was said is changed, ended runs stay as they are, and a second recovery finds nothing', () => {
    const end: JournalBody = {
      kind: 'run.finished',
      runId: 'r0',
      outcome: 'ERROR',
      failedStep: null,
      error: null,
      durationMs: 1,
    };
    journal.append(aRun('r0'), end, ...bound, aRun('r2'));
    const before = journal.events({});
    expect(recovered().map(({ runId }) => runId)).toEqual(['r2', 'r1']);
    expect(journal.events({}).slice(0, before.length)).toEqual(before);
    expect(journal.run('r0')).toMatchObject({ status: 'finished', outcome: 'ERROR' });
    expect(recovered()).toEqual([]);
  });

  test('more runs than a page are all recovered', () => {
    for (let n = 0; n < 1_200; n++) journal.append(aRun(`many${n}`));
    expect(recovered()).toHaveLength(1_200);
    expect(journal.runs({ status: 'running', limit: 1 }).rows).toEqual([]);
  });

  test.each(Array.from({ length: 9 }, (_, length) => length + 1))(
    'a crash after %i events leaves a legal record',
    (length) => {
      const whole: JournalBody[] = [
        ...bound,
        act('identity.issue'),
        { kind: 'act.confirmed', runId: 'r1', unitId: 'u1', actId: 'a1', evidence: {} },
        { kind: 'step.finished', runId: 'r1', step: 'write', attempt: 1, evidence: {} },
      ];
      journal.append(...whole.slice(0, length));
      recovered();
      const status = foldRun(journal.events({ runId: 'r1' }))?.run.status;
      expect(length === 1 ? undefined : status === 'finished' || status === 'interrupted').toBe(
        length === 1 ? undefined : true,
      );
    },
  );
});

describe('a decision', () => {
  const decided = (decision: 'retry' | 'retire', unitId = 'u1') =>
    decide({ journal, settleableActs }, { unitId, decision, operator: 'Ada', reason: 'looked at it' });

  test('to try again voids what nobody can read and lets the unit be worked on', () => {
    journal.append(...bound, act('laser.engrave'), act('identity.issue', 'a2'));
    recovered();
    decided('retry');
    expect(journal.unit('u1')?.status).toBe('interrupted');
    expect(journal.openActs('u1').map(({ actId }) => actId)).toEqual(['a2']);
    expect(foldRun(journal.events({ runId: 'r1' }))?.run.status).toBe('interrupted');
  });
  test('to try again lets a unit be worked on that failed for good, once, and not one that only failed', () => {
    const failing = (code: 'boot/identity-mismatch' | 'boot/failed', runId: string): JournalBody => ({
      kind: 'run.finished',
      runId,
      outcome: 'FAIL',
      failedStep: 'write',
      error: new SlipwayError(code, 'It answered with another number.').toReport(),
      durationMs: 1,
    });
    journal.append(...bound, failing('boot/identity-mismatch', 'r1'));
    expect(journal.failureOfUnit('u1')?.isFinal).toBe(true);
    decided('retry');
    expect(journal.unit('u1')?.status).toBe('interrupted');
    expect(journal.failureOfUnit('u1')).toMatchObject({ runId: 'r1', isFinal: false });
    expect(() => decided('retry')).toThrow('nothing to decide');

    journal.append(aRun('r2'), { kind: 'run.unit', runId: 'r2', unitId: 'u1' }, failing('boot/failed', 'r2'));
    expect(() => decided('retry')).toThrow('nothing to decide');
  });
  test('to retire is for ever', () => {
    journal.append(...bound, act('laser.engrave'));
    recovered();
    decided('retire');
    expect(journal.unit('u1')?.status).toBe('retired');
    expect(() => decided('retry')).toThrow('nothing to decide');
  });
  test('about a unit that is being worked on is refused', () => {
    journal.append(...bound);
    expect(() => decided('retire')).toThrow('being worked on');
    expect(() => decided('retry')).toThrow('nothing to decide');
  });
  provokes('job/not-found', 'a decision about a unit that nobody knows', () => decided('retire', 'nobody'));
});

function errorOf(body: JournalBody | undefined): Error {
  if (body?.kind !== 'run.finished' || body.error === null) return new Error('no error was recorded');
  const { code, message, context } = body.error;
  return new SlipwayError(code, message, { context });
}
