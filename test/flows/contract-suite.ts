// Owns: what any engine must do over every wire. The engine comes as `createTestEngine`; contract-engine.test.ts names them.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { followEvents } from '../../electron/api/follow-events.ts';
import { toSlipwayError } from '../../electron/contract/errors.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { caught } from '../support/provoke.ts';
import { wires } from './contract-wires.ts';

export interface TestEngine {
  readonly engine: Engine;
  /** Makes at least one event happen in the journal. */
  cause(): Promise<void> | void;
  /** How many event streams are open in the engine. */
  listenerCount(): number;
  close(): Promise<void>;
}

/** Runs the suite for one engine; a fresh one is made for each test. */
export function describeEngineOverWires(title: string, createTestEngine: () => Promise<TestEngine>): void {
  describe.each(wires)(`${title} over $name`, (kind) => {
    const cleanUps: (() => Promise<void>)[] = [];
    const defects: unknown[] = [];
    afterEach(async () => {
      for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
      // Nothing that the suite does may come as a surprise to the engine.
      expect(defects.splice(0)).toEqual([]);
    });

    async function open() {
      const testEngine = await createTestEngine();
      cleanUps.push(testEngine.close);
      const wire = await kind.open(testEngine.engine, (thrown) => defects.push(thrown));
      cleanUps.push(async () => wire[Symbol.asyncDispose]());
      const connect = () => {
        const connection = wire.connect();
        cleanUps.push(connection.close);
        return connection;
      };
      return { ...testEngine, connect };
    }

    test('every list answers in the form that the contract gives it', async () => {
      const { client } = (await open()).connect();
      const { lastSeq } = await client.station.info();
      expect(lastSeq).toBeGreaterThanOrEqual(0);
      const answers = await Promise.all([
        client.ports.list(),
        client.slots.list(),
        client.bench.list(),
        client.recipes.list(),
        client.runs.list({ limit: 5 }),
        client.units.search({ limit: 5 }),
        client.outbox.list({ limit: 5 }),
      ]);
      expect(answers).toHaveLength(7);
      for await (const page of await client.units.export({})) expect(Array.isArray(page)).toBe(true);
    });

    test('what is not there has a code', async () => {
      const { client } = (await open()).connect();
      for (const ask of [
        () => client.runs.get({ runId: 'no-such-run' }),
        () => client.units.get({ unitId: 'no-such-unit' }),
      ]) {
        expect(toSlipwayError(await caught(ask)).code).toBe('job/not-found');
      }
      expect(toSlipwayError(await caught(() => client.ports.identify({ target: 'no-such-port' }))).code).toMatch(
        /^port\//,
      );
    });

    test('two clients see the same events; one that leaves takes nothing from the other', async () => {
      const { connect, cause, listenerCount } = await open();
      const [first, second] = [connect(), connect()];
      const { lastSeq } = await first.client.station.info();
      const leaving = await first.client.events.stream({ after: lastSeq });
      const controller = new AbortController();
      const seqs: number[] = [];
      for await (const event of followEvents(second.client, { after: lastSeq, signal: controller.signal })) {
        if (event.kind === 'live') {
          await leaving.next();
          await first.close();
          await vi.waitFor(() => expect(listenerCount()).toBe(1));
          await cause();
        }
        if (event.kind === 'journal') {
          seqs.push(event.event.seq);
          controller.abort();
        }
      }
      expect(seqs[0]).toBe(lastSeq + 1);
      expect(seqs).toEqual(seqs.map((_, index) => lastSeq + 1 + index));
      await vi.waitFor(() => expect(listenerCount()).toBe(0));
    });
  });
}
