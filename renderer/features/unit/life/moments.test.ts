import { describe, expect, test } from 'vitest';
import type { JournalBody, JournalEvent } from '../../../../electron/contract/events.ts';
import type { RunRecord } from '../../../../electron/contract/records.ts';
import { momentsOf, openActsOf } from './moments.ts';

const unitId = 'u1';
const run = (runId: string, startedAtMs: number, finishedAtMs: number | null): RunRecord => ({
  runId,
  unitId,
  serial: 'S1',
  slot: '01',
  status: 'finished',
  outcome: 'PASS',
  errorCode: null,
  product: 'p',
  productVersion: '1.0.0',
  operator: 'Ada',
  startedAtMs,
  finishedAtMs,
});

type Entry = readonly [atMs: number, body: JournalBody];
const journal = (...entries: readonly Entry[]): JournalEvent[] =>
  entries.map(([atMs, body], index) => ({ seq: index + 1, atMs, body }));

const intended: JournalBody = {
  kind: 'act.intended',
  runId: 'r1',
  unitId,
  actId: 'a1',
  act: 'fuses.burn',
  isIrreversible: true,
  detail: {},
};
const reserved: JournalBody = { kind: 'serial.reserved', serial: 'S1', unitId, runId: 'r1', scheme: 's', number: 1 };
const queued: JournalBody = {
  kind: 'outbox.queued',
  entryId: 'o1',
  fleet: 'demo',
  topic: 'enroll',
  unitId,
  runId: 'r1',
  idempotencyKey: 'k',
  payload: {},
};
const offline = { code: 'fleet/offline', message: 'no', action: 'wait', context: {} } as const;

describe('the life of a unit', () => {
  test('newest first; what a run brought is inside of it, what came later stands by itself', () => {
    const moments = momentsOf(
      [run('r2', 50, 60), run('r1', 10, 20)],
      journal(
        [12, reserved],
        [14, intended],
        [20, { kind: 'run.interrupted', runId: 'r1', resolution: 'needs-attention', reason: 'power' }],
        [30, { kind: 'unit.decided', unitId, runId: 'r1', decision: 'retry', operator: 'Ada', reason: 'read out' }],
        [40, { kind: 'serial.released', serial: 'S1', unitId, runId: 'r1', reason: 'void' }],
      ),
    );
    expect(
      moments.map((moment) => (moment.kind === 'run' ? moment.run.runId : [moment.fact.kind, moment.atMs])),
    ).toEqual(['r2', ['plain', 40], ['plain', 30], 'r1']);
    const first = moments.at(-1);
    expect(first?.kind === 'run' && [first.facts.map(({ kind }) => kind), first.interruption]).toEqual([
      ['plain', 'act'],
      { reason: 'power', coded: undefined },
    ]);
  });

  test('a run that still works has all of its facts', () => {
    const [moment] = momentsOf([run('r1', 10, null)], journal([9_999, reserved]));
    expect(moment?.kind === 'run' && moment.facts.length).toBe(1);
  });

  test('a unit is first seen once', () => {
    const seen: JournalBody = {
      kind: 'unit.seen',
      unitId,
      hardware: { hardwareId: 'esp:1', family: 'esp', chip: 'esp32c3', details: {} },
    };
    expect(momentsOf([], journal([1, seen], [2, seen])).length).toBe(1);
    const [moment] = momentsOf([run('r1', 1, 5)], journal([2, seen]));
    expect(moment?.kind === 'run' && moment.facts.length).toBe(1);
  });
});

describe('an act', () => {
  test('is open until it is confirmed or voided', () => {
    expect(openActsOf(journal([1, intended])).map(({ act }) => act)).toEqual(['fuses.burn']);
    const confirmed: JournalBody = { kind: 'act.confirmed', runId: 'r1', unitId, actId: 'a1', evidence: {} };
    expect(openActsOf(journal([1, intended], [2, confirmed]))).toEqual([]);
    const voided: JournalBody = { kind: 'act.voided', runId: 'r1', unitId, actId: 'a1', reason: 'read' };
    expect(openActsOf(journal([1, intended], [2, voided]))).toEqual([]);
  });

  test('that can be undone needs nobody', () => {
    expect(openActsOf(journal([1, { ...intended, isIrreversible: false }]))).toEqual([]);
  });
});

describe('what a fleet must be told', () => {
  const fact = (...rest: readonly Entry[]) => {
    const [moment] = momentsOf([], journal([1, queued], ...rest));
    return moment?.kind === 'fact' ? moment.fact : undefined;
  };

  test('waits, is tried, is held, is delivered', () => {
    const attempt = (nextAttemptAtMs: number | null): JournalBody => ({
      kind: 'outbox.attempted',
      entryId: 'o1',
      attempt: 3,
      error: offline,
      nextAttemptAtMs,
    });
    expect(fact()).toMatchObject({ attempts: 0, deliveredAtMs: null, isHeld: false });
    expect(fact([2, attempt(9)])).toMatchObject({ attempts: 3, lastError: offline, isHeld: false });
    expect(fact([2, attempt(null)])).toMatchObject({ isHeld: true });
    expect(fact([2, attempt(null)], [5, { kind: 'outbox.delivered', entryId: 'o1', receipt: {} }])).toMatchObject({
      deliveredAtMs: 5,
      isHeld: false,
      lastError: null,
    });
  });
});
