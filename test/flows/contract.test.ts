// What every wire must do alike: calls, typed errors, streams, cancelling, clients that vanish.
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Connection } from '../../electron/api/connection.ts';
import { followEvents } from '../../electron/api/follow-events.ts';
import { type SlipwayError, toSlipwayError } from '../../electron/contract/errors.ts';
import type { StreamEvent } from '../../electron/contract/events.ts';
import { caught, provokes } from '../support/provoke.ts';
import { createEngineDouble, type EngineDouble, unit } from './contract-double.ts';
import { type Wire, wires } from './contract-wires.ts';

const seqs = (events: readonly StreamEvent[]) =>
  events.flatMap((event) => (event.kind === 'journal' ? [event.event.seq] : []));

async function failure(act: () => Promise<unknown>): Promise<SlipwayError> {
  return toSlipwayError(await caught(act));
}

describe.each(wires)('contract over $name', (kind) => {
  const cleanUps: (() => Promise<void>)[] = [];
  const defects: unknown[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
    defects.length = 0;
  });

  async function open(): Promise<{ double: EngineDouble; wire: Wire; connection: Connection }> {
    const double = createEngineDouble();
    const wire = await kind.open(double.engine, (thrown) => defects.push(thrown));
    cleanUps.push(async () => wire[Symbol.asyncDispose]());
    const connection = wire.connect();
    cleanUps.push(connection.close);
    return { double, wire, connection };
  }

  test('a call answers, with defaults filled in by the contract', async () => {
    const { connection } = await open();
    const info = await connection.client.station.info();
    expect(info.version).toBe('0.0.0');
    const found = await connection.client.units.search({ text: 'AC-1 ü/?&%' });
    expect(found.rows[0]?.serial).toBe('AC-1 ü/?&%');
    const runs = await connection.client.runs.list({});
    expect(runs.nextCursor).toBe('50');
    expect((await connection.client.runs.list({ limit: 7 })).nextCursor).toBe('7');
    expect(await connection.client.slots.set([{ name: '01', match: '1-1' }])).toEqual({ ok: true });
    expect(await connection.client.runs.cancel({ runId: 'a/b c' })).toEqual({ ok: true });
  });

  test('calls at once do not mix', async () => {
    const { connection } = await open();
    const texts = Array.from({ length: 50 }, (_, index) => `AC-${index}`);
    const answers = await Promise.all(texts.map((text) => connection.client.units.search({ text })));
    expect(answers.map(({ rows }) => rows[0]?.serial)).toEqual(texts);
  });

  test('an error of the engine arrives with code, message, advice and context', async () => {
    const { connection } = await open();
    const error = await failure(() => connection.client.ports.identify({ target: '/dev/nothing' }));
    expect(error.toReport()).toEqual({
      code: 'port/not-found',
      message: 'There is no port "/dev/nothing" here.',
      action: 'Plug the unit in; `slipway ports` lists what is there.',
      context: { what: 'double', line: 3 },
    });
  });

  test('a defect of the engine says so, and nothing of its message or stack leaves the engine', async () => {
    const { connection, double } = await open();
    const error = await failure(() => connection.client.station.doctor());
    expect(error.code).toBe('station/internal');
    expect(JSON.stringify(error.toReport())).not.toMatch(/hunter2|at .*\.ts/);
    expect(defects).toEqual([double.failure]);
  });

  test('a stream brings every event in order, then ends', async () => {
    const { connection } = await open();
    const pages = [];
    for await (const page of await connection.client.units.export({})) pages.push(page);
    expect(pages).toEqual([[unit(1), unit(2)], [unit(3)]]);
  });

  test('events: what was there, a live mark, then what happens', async () => {
    const { connection, double } = await open();
    double.append();
    double.append();
    const kinds: string[] = [];
    for await (const event of await connection.client.events.stream({ after: 1 })) {
      kinds.push(event.kind === 'journal' ? `journal ${event.event.seq}` : event.kind);
      if (event.kind === 'live') double.append();
      if (kinds.length === 3) break;
    }
    expect(kinds).toEqual(['journal 2', 'live', 'journal 3']);
  });

  test('leaving a stream ends it in the engine', async () => {
    const { connection, double } = await open();
    for await (const event of await connection.client.events.stream({ after: 0 })) if (event.kind === 'live') break;
    await vi.waitFor(() => expect(double.listenerCount()).toBe(0));
  });

  test('aborting a stream ends it on both sides while it waits', async () => {
    const { connection, double } = await open();
    const controller = new AbortController();
    const stream = await connection.client.events.stream({ after: 0 }, { signal: controller.signal });
    expect((await stream.next()).value).toEqual({ kind: 'live', seq: 0, journalId: 'double' });
    const pending = stream.next();
    controller.abort();
    expect((await pending).done).toBe(true);
    await vi.waitFor(() => expect(double.listenerCount()).toBe(0));
  });

  test('cancelling a call: the caller is told, and the engine sees the signal', async () => {
    const { connection, double } = await open();
    const controller = new AbortController();
    const error = failure(() => connection.client.runs.wait({ runId: 'run-1' }, { signal: controller.signal }));
    await vi.waitFor(() => expect(double.waits.open).toBe(1));
    controller.abort();
    expect((await error).code).toBe('job/aborted');
    await vi.waitFor(() => expect(double.waits).toEqual({ open: 0, aborted: 1 }));
  });

  test('a client that vanishes: its calls and streams end, the run and other clients go on', async () => {
    const { connection, wire, double } = await open();
    const other = wire.connect();
    cleanUps.push(other.close);
    const stream = await connection.client.events.stream({ after: 0 });
    await stream.next();
    const lost = failure(() => connection.client.runs.wait({ runId: 'run-1' }));
    const kept = other.client.runs.wait({ runId: 'run-1' });
    await vi.waitFor(() => expect(double.waits.open).toBe(2));
    await connection.close();
    expect((await lost).code).toBe('wire/closed');
    await vi.waitFor(() => expect(double.waits).toEqual({ open: 1, aborted: 1 }));
    await vi.waitFor(() => expect(double.listenerCount()).toBe(0));
    double.finishRun();
    expect((await kept).outcome).toBe('PASS');
  });

  test('following events from a number sees each once', async () => {
    const { connection, double } = await open();
    for (let index = 0; index < 5; index++) double.append();
    const controller = new AbortController();
    const events: StreamEvent[] = [];
    for await (const event of followEvents(connection.client, { after: 2, signal: controller.signal })) {
      events.push(event);
      if (event.kind === 'live') double.append();
      if (seqs(events).at(-1) === 6) controller.abort();
    }
    expect(seqs(events)).toEqual([3, 4, 5, 6]);
  });

  provokes(
    'wire/invalid-input',
    `${kind.name}: input that breaks the contract names its field`,
    async () => {
      const { connection } = await open();
      await connection.client.runs.list({ limit: 0 });
    },
    (error) => {
      expect(error.context.field).toBe('limit');
      expect(error.message).toContain('runs.list');
    },
  );

  provokes('wire/closed', `${kind.name}: a call on a closed client`, async () => {
    const { connection } = await open();
    await connection.close();
    await connection.client.station.info();
  });
});
