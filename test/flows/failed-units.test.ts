// Units that failed, put in again or found by a station that was started again: none of them looks fresh, and one that failed
// for good is never begun again by a key, a plug or a restart.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createInProcessClient } from '../../electron/api/in-process.ts';
import { SlipwayError } from '../../electron/contract/errors.ts';
import type { LineSlot } from '../../electron/contract/line.ts';
import { say } from '../../electron/contract/sentences.ts';
import { openJournal } from '../../electron/engine/journal/store.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { cutOffRun } from '../support/cut-off-run.ts';
import { aRun } from '../support/journal-bodies.ts';
import { type WatchedLine, watchLine } from '../support/line-client.ts';
import { instantUnit, type MainJob } from '../support/main-job.ts';
import { type MainJobStation, openMainJob } from '../support/main-job-station.ts';
import { type OpenLine, openLine } from '../support/open-line.ts';
import { provokes } from '../support/provoke.ts';

const finalHold = { phase: 'hold', hold: { kind: 'refused', error: { code: 'job/failed-for-good' } } };
const retry = { decision: 'retry', operator: 'Ada', reason: 'the recipe named another store' } as const;

interface Failed extends OpenLine {
  readonly line: WatchedLine;
  /** Slot 01 as the run left it. */
  readonly failed: LineSlot;
}

/** A unit in slot 01 whose run has failed. */
async function openFailed(
  temper: 'wrong-identity' | 'wont-boot',
  options: Parameters<typeof openLine>[0] = {},
): Promise<Failed> {
  const opened = await openLine({ tempers: [temper, 'good'], ...options });
  const line = await watchLine(opened.client);
  await opened.client.bench.plug({ slot: '01' });
  if (opened.setup.autoStart === false) await opened.client.line.start({ slot: '01' });
  const failed = await line.untilPhase('01', 'finished');
  expect(failed.run?.outcome).toBe('FAIL');
  // It has let go of the port as well.
  await opened.client.runs.wait({ runId: failed.run?.runId ?? '' });
  return { ...opened, line, failed };
}

/** The station again, with the same journal and these units in its slots. */
async function openAgain(
  { opened }: OpenLine,
  tempers: readonly string[],
  more: Parameters<typeof openMainJob>[0] = {},
) {
  await opened.station.close();
  const again = await openMainJob({ job: opened.job, tempers, ...more });
  const { client } = createInProcessClient(again.station);
  return { again, client, line: await watchLine(client) };
}

/** A run in slot 01 that a person stopped at once. The station must be closed. */
async function abortedRun({ dataDir }: MainJob): Promise<void> {
  const journal = await openJournal({ path: path.join(dataDir, 'journal.db'), clock: systemClock, version: '0.1.0' });
  const error = new SlipwayError('job/aborted', say('work-stopped')).toReport();
  journal.append(
    { ...aRun('r-stopped'), slot: '01' },
    { kind: 'run.finished', runId: 'r-stopped', outcome: 'ABORTED', failedStep: null, error, durationMs: 1 },
  );
  journal.close();
}

const runsOf = async ({ station }: MainJobStation) =>
  (await station.runs.list({ limit: 20 }, { signal: AbortSignal.timeout(5_000) })).rows;

describe('a unit that failed for good', () => {
  provokes('job/failed-for-good', 'is not begun again, not even where a person wants it made again', async () => {
    const { client } = await openFailed('wrong-identity');
    await client.line.start({ slot: '01', again: true });
  });

  test('is held when it is put in again, with cause, time and place, and does not start by itself', async () => {
    const { client, line, failed, opened } = await openFailed('wrong-identity');
    await client.bench.unplug({ slot: '01' });
    await line.untilPhase('01', 'empty');
    opened.bench.setTemper('01', 'good');
    await client.bench.plug({ slot: '01' });
    const held = await line.untilPhase('01', 'hold');
    expect(held).toMatchObject({
      ...finalHold,
      unit: { serial: failed.unit?.serial },
      failedBefore: { runId: failed.run?.runId, slot: '01', isFinal: true, error: { code: 'boot/identity-mismatch' } },
    });
    expect(held.hold).toMatchObject({ error: { message: expect.stringContaining(failed.run?.error?.message ?? '?') } });
    expect(await runsOf(opened)).toHaveLength(1);
  });

  test('is known in every other slot', async () => {
    const { client, line, code, opened } = await openFailed('wrong-identity');
    const { mac } = opened.bench.inspect('01');
    await client.bench.unplug({ slot: '01' });
    opened.bench.replace('02', mac);
    await client.bench.plug({ slot: '02' });
    expect(await line.untilPhase('02', 'hold')).toMatchObject({ ...finalHold, failedBefore: { slot: '01' } });
    expect(await code(() => client.line.start({ slot: '02' }))).toBe('job/failed-for-good');
    expect(opened.bench.inspect('02').flashProgrammedBytes).toBe(0);
  });

  test('stays held where the line is set up anew, by the same recipe and by another', async () => {
    const { client, line, setup } = await openFailed('wrong-identity');
    await client.bench.unplug({ slot: '01' });
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'hold');
    expect((await client.line.setup({ ...setup, operator: 'Bob' })).slots[0]).toMatchObject(finalHold);
    await client.drafts.create({ name: 'next', from: { example: 'acme-sensor' } });
    expect((await client.line.setup({ ...setup, source: { draft: 'next' } })).slots[0]).toMatchObject(finalHold);
    await client.line.clear();
    expect((await client.line.get()).slots[0]).toMatchObject(finalHold);
  });

  test('is refused by a run that somebody else starts, before anything is written', async () => {
    const { opened } = await openFailed('wrong-identity');
    const programmed = opened.bench.inspect('01').flashProgrammedBytes;
    const { run, error, steps } = await opened.provision('01');
    expect([run.outcome, error?.code]).toEqual(['FAIL', 'job/failed-for-good']);
    expect(steps.filter(({ state }) => state !== 'pending').map(({ kind }) => kind)).toEqual(['identify']);
    expect(opened.bench.inspect('01').flashProgrammedBytes).toBe(programmed);
  });

  test('is held by a station that was started again, and still is when it has asked the unit', async () => {
    const first = await openFailed('wrong-identity');
    const { again, client, line } = await openAgain(first, ['good', 'good']);
    const resets = again.bench.inspect('01').resets;
    const shown = {
      ...finalHold,
      portId: 'virtual:01',
      run: { runId: first.failed.run?.runId },
      failedBefore: { isFinal: true },
    };
    expect(line.slot('01')).toMatchObject(shown);
    expect(line.slot('02')?.phase).toBe('ready');
    // A start waits until the unit was asked.
    expect(await first.code(() => client.line.start({ slot: '01' }))).toBe('job/failed-for-good');
    expect(again.bench.inspect('01').resets).toBeGreaterThan(resets);
    expect((await client.line.get()).slots[0]).toMatchObject(shown);
    expect(await runsOf(again)).toHaveLength(1);
  });

  test('was begun again by an earlier version that was cut off: the next start holds it all the same', async () => {
    const first = await openFailed('wrong-identity');
    const { hash } = await first.client.recipes.check({ recipeFile: first.opened.job.recipeFile });
    await first.opened.station.close();
    const unitId = first.failed.unit?.unitId ?? '';
    await cutOffRun(first.opened.job, { runId: 'r-cut', unitId, recipeHash: hash });
    const { client, line } = await openAgain(first, ['good', 'good']);
    expect(line.slot('01')).toMatchObject({ ...finalHold, run: { runId: 'r-cut' } });
    expect(await first.code(() => client.line.start({ slot: '01' }))).toBe('job/failed-for-good');
  });

  test('is made again once a person has decided so in its record', async () => {
    const { client, line, opened, failed, code } = await openFailed('wrong-identity', { setup: { autoStart: false } });
    const unitId = failed.unit?.unitId ?? '';
    expect((await client.units.get({ unitId })).failure).toMatchObject({ runId: failed.run?.runId, isFinal: true });
    await client.units.decide({ unitId, ...retry });
    const ready = await line.untilPhase('01', 'ready');
    expect(ready.failedBefore).toMatchObject({ runId: failed.run?.runId, isFinal: false });
    opened.bench.setTemper('01', 'good');
    await client.line.start({ slot: '01' });
    expect((await line.until('01', ({ run }) => run?.outcome === 'PASS', 'passed')).phase).toBe('finished');
    expect((await client.units.get({ unitId })).failure).toBeNull();
    expect(await code(() => client.units.decide({ unitId, ...retry }))).toBe('station/usage');
  });

  test('and was decided about may be started after a restart, and says how it failed', async () => {
    const first = await openFailed('wrong-identity', { setup: { autoStart: false } });
    await first.client.units.decide({ unitId: first.failed.unit?.unitId ?? '', ...retry });
    const { client, line } = await openAgain(first, ['good', 'good']);
    expect(line.slot('01')).toMatchObject({ phase: 'ready', failedBefore: { slot: '01', isFinal: false } });
    await client.line.start({ slot: '01' });
    expect((await line.until('01', ({ run }) => run?.outcome === 'PASS', 'passed')).phase).toBe('finished');
  });

  test('and was retired is refused for that', async () => {
    const { client, line, failed, code } = await openFailed('wrong-identity');
    await client.units.decide({ unitId: failed.unit?.unitId ?? '', ...retry, decision: 'retire' });
    const held = await line.untilPhase('01', 'hold');
    expect(held.hold).toMatchObject({ kind: 'refused', error: { code: 'identity/duplicate-hardware' } });
    expect(await code(() => client.line.start({ slot: '01' }))).toBe('identity/duplicate-hardware');
  });
});

describe('a unit that failed otherwise', () => {
  test('is tried again by itself when it is put in again, and says how it failed before', async () => {
    const { client, line, failed, opened } = await openFailed('wont-boot');
    await client.bench.unplug({ slot: '01' });
    expect((await line.untilPhase('01', 'empty')).failedBefore).toBeNull();
    opened.bench.setTemper('01', 'good');
    await client.bench.plug({ slot: '01' });
    const before = { runId: failed.run?.runId, slot: '01', isFinal: false, error: { code: 'boot/failed' } };
    expect((await line.untilPhase('01', 'running')).failedBefore).toMatchObject(before);
    const passed = await line.until('01', ({ run }) => run?.outcome === 'PASS', 'passed');
    expect(passed.failedBefore).toMatchObject(before);
  });

  test('is shown as it failed by a station that was started again; a person tries it again', async () => {
    const first = await openFailed('wont-boot');
    const { client, line } = await openAgain(first, ['good', 'good']);
    expect(line.slot('01')).toMatchObject({
      phase: 'finished',
      portId: 'virtual:01',
      run: { runId: first.failed.run?.runId, outcome: 'FAIL', error: { code: 'boot/failed' } },
      unit: { unitId: first.failed.unit?.unitId },
    });
    await client.line.start({ slot: '01' });
    expect((await line.until('01', ({ run }) => run?.outcome === 'PASS', 'passed')).phase).toBe('finished');
  });

  test('and was stopped when it was tried again does not look fresh after a restart either', async () => {
    const first = await openFailed('wont-boot');
    const { runId } = await first.client.line.start({ slot: '01' });
    await first.line.until('01', ({ run }) => run?.runId === runId && run.step === 'boot', 'booting');
    await first.client.line.stop({ slot: '01' });
    await first.client.runs.wait({ runId });
    const { line } = await openAgain(first, ['good', 'good']);
    expect(line.slot('01')).toMatchObject({
      phase: 'finished',
      run: { runId, outcome: 'ABORTED' },
      failedBefore: { runId: first.failed.run?.runId, error: { code: 'boot/failed' } },
    });
  });

  test('and whose next run ended before it knew its unit is shown as it failed all the same', async () => {
    const first = await openFailed('wont-boot');
    await first.opened.station.close();
    await abortedRun(first.opened.job);
    const { line } = await openAgain(first, ['good', 'good']);
    expect(line.slot('01')).toMatchObject({
      phase: 'finished',
      run: { runId: first.failed.run?.runId, outcome: 'FAIL' },
    });
  });

  test('and was taken out while the station was away does not stand for the fresh one in its slot', async () => {
    const first = await openFailed('wrong-identity');
    const fresh = instantUnit('01', 7);
    const { line } = await openAgain(first, [], { units: [fresh] });
    const ready = await line.untilPhase('01', 'ready');
    expect(ready).toMatchObject({ run: null, hold: null, failedBefore: null, unit: { mac: fresh.mac, unitId: null } });
  });

  test('leaves nothing in a slot that is empty when the station is started again', async () => {
    const first = await openFailed('wont-boot');
    const { line } = await openAgain(first, [], { units: [instantUnit('02', 2)] });
    expect(line.slot('01')?.phase ?? 'empty').toBe('empty');
    expect(line.slot('02')?.phase).toBe('ready');
  });
});
