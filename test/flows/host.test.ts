// The station behind its clients: real ports or the virtual bench, chosen by a person, while everybody stays connected.
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { followEvents } from '../../electron/api/follow-events.ts';
import { createInProcessClient } from '../../electron/api/in-process.ts';
import { startOfDay } from '../../electron/contract/day.ts';
import { toSlipwayError } from '../../electron/contract/errors.ts';
import { type Host, type HostOptions, openHost } from '../../electron/engine/host.ts';
import { openJournal } from '../../electron/engine/journal/store.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { answerFirst } from '../../electron/engine-process/first-answers.ts';
import { aUnit } from '../support/journal-bodies.ts';
import { listen } from '../support/listen.ts';
import { caught } from '../support/provoke.ts';
import { useTempDir } from '../support/temp-dir.ts';

async function open(dataDir: string, options: Partial<HostOptions> = {}) {
  const host = await openHost({ dataDir, ...options });
  onTestFinished(() => host.close());
  return { host, client: connect(host) };
}

function connect(host: Host) {
  const connection = createInProcessClient(host);
  onTestFinished(() => connection.close());
  return connection.client;
}

const code = async (act: () => Promise<unknown>) => toSlipwayError(await caught(act)).code;

describe('a first start', () => {
  test('is undecided: real ports, no slots, nothing set up', async () => {
    const { client } = await open(useTempDir());
    expect(await client.station.info()).toMatchObject({ mode: 'undecided', isModeFixed: false, isVirtualBench: false });
    expect(await client.slots.list()).toEqual([]);
    expect((await client.line.get()).setup).toBeNull();
    expect(await code(() => client.bench.list())).toBe('station/usage');
  });

  test('real ports may be chosen without opening anything anew', async () => {
    const { client } = await open(useTempDir());
    const { startedAtMs } = await client.station.info();
    await client.station.setMode({ mode: 'real' });
    expect(await client.station.info()).toMatchObject({ mode: 'real', startedAtMs });
  });

  test('a virtual bench has its units, an example to make and everything that it needs', async () => {
    const { client } = await open(useTempDir());
    await client.station.setMode({ mode: 'virtual', units: 3 });
    expect(await client.station.info()).toMatchObject({ mode: 'virtual', isVirtualBench: true });
    expect(await client.bench.list()).toMatchObject(['01', '02', '03'].map((slot) => ({ slot, temper: 'good' })));
    const source = { draft: 'acme-sensor' };
    const { recipe } = await client.line.setup({ source, operator: 'Ada', order: null, autoStart: true });
    expect(recipe).toMatchObject({ product: 'acme-sensor', isSigned: false });
    expect((await client.drafts.list()).map(({ name }) => name)).toContain('acme-sensor');
  });
});

test('what an engine process answers before its page is there is what the page would be told', async () => {
  const { host, client } = await open(useTempDir(), { virtualUnits: 2 });
  const nowMs = Date.now();
  const answers = await answerFirst(host, nowMs);
  const told = [
    await client.line.get(),
    await client.station.info(),
    await client.stats.summary({ sinceMs: startOfDay(nowMs) }),
  ];
  expect(answers.map(({ output }) => output)).toEqual(told);
  // As it comes by Node's IPC.
  expect(JSON.parse(JSON.stringify(answers))).toEqual(answers);
});

describe('another mode', () => {
  test('is remembered, and the records of virtual units are kept apart from those of real ones', async () => {
    const dataDir = useTempDir();
    const first = await open(dataDir);
    await first.client.station.rename({ name: 'Line 3' });
    await first.client.station.setMode({ mode: 'virtual', units: 2 });
    expect(await first.client.station.info()).toMatchObject({ name: 'Line 3', dataDir: path.join(dataDir, 'virtual') });
    await first.host.close();

    const { client } = await open(dataDir);
    expect(await client.station.info()).toMatchObject({ mode: 'virtual' });
    expect(await client.bench.list()).toHaveLength(2);
    await client.station.setMode({ mode: 'real' });
    expect(await client.station.info()).toMatchObject({ mode: 'real', name: 'Line 3', dataDir });
    expect(existsSync(path.join(dataDir, 'journal.db'))).toBe(true);
    expect(existsSync(path.join(dataDir, 'virtual', 'journal.db'))).toBe(true);
  });

  test('another number of units keeps the records', async () => {
    const { client } = await open(useTempDir());
    await client.station.setMode({ mode: 'virtual', units: 1 });
    const { journalId } = await client.station.info();
    const target = { target: '01', source: { draft: 'acme-sensor' } };
    const { runId } = await client.runs.start(target);
    await client.runs.cancel({ runId });
    await client.runs.wait({ runId });
    await client.station.setMode({ mode: 'virtual', units: 4 });
    expect(await client.bench.list()).toHaveLength(4);
    expect(await client.station.info()).toMatchObject({ journalId });
    expect((await client.runs.list({ limit: 5 })).rows).toMatchObject([{ runId }]);
  });

  test('ends the streams; a client that follows them learns that the records are others, and goes on', async () => {
    const { host, client } = await open(useTempDir());
    const end = new AbortController();
    const journals: string[] = [];
    const kinds: string[] = [];
    const following = (async () => {
      for await (const event of followEvents(client, { signal: end.signal, maxPauseMs: 50 })) {
        if (event.kind === 'live') journals.push(event.journalId);
        if (event.kind === 'journal') kinds.push(event.event.body.kind);
      }
    })();
    await vi.waitFor(() => expect(journals).toHaveLength(1));
    await connect(host).station.setMode({ mode: 'virtual', units: 1 });
    await vi.waitFor(() => expect(journals).toHaveLength(2), { timeout: 10_000 });
    expect(journals[0]).not.toBe(journals[1]);
    const { runId } = await client.runs.start({ target: '01', source: { draft: 'acme-sensor' } });
    await vi.waitFor(() => expect(kinds).toContain('run.started'), { timeout: 10_000 });
    await client.runs.cancel({ runId });
    end.abort();
    await following;
  });

  test('is refused where the records are those of real units, and their serial numbers stay theirs', async () => {
    const dataDir = useTempDir();
    const journal = await openJournal({
      path: path.join(dataDir, 'journal.db'),
      clock: systemClock,
      version: '0.1.0',
    });
    journal.append(aUnit('u-real'));
    journal.close();
    const refusal = toSlipwayError(await caught(() => openHost({ dataDir, virtualUnits: 1 })));
    expect(refusal).toMatchObject({
      code: 'station/usage',
      message: expect.stringContaining('records of real units (1)'),
    });
    expect(existsSync(path.join(dataDir, 'virtual-bench'))).toBe(false);
    const { client } = await open(dataDir);
    expect(await client.station.info()).toMatchObject({ unitCount: 1, isVirtualBench: false });
  });

  test('lets its records be read afterwards, and no real port brings a unit among them', async () => {
    const dataDir = useTempDir();
    const bench = await openHost({ dataDir, virtualUnits: 1 });
    await bench.close();
    let connections = 0;
    const device = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    onTestFinished(() => void device.close());
    const port = await listen(device);

    const { client } = await open(dataDir);
    expect(await client.station.info()).toMatchObject({ isVirtualBench: false });
    expect(await client.ports.list()).toEqual([]);
    for (const target of ['/dev/ttyUSB0', `tcp://127.0.0.1:${port}`, `rfc2217://127.0.0.1:${port}`]) {
      const refusal = toSlipwayError(
        await caught(() => client.runs.start({ target, source: { draft: 'acme-sensor' } })),
      );
      expect(refusal, target).toMatchObject({
        code: 'station/usage',
        message: expect.stringContaining('records of a virtual bench'),
      });
      expect(await code(() => client.ports.identify({ target })), target).toBe('station/usage');
    }
    // Not by way of a slot either, into which a unit would be plugged.
    await client.slots.set([{ name: '01', match: `tcp:127.0.0.1:${port}` }]);
    expect(await code(() => client.ports.identify({ target: '01' }))).toBe('station/usage');
    expect(connections).toBe(0);
    expect((await client.runs.list({})).rows).toEqual([]);
  });

  test('opens no real port beside its units', async () => {
    const { client } = await open(useTempDir(), { virtualUnits: 1 });
    await client.slots.set([...(await client.slots.list()), { name: '02', match: 'tcp:127.0.0.1:9' }]);
    expect(await code(() => client.ports.identify({ target: '02' }))).toBe('station/usage');
    expect(await client.ports.identify({ target: '01' })).toMatchObject({ family: 'esp' });
  });

  test('is refused while a unit is being made, and where the command line decided', async () => {
    const { client } = await open(useTempDir(), { virtualUnits: 1 });
    expect(await client.station.info()).toMatchObject({ mode: 'virtual', isModeFixed: true });
    expect(await code(() => client.station.setMode({ mode: 'real' }))).toBe('station/usage');

    const { client: free } = await open(useTempDir());
    await free.station.setMode({ mode: 'virtual', units: 1 });
    const { runId } = await free.runs.start({ target: '01', source: { draft: 'acme-sensor' } });
    expect(await code(() => free.station.setMode({ mode: 'real' }))).toBe('job/slot-busy');
    await free.runs.cancel({ runId });
    await free.runs.wait({ runId });
    await free.station.setMode({ mode: 'real' });
    expect(await free.station.info()).toMatchObject({ mode: 'real' });
  });
});
