import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aKey, aRun, aUnit, fingerprintOf, theSteps } from '../../../test/support/journal-bodies.ts';
import { createVirtualClock } from '../../../test/support/virtual-clock.ts';
import { type ErrorReport, SlipwayError } from '../../contract/errors.ts';
import type { JournalBody, JournalEvent } from '../../contract/events.ts';
import { type JournalStore, openJournal } from './store.ts';

let folder: string;
let journal: JournalStore;
const clock = createVirtualClock();
const listenerErrors: unknown[] = [];
const open = (name = 'journal.sqlite') =>
  openJournal({
    path: join(folder, name),
    clock,
    version: '0.1.0',
    onListenerError: (thrown) => listenerErrors.push(thrown),
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-journal-'));
  journal = await open();
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('events', () => {
  test('are numbered without gaps and read back as they were appended', () => {
    const appended = journal.append(aUnit('u1'), aRun('r1'), { kind: 'run.unit', runId: 'r1', unitId: 'u1' });
    expect(appended.map(({ seq }) => seq)).toEqual([2, 3, 4]);
    expect(journal.events({ afterSeq: 1 })).toEqual(appended);
    expect(journal.events({ runId: 'r1' })).toEqual(appended.slice(1));
    expect(journal.events({ unitId: 'u1' })).toEqual(appended);
    expect(journal.events({ afterSeq: 1, limit: 1 })).toEqual(appended.slice(0, 1));
    expect(journal.lastSeq()).toBe(4);
  });

  test('survive closing; opening and closing are events themselves', async () => {
    journal.append(aUnit('u1'));
    journal.close();
    journal = await open();
    expect(journal.events({}).map(({ body }) => body.kind)).toEqual([
      'station.opened',
      'unit.seen',
      'station.closed',
      'station.opened',
    ]);
  });

  test('cannot be changed or removed, not even by SQL', async () => {
    const { openDatabase } = await import('./db.ts');
    const db = await openDatabase(join(folder, 'journal.sqlite'), { busyTimeoutMs: 1000 });
    expect(() => db.exec("UPDATE events SET kind = 'x'")).toThrow('append-only');
    expect(() => db.exec('DELETE FROM events')).toThrow('append-only');
    db.close();
  });

  test('that do not fit the contract are refused and leave nothing', () => {
    const before = journal.lastSeq();
    const wrong: JournalBody = { kind: 'run.unit', runId: 'r1', unitId: 'u1', ...{ extra: 1 } };
    expect(() => journal.append(aUnit('u1'), wrong)).toThrow('does not fit the contract');
    expect(journal.lastSeq()).toBe(before);
    expect(journal.unit('u1')).toBeUndefined();
  });
});

describe('transactions', () => {
  test('take all of their events or none', () => {
    const before = journal.lastSeq();
    expect(() =>
      journal.transact(() => {
        journal.append(aUnit('u1'));
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(journal.lastSeq()).toBe(before);
    expect(journal.countUnits()).toBe(0);
  });

  test('keep what came before a failure inside that was caught', () => {
    const heard: number[] = [];
    journal.subscribe(({ seq }) => heard.push(seq));
    journal.transact(() => {
      journal.append(aUnit('u1'));
      expect(() => journal.append(aUnit('u2'), aUnit('u1', { hardwareId: 'esp:other' }))).toThrow(SlipwayError);
      journal.append(aUnit('u3'));
    });
    expect(journal.events({ afterSeq: 1 }).map(({ body }) => 'unitId' in body && body.unitId)).toEqual(['u1', 'u3']);
    expect(heard).toEqual([2, 3]);
  });

  test('must not wait', () => {
    expect(() => journal.transact(() => Promise.resolve(1))).toThrow('must not wait');
  });

  test('tell listeners after the commit, in order, and each listener by itself', () => {
    const heard: string[] = [];
    const errors: unknown[] = [];
    journal.subscribe(() => {
      throw new Error('a broken listener');
    });
    journal.subscribe((event: JournalEvent) => {
      heard.push(event.body.kind);
      if (event.body.kind === 'unit.seen') journal.append(aRun('r1'));
    });
    const stop = journal.subscribe((event) => errors.push(event));
    journal.transact(() => {
      journal.append(aUnit('u1'));
      journal.append({ kind: 'station.closed' });
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual(['unit.seen', 'station.closed', 'run.started']);
    stop();
    journal.append({ kind: 'station.closed' });
    expect(errors).toHaveLength(3);
    expect(listenerErrors).toHaveLength(4);
  });
});

describe('records', () => {
  test('follow a unit through its run', () => {
    journal.append(aUnit('u1', { mac: 'AA:BB:CC:00:00:01' }));
    expect(journal.unit('u1')?.status).toBe('new');
    journal.append(aRun('r1'), { kind: 'run.unit', runId: 'r1', unitId: 'u1' });
    expect(journal.unit('u1')).toMatchObject({
      status: 'in-progress',
      product: 'clock',
      productVersion: '1.0.0',
      lastRunId: 'r1',
    });
    journal.append(
      { kind: 'serial.reserved', serial: 'AC-7', unitId: 'u1', runId: 'r1', scheme: 'AC-{n}', number: 7 },
      aKey('u1', 'AC-7', 'k1'),
    );
    expect(journal.serial('AC-7')).toEqual({
      serial: 'AC-7',
      unitId: 'u1',
      runId: 'r1',
      scheme: 'AC-{n}',
      number: 7,
      state: 'issued',
    });
    journal.append({
      kind: 'identity.confirmed',
      unitId: 'u1',
      runId: 'r1',
      serial: 'AC-7',
      keyFingerprint: fingerprintOf('k1'),
    });
    expect(journal.keyOfUnit('u1')).toMatchObject({ state: 'confirmed', serial: 'AC-7' });
    expect(journal.serialOfUnit('u1')?.state).toBe('confirmed');
    journal.append({
      kind: 'run.finished',
      runId: 'r1',
      outcome: 'FAIL',
      failedStep: null,
      error: null,
      durationMs: 1,
    });
    expect(journal.unit('u1')?.status).toBe('failed');
    expect(journal.run('r1')).toMatchObject({ status: 'finished', outcome: 'FAIL', serial: 'AC-7', unitId: 'u1' });
    expect(journal.unitBySerial('AC-7')?.unitId).toBe('u1');
    expect(journal.unitByMac('aa:bb:cc:00:00:01')?.unitId).toBe('u1');
    expect(journal.unitByMac('AA:BB:CC:00:00:01')?.unitId).toBe('u1');
    expect(journal.unitByHardwareId('esp:u1')?.unitId).toBe('u1');
    expect(journal.hardwareOf('u1')?.chip).toBe('esp32c3');
    expect(journal.lastNumber('AC-{n}')).toBe(7);
    expect(journal.lastNumber('other')).toBeUndefined();
  });

  test('a void key frees the unit for a new one, never the key', () => {
    journal.append(aUnit('u1'), aRun('r1'), aKey('u1', 'S1', 'k1'));
    journal.append({
      kind: 'identity.voided',
      unitId: 'u1',
      runId: 'r1',
      serial: 'S1',
      keyFingerprint: fingerprintOf('k1'),
      reason: 'x',
    });
    expect(journal.keyOfUnit('u1')).toBeUndefined();
    expect(journal.key(fingerprintOf('k1'))?.state).toBe('voided');
    expect(journal.serialOfUnit('u1')).toMatchObject({ serial: 'S1', state: 'reserved' });
    expect(() => journal.append(aKey('u1', 'S1', 'k1'))).toThrow('belongs to unit u1');
    journal.append(aKey('u1', 'S1', 'k2'));
    expect(journal.keyOfUnit('u1')?.keyFingerprint).toBe(fingerprintOf('k2'));
  });

  test('needs-attention ends only by a decision, retired not at all', () => {
    journal.append(aUnit('u1'), aRun('r1'), { kind: 'run.unit', runId: 'r1', unitId: 'u1' });
    journal.append({ kind: 'run.interrupted', runId: 'r1', resolution: 'needs-attention', reason: 'x' });
    expect(journal.unit('u1')?.status).toBe('needs-attention');
    expect(journal.run('r1')?.status).toBe('needs-attention');
    journal.append({
      kind: 'unit.decided',
      unitId: 'u1',
      runId: 'r1',
      decision: 'retry',
      operator: 'o',
      reason: 'seen',
    });
    expect(journal.unit('u1')?.status).toBe('interrupted');
    expect(journal.run('r1')?.status).toBe('interrupted');
    journal.append({
      kind: 'unit.decided',
      unitId: 'u1',
      runId: 'r1',
      decision: 'retire',
      operator: 'o',
      reason: 'bad',
    });
    journal.append(aRun('r2'), { kind: 'run.unit', runId: 'r2', unitId: 'u1' });
    expect(journal.unit('u1')?.status).toBe('retired');
  });

  test('a run ends once', () => {
    const end: JournalBody = {
      kind: 'run.finished',
      runId: 'r1',
      outcome: 'ERROR',
      failedStep: null,
      error: null,
      durationMs: 1,
    };
    expect(() => journal.append(end)).toThrow('was never started');
    journal.append(aRun('r1'), end);
    expect(() => journal.append(end)).toThrow('is finished already');
    expect(() => journal.append({ kind: 'step.started', runId: 'r1', step: 'identify', attempt: 1 })).toThrow(
      'is finished',
    );
  });

  test('a run is told in detail from its events', () => {
    journal.append(
      aUnit('u1'),
      aRun('r1'),
      { kind: 'step.started', runId: 'r1', step: 'identify', attempt: 1 },
      { kind: 'run.unit', runId: 'r1', unitId: 'u1' },
      { kind: 'step.finished', runId: 'r1', step: 'identify', attempt: 1, evidence: { chip: 'esp32c3' } },
      {
        kind: 'measurement.taken',
        runId: 'r1',
        measurement: { name: 'boot', value: 12, unit: 'ms', min: null, max: 20, isWithinLimits: true },
      },
      { kind: 'console.captured', runId: 'r1', text: 'hello', isTruncated: false },
    );
    const detail = journal.runDetail('r1');
    expect(detail?.steps[0]).toMatchObject({ kind: 'identify', state: 'done', evidence: { chip: 'esp32c3' } });
    expect(detail).toMatchObject({ planned: theSteps, console: 'hello', run: { unitId: 'u1', status: 'running' } });
    expect(detail?.measurements).toHaveLength(1);
    expect(journal.runDetail('nope')).toBeUndefined();
  });

  test('acts are open until confirmed or void', () => {
    const act = (actId: string): JournalBody => ({
      kind: 'act.intended',
      runId: 'r1',
      unitId: 'u1',
      actId,
      act: 'fuses.user-data',
      isIrreversible: true,
      detail: { a: [1] },
    });
    journal.append(aUnit('u1'), aRun('r1'), act('a1'), act('a2'), act('a3'));
    journal.append({ kind: 'act.confirmed', runId: 'r1', unitId: 'u1', actId: 'a1', evidence: {} });
    journal.append({ kind: 'act.voided', runId: 'r1', unitId: 'u1', actId: 'a2', reason: 'x' });
    expect(journal.openActs('u1')).toEqual([
      {
        actId: 'a3',
        runId: 'r1',
        unitId: 'u1',
        act: 'fuses.user-data',
        isIrreversible: true,
        state: 'intended',
        detail: { a: [1] },
      },
    ]);
  });

  test('the outbox holds each key once, and knows what is due', () => {
    const queued: JournalBody = {
      kind: 'outbox.queued',
      entryId: 'o1',
      fleet: 'mender',
      topic: 'preauthorize',
      unitId: 'u1',
      runId: null,
      idempotencyKey: 'k',
      payload: { a: 1 },
    };
    journal.append(aUnit('u1'), queued);
    expect(() => journal.append({ ...queued, entryId: 'o2' })).toThrow('already, as entry o1');
    expect(journal.outboxDue(clock.nowMs(), 10).map(({ entryId }) => entryId)).toEqual(['o1']);
    const error = new SlipwayError('fleet/not-configured', 'There is no fleet.').toReport();
    journal.append({
      kind: 'outbox.attempted',
      entryId: 'o1',
      attempt: 1,
      error,
      nextAttemptAtMs: clock.nowMs() + 1000,
    });
    expect(journal.outboxDue(clock.nowMs(), 10)).toEqual([]);
    expect(journal.outboxDue(clock.nowMs() + 1000, 10)).toHaveLength(1);
    expect(journal.outboxByKey('k')).toMatchObject({
      attempts: 1,
      lastError: { code: 'fleet/not-configured' },
      payload: { a: 1 },
    });
    journal.append({ kind: 'outbox.attempted', entryId: 'o1', attempt: 2, error, nextAttemptAtMs: null });
    expect(journal.countOutbox('held')).toBe(1);
    journal.append({ kind: 'outbox.delivered', entryId: 'o1', receipt: {} });
    expect(journal.outbox({ state: 'delivered', limit: 10 }).rows).toHaveLength(1);
    expect(journal.outboxEntry('o1')?.deliveredAtMs).toBe(clock.nowMs());
    expect(journal.events({ unitId: 'u1' }).at(-1)?.body.kind).toBe('outbox.delivered');
  });

  test('the last accepted bundle of a product', () => {
    const accepted = (product: string, version: string): JournalBody => ({
      kind: 'bundle.accepted',
      product,
      version,
      manifestHash: version,
      signers: [],
    });
    journal.append(accepted('clock', '1.0.0'), accepted('clock', '1.2.0'), accepted('lamp', '9.0.0'));
    expect(journal.latestBundle('clock')).toEqual({ version: '1.2.0', manifestHash: '1.2.0' });
    expect(journal.latestBundle('none')).toBeUndefined();
  });

  test('who signed the bundle of a run, as it was accepted last', () => {
    const accepted = (signers: string[]): JournalBody => ({
      kind: 'bundle.accepted',
      product: 'clock',
      version: '1.0.0',
      manifestHash: 'm1',
      signers,
    });
    const recipe = { product: 'clock', version: '1.0.0', hash: 'h', bundleHash: 'm1' };
    journal.append(accepted(['key-a']), accepted(['key-a', 'key-b']));
    journal.append({ ...aRun('r1'), recipe }, { ...aRun('r2'), recipe: { ...recipe, bundleHash: null } });
    expect(journal.runDetail('r1')?.signers).toEqual(['key-a', 'key-b']);
    expect(journal.runDetail('r2')?.signers).toEqual([]);
  });

  test('can be rebuilt from the events, row by row the same', () => {
    journal.append(
      aUnit('u1', { mac: '00:00:00:00:00:01' }),
      aUnit('u2'),
      aRun('r1'),
      { kind: 'run.unit', runId: 'r1', unitId: 'u1' },
      { kind: 'serial.reserved', serial: 'S1', unitId: 'u1', runId: 'r1', scheme: 's', number: 1 },
      { kind: 'serial.reserved', serial: 'S2', unitId: 'u2', runId: 'r1', scheme: 's', number: 2 },
      aKey('u1', 'S1', 'k1'),
      { kind: 'identity.confirmed', unitId: 'u1', runId: 'r1', serial: 'S1', keyFingerprint: fingerprintOf('k1') },
      { kind: 'serial.released', serial: 'S2', unitId: 'u2', runId: 'r1', reason: 'x' },
      { kind: 'act.intended', runId: 'r1', unitId: 'u1', actId: 'a', act: 'x', isIrreversible: false, detail: {} },
      {
        kind: 'outbox.queued',
        entryId: 'o',
        fleet: 'f',
        topic: 't',
        unitId: 'u1',
        runId: 'r1',
        idempotencyKey: 'i',
        payload: {},
      },
      { kind: 'run.interrupted', runId: 'r1', resolution: 'resumable', reason: 'x' },
      { kind: 'bundle.accepted', product: 'p', version: '1.0.0', manifestHash: 'h', signers: [] },
    );
    journal.append(aUnit('u1', { mac: '00:00:00:00:00:02' }));
    const before = journal.dumpProjections();
    expect(journal.rebuildProjections()).toBe(journal.lastSeq());
    expect(journal.dumpProjections()).toEqual(before);
    expect(Object.values(before).every(Array.isArray)).toBe(true);
  });
});

describe('search', () => {
  const ids = (text: string | undefined, limit = 10, cursor?: string) => {
    const page = journal.searchUnits({ text, limit, ...(cursor === undefined ? {} : { cursor }) });
    return { ids: page.rows.map(({ unitId }) => unitId), next: page.nextCursor };
  };
  beforeEach(() => {
    for (let n = 1; n <= 5; n++) {
      journal.append(aUnit(`unit${n}`, { mac: `AA:BB:CC:00:00:0${n}` }), {
        kind: 'serial.reserved',
        serial: `AC-000${n}`,
        unitId: `unit${n}`,
        runId: 'r',
        scheme: 's',
        number: n,
      });
    }
  });
  test('finds by a prefix of anything, in any case, newest first', () => {
    expect(ids('ac-0').ids).toEqual(['unit5', 'unit4', 'unit3', 'unit2', 'unit1']);
    expect(ids('AC-0003').ids).toEqual(['unit3']);
    expect(ids('aa:bb:cc:00:00:02').ids).toEqual(['unit2']);
    expect(ids('AABBCC000004').ids).toEqual(['unit4']);
    expect(ids('esp:unit1').ids).toEqual(['unit1']);
    expect(ids('UNIT5').ids).toEqual(['unit5']);
    expect(ids('c-0').ids).toEqual([]);
    expect(ids('%').ids).toEqual([]);
  });
  test('pages by a cursor that new units do not shift', () => {
    const first = ids(undefined, 2);
    expect(first).toMatchObject({ ids: ['unit5', 'unit4'] });
    journal.append(aUnit('unit6'));
    const second = ids(undefined, 2, first.next ?? '');
    expect(second.ids).toEqual(['unit3', 'unit2']);
    expect(ids(undefined, 2, second.next ?? '')).toEqual({ ids: ['unit1'], next: null });
    const searched = ids('ac', 3);
    expect(ids('ac', 3, searched.next ?? '')).toEqual({ ids: ['unit2', 'unit1'], next: null });
    expect(() => ids('ac', 3, 'nonsense')).toThrow('not the cursor');
  });
  test('narrows by status', () => {
    journal.append(aRun('r1'), { kind: 'run.unit', runId: 'r1', unitId: 'unit2' });
    expect(journal.searchUnits({ status: 'in-progress', limit: 5 }).rows.map(({ unitId }) => unitId)).toEqual([
      'unit2',
    ]);
    expect(journal.searchUnits({ text: 'ac', status: 'in-progress', limit: 5 }).rows).toHaveLength(1);
  });
  test('counts what it finds, each unit once, and no further than asked', () => {
    journal.append(aRun('r1'), { kind: 'run.unit', runId: 'r1', unitId: 'unit2' });
    const texts = [undefined, '', 'ac', 'AC-0003', 'a', 'aa:bb', 'aabb', 'nothing'];
    const filters = [{}, { status: 'in-progress' }, { status: 'new', chip: 'esp32c3' }, { chip: 'none' }] as const;
    for (const text of texts) {
      for (const rest of [...filters, { sinceMs: 0, untilMs: 1 }, { sinceMs: 1 }]) {
        const found = journal.searchUnits({ text, ...rest, limit: 100 }).rows.length;
        expect(journal.countMatches({ text, ...rest }, 100)).toEqual({ count: found, isExact: true });
      }
    }
    expect(journal.countMatches({}, 5)).toEqual({ count: 5, isExact: true });
    expect(journal.countMatches({}, 4)).toEqual({ count: 4, isExact: false });
    expect(journal.countMatches({ text: 'ac' }, 4)).toEqual({ count: 4, isExact: false });
  });
  test('forgets a released serial number and an old key', () => {
    journal.append({ kind: 'serial.released', serial: 'AC-0001', unitId: 'unit1', runId: 'r', reason: 'x' });
    expect(ids('AC-0001').ids).toEqual([]);
    expect(journal.hasSerial('AC-0001')).toBe(true);
  });
  test('lists runs by unit, status and outcome', () => {
    for (const run of ['r1', 'r2', 'r3']) journal.append(aRun(run), { kind: 'run.unit', runId: run, unitId: 'unit1' });
    journal.append({
      kind: 'run.finished',
      runId: 'r2',
      outcome: 'ERROR',
      failedStep: null,
      error: null,
      durationMs: 1,
    });
    const runIds = (query: Parameters<JournalStore['runs']>[0]) => journal.runs(query).rows.map(({ runId }) => runId);
    expect(runIds({ limit: 2 })).toEqual(['r3', 'r2']);
    expect(runIds({ unitId: 'unit1', status: 'running', limit: 5 })).toEqual(['r3', 'r1']);
    expect(runIds({ outcome: 'ERROR', limit: 5 })).toEqual(['r2']);
  });
});

describe('how a unit failed', () => {
  const mismatch = new SlipwayError('boot/identity-mismatch', 'It answered with another number.').toReport();
  const ended = (
    runId: string,
    outcome: 'FAIL' | 'TIMEOUT' | 'ERROR' | 'ABORTED',
    error: ErrorReport = new SlipwayError('port/busy', 'Another program has it.').toReport(),
  ): JournalBody[] => [
    aRun(runId),
    { kind: 'run.unit', runId, unitId: 'u1' },
    { kind: 'run.finished', runId, outcome, failedStep: null, error, durationMs: 1 },
  ];

  test('is what the newest run says that judged it: neither the station nor a person takes that back', () => {
    journal.append(aUnit('u1'), ...ended('r1', 'FAIL', mismatch));
    const failure = { runId: 'r1', slot: 'A1', error: mismatch, isFinal: true };
    expect(journal.failureOfUnit('u1')).toMatchObject(failure);
    journal.append(...ended('r2', 'ERROR'), ...ended('r3', 'ABORTED'));
    journal.append(aRun('r4'), { kind: 'run.unit', runId: 'r4', unitId: 'u1' });
    journal.append({ kind: 'run.interrupted', runId: 'r4', resolution: 'resumable', reason: 'the power went' });
    expect(journal.failureOfUnit('u1')).toMatchObject(failure);
    journal.append(...ended('r5', 'TIMEOUT'));
    expect(journal.failureOfUnit('u1')).toMatchObject({ runId: 'r5', isFinal: false });
  });

  test('is nothing for one that no run has judged, and for one that passed since', () => {
    journal.append(aUnit('u1'), ...ended('r1', 'ERROR'));
    expect(journal.failureOfUnit('u1')).toBeUndefined();
    journal.append(...ended('r2', 'FAIL', mismatch), aRun('r3', []), { kind: 'run.unit', runId: 'r3', unitId: 'u1' });
    journal.append({
      kind: 'run.finished',
      runId: 'r3',
      outcome: 'PASS',
      failedStep: null,
      error: null,
      durationMs: 1,
    });
    expect(journal.failureOfUnit('u1')).toBeUndefined();
    expect(journal.failureOfUnit('nobody')).toBeUndefined();
  });

  test('is the same after the tables were built anew, and after opening again', async () => {
    journal.append(aUnit('u1'), ...ended('r1', 'FAIL', mismatch));
    const before = journal.failureOfUnit('u1');
    journal.rebuildProjections();
    expect(journal.failureOfUnit('u1')).toEqual(before);
    journal.close();
    journal = await open();
    expect(journal.failureOfUnit('u1')).toEqual(before);
  });
});
