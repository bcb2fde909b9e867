// The line as an operator works it, through the contract's client: plug in, PASS, pull out, the next one.
import { describe, expect, test } from 'vitest';
import { createInProcessClient } from '../../electron/api/in-process.ts';
import { toSlipwayError } from '../../electron/contract/errors.ts';
import { cutOffRun } from '../support/cut-off-run.ts';
import { watchLine } from '../support/line-client.ts';
import { prepareMainJob } from '../support/main-job.ts';
import { openMainJob } from '../support/main-job-station.ts';
import { openLine } from '../support/open-line.ts';
import { caught, provokes } from '../support/provoke.ts';
import { useTempDir } from '../support/temp-dir.ts';

const scanning = (text: string) => text.replace(/scheme: .*/, "scan: 'AC-[0-9]{4}'");

describe('a unit that is plugged in', () => {
  test('is recognised, made and shown as PASS until it is taken out; plugged in again it is known and left alone', async () => {
    const { client, opened } = await openLine();
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    const passed = await line.untilPhase('01', 'finished');
    expect(passed.run).toMatchObject({ outcome: 'PASS', error: null });
    expect(passed.unit?.serial).toMatch(/^AC-\d{4}-\d{5}$/);
    expect(line.phases('01')).toEqual(['empty', 'ready', 'recognising', 'running', 'finished']);

    await client.bench.unplug({ slot: '01' });
    expect(await line.untilPhase('01', 'empty')).toMatchObject({ run: null, unit: null, portId: null });

    await client.bench.plug({ slot: '01' });
    const again = await line.untilPhase('01', 'repeat');
    expect(again.repeatOf).toMatchObject({ runId: passed.run?.runId, slot: '01', serial: passed.unit?.serial });
    expect(opened.bench.inspect('01').fuseBurns).toBe(1);
    expect((await client.runs.list({ limit: 10 })).rows).toHaveLength(1);
  });

  test('does not start while somebody finds out which slot is which, also where several do', async () => {
    const { client, connect, opened } = await openLine({ tempers: ['good', 'good'] });
    const line = await watchLine(client);
    const [one, another] = [new AbortController(), new AbortController()];
    const holds = await Promise.all([
      client.line.hold(undefined, { signal: one.signal }),
      connect().line.hold(undefined, { signal: another.signal }),
    ]);
    for (const hold of holds) expect(await hold.next()).toEqual({ done: false, value: { held: true } });
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'ready');
    one.abort();
    expect(await holds[0].next()).toMatchObject({ done: true });
    await client.bench.unplug({ slot: '01' });
    await line.untilPhase('01', 'empty');
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'ready');
    another.abort();
    await holds[1].next();
    // What was plugged in meanwhile waits for a person; what comes now starts.
    await client.bench.plug({ slot: '02' });
    await line.untilPhase('02', 'finished');
    expect(line.phases('01')).not.toContain('running');
    expect(opened.bench.inspect('01').fuseBurns).toBe(0);
  });

  test('is reached once: the run goes on where the recognition left the unit', async () => {
    const { client, opened, setup } = await openLine({ tempers: ['good', 'good'] });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'finished');
    await client.line.clear();
    await client.bench.plug({ slot: '02' });
    const { runId } = await client.runs.start({ target: '02', source: setup.source });
    await client.runs.wait({ runId });
    expect(opened.bench.inspect('01').resets).toBe(opened.bench.inspect('02').resets);
  });

  test('says in which step it is, and the journal says so too', async () => {
    const { client } = await openLine();
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    const writing = await line.until('01', ({ run }) => run?.step === 'write', 'writing');
    expect(writing.run).toMatchObject({ outcome: null, durationMs: null });
    expect(writing.run?.stepStartedAtMs).toBeGreaterThanOrEqual(writing.run?.startedAtMs ?? Number.NaN);
    const done = await line.untilPhase('01', 'finished');
    const { run } = await client.runs.get({ runId: done.run?.runId ?? '' });
    expect(run).toMatchObject({ outcome: 'PASS', operator: 'Ada', slot: '01' });
  });

  test('that was pulled out in the middle fails where it can be read, and the next one works', async () => {
    const { client } = await openLine();
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.until('01', ({ run }) => run?.step === 'write', 'writing');
    await client.bench.unplug({ slot: '01' });
    const failed = await line.untilPhase('01', 'finished');
    expect(failed).toMatchObject({
      portId: null,
      run: { outcome: 'FAIL', step: 'write', error: { code: 'port/gone' } },
    });
    await client.bench.replace({ slot: '01' });
    const next = await line.until('01', ({ run }) => run?.outcome === 'PASS', 'passed');
    expect(next.run?.runId).not.toBe(failed.run?.runId);
    expect(next.unit?.mac).not.toBe(failed.unit?.mac);
  });

  test('that loses its port in the middle by itself fails where it can be read, whoever notices first', async () => {
    const { client } = await openLine({ tempers: ['unplug@20000'] });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    const failed = await line.until('01', ({ run, portId }) => run?.outcome === 'FAIL' && portId === null, 'gone');
    expect(failed).toMatchObject({ phase: 'finished', run: { error: { code: 'port/gone' } } });
    expect(line.phases('01').at(-1)).toBe('finished');
  });

  test('that does not answer gets a record of its failure', async () => {
    const { client } = await openLine({ tempers: ['silent'] });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    const failed = await line.untilPhase('01', 'finished');
    expect(failed.run).toMatchObject({ outcome: 'FAIL', error: { code: 'port/silent' } });
    expect((await client.runs.list({ limit: 5 })).rows).toMatchObject([{ outcome: 'FAIL', errorCode: 'port/silent' }]);
  });

  test('of another kind is refused before anything is begun', async () => {
    const { client } = await openLine({ tempers: ['wrong-chip'] });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    const held = await line.untilPhase('01', 'hold');
    expect(held.hold).toMatchObject({ kind: 'refused', error: { code: 'device/wrong-chip' } });
    expect((await client.runs.list({ limit: 5 })).rows).toEqual([]);
  });

  test('stays as it is where nothing starts by itself, until a person starts it', async () => {
    const { client } = await openLine({ setup: { autoStart: false } });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    expect(await line.untilPhase('01', 'ready')).toMatchObject({ unit: null });
    const { runId } = await client.line.start({ slot: '01' });
    expect((await line.untilPhase('01', 'finished')).run).toMatchObject({ runId, outcome: 'PASS' });
  });

  test('before the line was set up waits for a person', async () => {
    const { client, setup } = await openLine();
    await client.line.clear();
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'ready');
    await client.line.setup(setup);
    expect((await client.line.get()).slots[0]).toMatchObject({ phase: 'ready' });
    expect((await client.runs.list({ limit: 5 })).rows).toEqual([]);
  });
});

describe('a unit that failed', () => {
  test('is tried again by a person without taking it out, as the same unit', async () => {
    const { client, opened } = await openLine({ tempers: ['wont-boot'] });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    const failed = await line.untilPhase('01', 'finished');
    expect(failed.run).toMatchObject({ outcome: 'FAIL', step: 'boot' });
    opened.bench.setTemper('01', 'good');
    const { runId } = await client.line.start({ slot: '01' });
    const passed = await line.until('01', ({ run }) => run?.runId === runId && run.outcome !== null, 'ended');
    expect(passed).toMatchObject({
      phase: 'finished',
      run: { outcome: 'PASS' },
      unit: { serial: failed.unit?.serial },
    });
  });

  test('is made by itself when it is plugged in again', async () => {
    const { client, opened } = await openLine({ tempers: ['wont-boot'] });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'finished');
    await client.bench.unplug({ slot: '01' });
    opened.bench.setTemper('01', 'good');
    await client.bench.plug({ slot: '01' });
    expect((await line.until('01', ({ run }) => run?.outcome === 'PASS', 'passed')).phase).toBe('finished');
  });
});

describe('a unit that has passed', () => {
  provokes('job/already-passed', 'is not made again by mistake', async () => {
    const { client } = await openLine();
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'finished');
    await client.line.start({ slot: '01' });
  });

  test('is made again when a person says so', async () => {
    const { client } = await openLine();
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    const first = await line.untilPhase('01', 'finished');
    const { runId } = await client.line.start({ slot: '01', again: true });
    const second = await line.until('01', ({ run }) => run?.runId === runId && run.outcome !== null, 'ended');
    expect(second).toMatchObject({ run: { outcome: 'PASS' }, unit: { serial: first.unit?.serial } });
  });

  test('is made by another recipe, for which it is new', async () => {
    const { client, setup } = await openLine();
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'finished');
    await client.bench.unplug({ slot: '01' });
    await client.drafts.create({ name: 'next', from: { example: 'acme-sensor' } });
    await client.line.setup({ ...setup, source: { draft: 'next' } });
    await client.bench.plug({ slot: '01' });
    expect((await line.until('01', ({ run }) => run?.outcome === 'PASS', 'passed')).phase).toBe('finished');
  });
});

test('an order stays, and counts, while its recipe cannot be used', async () => {
  const { client, setup } = await openLine();
  const line = await watchLine(client);
  await client.drafts.create({ name: 'next', from: { example: 'acme-sensor' } });
  const { text } = await client.drafts.read({ name: 'next' });
  await client.line.setup({ ...setup, source: { draft: 'next' }, order: { name: 'WO-7', quantity: 2 } });
  await client.bench.plug({ slot: '01' });
  await line.untilPhase('01', 'finished');
  const order = async () => (await client.line.get()).order;
  expect(await order()).toMatchObject({ name: 'WO-7', passed: 1, quantity: 2 });
  await client.drafts.write({ name: 'next', text: `${text}\nmisspelled: 1\n` });
  await expect.poll(async () => (await client.line.get()).problem?.code).toMatch(/^recipe\//);
  expect(await order()).toMatchObject({ name: 'WO-7', passed: 1, quantity: 2 });
});

describe('another set-up', () => {
  test('asks anew what it is to the units that wait: no wrong one and none that has passed is called ready', async () => {
    const { client, setup, opened } = await openLine({ tempers: ['good', 'good', 'wrong-chip'] });
    const line = await watchLine(client);
    for (const slot of ['01', '02', '03']) await client.bench.plug({ slot });
    await line.untilPhase('01', 'finished');
    await line.untilPhase('02', 'finished');
    expect((await line.untilPhase('03', 'hold')).hold?.kind).toBe('refused');
    await client.bench.unplug({ slot: '01' });
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'repeat');
    const resets = opened.bench.inspect('01').resets;

    // The same recipe for another order: nothing about these units has changed.
    const next = await client.line.setup({ ...setup, autoStart: false, order: { name: 'WO-9', quantity: 5 } });
    expect(next.slots).toMatchObject([{ phase: 'repeat' }, { phase: 'finished' }, { hold: { kind: 'refused' } }]);
    // Another recipe: what passed is new to it, what is of the wrong kind is not.
    await client.drafts.create({ name: 'other', from: { example: 'acme-sensor' } });
    const other = await client.line.setup({ ...setup, autoStart: false, source: { draft: 'other' } });
    expect(other.slots).toMatchObject([{ phase: 'ready' }, { phase: 'finished' }, { hold: { kind: 'refused' } }]);
    expect(opened.bench.inspect('01').resets, 'no unit was touched').toBe(resets);
    expect((await client.line.clear()).ok).toBe(true);
    expect((await client.line.get()).slots[2]).toMatchObject({ phase: 'ready', hold: null });
  });
});

describe('an order', () => {
  const order = { name: 'WO-7', quantity: 2 };

  test('stops at its quantity, also when all its units come at once; raising it lets the next one in', async () => {
    const { client, setup, code } = await openLine({ tempers: ['good', 'good', 'good'], setup: { order } });
    const line = await watchLine(client);
    const slots = ['01', '02', '03'];
    await Promise.all(slots.map((slot) => client.bench.plug({ slot })));
    const ends = await Promise.all(
      slots.map((slot) => line.until(slot, ({ phase }) => phase === 'finished' || phase === 'hold', 'ended or held')),
    );
    const held = ends.filter(({ phase }) => phase === 'hold');
    expect(held).toMatchObject([{ hold: { kind: 'order-complete' } }]);
    expect((await client.line.get()).order).toMatchObject({ ...order, passed: 2 });
    const slot = held[0]?.slot ?? '';
    expect(await code(() => client.line.start({ slot }))).toBe('job/order-complete');

    await client.line.setup({ ...setup, order: { ...order, quantity: 3 } });
    await line.untilPhase(slot, 'ready');
    await client.line.start({ slot });
    await line.untilPhase(slot, 'finished');
    expect((await client.line.get()).order).toMatchObject({ quantity: 3, passed: 3 });
  });

  test('a unit that fails gives its place to one that waits', async () => {
    const { client } = await openLine({
      // The first hangs in the middle of its run, however fast this machine is.
      tempers: ['stall@20000', 'good'],
      setup: { order: { name: 'WO-1', quantity: 1 } },
    });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'running');
    await client.bench.plug({ slot: '02' });
    await line.until('02', ({ hold }) => hold?.kind === 'order-complete', 'held');
    await client.bench.unplug({ slot: '01' });
    expect((await line.untilPhase('01', 'finished')).run?.outcome).toBe('FAIL');
    expect((await line.untilPhase('02', 'finished')).run?.outcome).toBe('PASS');
  });

  test('counts a unit that is made twice once', async () => {
    const { client } = await openLine({ setup: { order } });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'finished');
    const { runId } = await client.line.start({ slot: '01', again: true });
    await line.until('01', ({ run }) => run?.runId === runId && run.outcome === 'PASS', 'passed again');
    expect((await client.line.get()).order?.passed).toBe(1);
  });

  test('of another name counts anew, and the first goes on where it was', async () => {
    const { client, setup } = await openLine({ setup: { order } });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'finished');
    expect((await client.line.setup({ ...setup, order: { ...order, name: 'WO-8' } })).order?.passed).toBe(0);
    expect((await client.line.setup({ ...setup, order })).order?.passed).toBe(1);
  });

  provokes('job/order-complete', 'a unit too many is refused', async () => {
    const { client } = await openLine({ tempers: ['good', 'good'], setup: { order: { name: 'WO-1', quantity: 1 } } });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'finished');
    await client.bench.plug({ slot: '02' });
    await line.untilPhase('02', 'hold');
    await client.line.start({ slot: '02' });
  });
});

describe('a recipe whose serial numbers are scanned', () => {
  test('holds the unit until its label fits; what is tried again needs no second scan', async () => {
    const { client, code, opened } = await openLine({ edit: scanning, tempers: ['wont-boot'] });
    const line = await watchLine(client);
    expect((await client.line.get()).recipe?.scanPattern).toBe('AC-[0-9]{4}');
    await client.bench.plug({ slot: '01' });
    expect((await line.untilPhase('01', 'hold')).hold).toEqual({ kind: 'scan', pattern: 'AC-[0-9]{4}' });
    expect(await code(() => client.line.start({ slot: '01' }))).toBe('identity/serial-needed');
    expect(await code(() => client.line.start({ slot: '01', scannedSerial: 'XX-1' }))).toBe('identity/serial-invalid');
    expect(line.slot('01')).toMatchObject({ phase: 'hold', hold: { kind: 'scan' } });
    await client.line.start({ slot: '01', scannedSerial: 'AC-0007\r' });
    expect((await line.untilPhase('01', 'finished')).run?.outcome).toBe('FAIL');
    opened.bench.setTemper('01', 'good');
    await client.line.start({ slot: '01' });
    expect(await line.until('01', ({ run }) => run?.outcome === 'PASS', 'passed')).toMatchObject({
      unit: { serial: 'AC-0007' },
    });
  });

  test('refuses a label that is on another unit, before anything is begun', async () => {
    const { client, code } = await openLine({ edit: scanning, tempers: ['good', 'good'] });
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'hold');
    await client.line.start({ slot: '01', scannedSerial: 'AC-0001' });
    await line.untilPhase('01', 'finished');
    await client.bench.plug({ slot: '02' });
    await line.untilPhase('02', 'hold');
    expect(await code(() => client.line.start({ slot: '02', scannedSerial: 'AC-0001' }))).toBe(
      'identity/duplicate-serial',
    );
    expect(line.slot('02')).toMatchObject({ phase: 'hold', hold: { kind: 'scan' } });
    expect((await client.runs.list({ limit: 5 })).rows).toHaveLength(1);
  });
});

describe('a unit that a crash cut off', () => {
  test('is held where it was and shown as interrupted; a person starts it, and it goes on as the same unit', async () => {
    const job = await prepareMainJob(useTempDir());
    const { station } = await openMainJob({ job });
    const { client: first } = createInProcessClient(station);
    const { hash } = await first.recipes.check({ recipeFile: job.recipeFile });
    await station.close();
    await cutOffRun(job, { runId: 'r-cut', unitId: 'u-cut', recipeHash: hash });
    const { client } = createInProcessClient((await openMainJob({ job })).station);
    const line = await watchLine(client);
    const held = line.slot('01');
    expect(held).toMatchObject({ phase: 'hold', hold: { kind: 'interrupted', error: { code: 'job/interrupted' } } });
    expect(held).toMatchObject({ run: { runId: 'r-cut', step: 'write', outcome: null }, unit: { unitId: 'u-cut' } });
    await client.line.setup({ source: { recipeFile: job.recipeFile }, operator: 'Ada', order: null, autoStart: true });
    expect(line.slot('01')?.phase).toBe('hold');
    const { runId } = await client.line.start({ slot: '01' });
    const passed = await line.until('01', ({ run }) => run?.runId === runId && run.outcome !== null, 'ended');
    expect(passed).toMatchObject({ run: { outcome: 'PASS' }, unit: { unitId: 'u-cut' } });
    expect((await client.runs.get({ runId })).continues).toBe('r-cut');
  });

  test('in an act that nobody can read the end of waits for a decision, and goes on after it', async () => {
    const job = await prepareMainJob(useTempDir());
    await cutOffRun(job, { runId: 'r-cut', unitId: 'u-cut', recipeHash: 'any', act: 'fuses.flash-encryption' });
    const { client } = createInProcessClient((await openMainJob({ job })).station);
    const line = await watchLine(client);
    expect(line.slot('01')).toMatchObject({ phase: 'hold', hold: { kind: 'attention' } });
    await client.line.setup({ source: { recipeFile: job.recipeFile }, operator: 'Ada', order: null, autoStart: true });
    expect(toSlipwayError(await caught(() => client.line.start({ slot: '01' }))).code).toBe('job/needs-attention');
    await client.units.decide({ unitId: 'u-cut', decision: 'retry', operator: 'Ada', reason: 'read out by hand' });
    expect(await line.until('01', ({ run }) => run?.outcome === 'PASS', 'passed')).toMatchObject({ phase: 'finished' });
  });
});

describe('the line and its clients', () => {
  provokes('job/not-set-up', 'nothing starts where nobody said what to make', async () => {
    const { client } = await openLine();
    await client.line.clear();
    await client.bench.plug({ slot: '01' });
    await client.line.start({ slot: '01' });
  });

  test('two windows see the same, and a run that another client started', async () => {
    const { client, connect, setup } = await openLine({ setup: { autoStart: false } });
    const [first, second] = [await watchLine(client), await watchLine(connect())];
    await client.bench.plug({ slot: '01' });
    const { runId } = await connect().runs.start({ target: '01', source: setup.source, operator: 'MES' });
    for (const line of [first, second]) {
      expect((await line.untilPhase('01', 'finished')).run).toMatchObject({ runId, outcome: 'PASS' });
    }
    expect(first.slot('01')).toEqual(second.slot('01'));
  });

  test('a person stops a run at its next safe point; the unit can be started again', async () => {
    const { client, code } = await openLine();
    const line = await watchLine(client);
    await client.bench.plug({ slot: '01' });
    await line.until('01', ({ run }) => run?.step === 'write', 'writing');
    await client.line.stop({ slot: '01' });
    expect((await line.untilPhase('01', 'finished')).run?.outcome).toBe('ABORTED');
    expect(await code(() => client.line.stop({ slot: '01' }))).toBe('job/not-found');
    await client.line.start({ slot: '01' });
    expect((await line.until('01', ({ run }) => run?.outcome === 'PASS', 'passed')).phase).toBe('finished');
  });

  test('a set-up whose recipe cannot be used is refused, and the one before stays', async () => {
    const { client, code, setup } = await openLine();
    const wrong = { ...setup, source: { recipeFile: '/nowhere/recipe.yaml' } };
    expect(await code(() => client.line.setup(wrong))).toBe('recipe/unreadable');
    expect((await client.line.get()).setup).toEqual(setup);
  });

  test('set-up and count survive a restart; what is in the slots is not started by itself', async () => {
    const order = { name: 'WO-9', quantity: 5 };
    const first = await openLine({ setup: { order } });
    const line = await watchLine(first.client);
    await first.client.bench.plug({ slot: '01' });
    await line.untilPhase('01', 'finished');
    await first.opened.station.close();
    const second = await openMainJob({ job: first.opened.job });
    const { client } = createInProcessClient(second.station);
    const state = await client.line.get();
    expect(state).toMatchObject({ setup: first.setup, problem: null, order: { ...order, passed: 1 } });
    expect(state.recipe).toMatchObject({ product: 'acme-sensor', chip: 'esp32c3', isSigned: false });
    expect(state.slots).toMatchObject([{ slot: '01', phase: 'ready', portId: 'virtual:01' }]);
  });
});
