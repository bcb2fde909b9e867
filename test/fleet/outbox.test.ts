// The promise of the outbox: whatever goes wrong in whatever order, the fleet ends with exactly one device per unit.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SlipwayError } from '../../electron/contract/errors.ts';
import type { FleetConnector } from '../../electron/engine/fleet/connector.ts';
import { createMenderConnector } from '../../electron/engine/fleet/mender.ts';
import { createOutbox, type OutboxDeps } from '../../electron/engine/fleet/outbox.ts';
import { generateKey } from '../../electron/engine/identity/keys.ts';
import type { Journal } from '../../electron/engine/journal/journal.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { type FakeMender, faults, startFakeMender } from './fake-mender.ts';
import { openTestJournal, type TestJournal } from './test-journal.ts';

const never = new AbortController().signal;
const keys = Array.from({ length: 4 }, () => generateKey('ed25519'));

/** Real time for what crosses the loopback, jumping time for what the outbox waits for. */
const connectorTo = (server: FakeMender, timeoutMs = 250): FleetConnector =>
  createMenderConnector({
    fleet: 'acme',
    url: server.url,
    token: async () => server.token,
    clock: systemClock,
    timeoutMs,
  });

let nextId = 0;
const outboxOn = (
  { journal }: TestJournal,
  connector: OutboxDeps['connector'],
  clock = createVirtualClock({ autoAdvance: true }),
) => createOutbox({ journal, clock, connector, newEntryId: () => `entry-${++nextId}`, random: () => 0.5 });

function requestOf(unit: number, runId = 'run-1') {
  const key = keys[unit % keys.length];
  if (key === undefined) throw new RangeError('no key');
  return {
    fleet: 'acme',
    unitId: `unit-${unit}`,
    runId,
    identityData: { mac: `02:00:00:00:00:0${unit}` },
    publicKeyPem: key.publicKeyPem,
    keyFingerprint: key.keyFingerprint,
    serial: `AC-${unit}`,
  };
}

/** Resolves when nothing waits any more. */
function drained(journal: Journal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (journal.countOutbox('waiting') > 0) return;
      stop();
      resolve();
    };
    const stop = journal.subscribe(look);
    queueMicrotask(look);
  });
}

describe('exactly one device', () => {
  const scene = fc.record({
    units: fc.integer({ min: 1, max: 3 }),
    faults: fc.array(fc.constantFrom(...faults), { maxLength: 7 }),
    isConflictBodyOld: fc.boolean(),
    /** After which deliveries the station is killed before it could journal them. */
    kills: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    doesDeviceCall: fc.boolean(),
  });

  test('whatever fails, whenever the station is killed', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ units, faults: plan, isConflictBodyOld, kills, doesDeviceCall }) => {
        await using server = await startFakeMender();
        using dir = createTempDir();
        server.faults.push(...plan);
        server.isConflictBodyOld = isConflictBodyOld;
        const filePath = `${dir.path}/journal.db`;
        const clock = createVirtualClock({ autoAdvance: true });
        if (doesDeviceCall) server.deviceCalls(requestOf(0).identityData, requestOf(0).publicKeyPem);

        for (const killAfter of [...kills, undefined]) {
          const station = await openTestJournal(clock, filePath);
          let deliveries = 0;
          let killed = () => {};
          const kill = new Promise<void>((resolve) => {
            killed = resolve;
          });
          const real = connectorTo(server);
          const mortal: FleetConnector = {
            ...real,
            async deliver(entry, signal) {
              const receipt = await real.deliver(entry, signal);
              deliveries++;
              if (deliveries !== killAfter) return receipt;
              // The server knows; the station does not live to write it down.
              killed();
              return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
            },
          };
          const outbox = outboxOn(station, async () => mortal, clock);
          for (let unit = 0; unit < units; unit++) {
            station.see(`unit-${unit}`);
            outbox.enqueuePreauthorize(requestOf(unit));
            outbox.enqueuePreauthorize(requestOf(unit, 'run-2'));
          }
          outbox.start();
          await Promise.race([kill, drained(station.journal)]);
          await outbox.close();
          if (killAfter === undefined) {
            expect(station.journal.countOutbox('delivered')).toBe(units);
            expect(station.journal.countOutbox('held')).toBe(0);
          }
          station.journal.close();
        }
        expect(server.devices).toHaveLength(units);
        for (const device of server.devices) {
          expect(device.auth_sets).toHaveLength(1);
          expect(['preauthorized', 'accepted']).toContain(device.auth_sets[0]?.status);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('an entry', () => {
  test('is queued once for a unit and key, also after it was delivered', async () => {
    await using server = await startFakeMender();
    const station = await openTestJournal(createVirtualClock());
    station.see('unit-1');
    const outbox = outboxOn(station, async () => connectorTo(server, 5_000));
    const first = outbox.enqueuePreauthorize(requestOf(1));
    expect(await outbox.retry(undefined, never)).toEqual({ delivered: 1, waiting: 0, held: 0 });
    expect(outbox.enqueuePreauthorize(requestOf(1, 'run-2'))).toEqual(first);
    expect(station.journal.outboxEntry(first.entryId)?.idempotencyKey).toBe(
      `acme:preauthorize:unit-1:${requestOf(1).keyFingerprint}`,
    );
    expect(await outbox.retry(first.entryId, never)).toMatchObject({ delivered: 0 });
    expect(server.seen).toHaveLength(1);
    await outbox.close();
  });

  test('that the server refuses is held until a person retries', async () => {
    await using server = await startFakeMender();
    const station = await openTestJournal(createVirtualClock());
    station.see('unit-1');
    server.fixedAnswer = { status: 400, body: '{"error":"no"}' };
    const outbox = outboxOn(station, async () => connectorTo(server, 5_000));
    const { entryId } = outbox.enqueuePreauthorize(requestOf(1));
    outbox.start();
    await drained(station.journal);
    expect(station.journal.outboxEntry(entryId)).toMatchObject({
      state: 'held',
      attempts: 1,
      lastError: { code: 'fleet/refused' },
    });
    server.fixedAnswer = undefined;
    expect(await outbox.retry(entryId, never)).toEqual({ delivered: 1, waiting: 0, held: 0 });
    await outbox.close();
  });

  test('of a fleet that is not set up is held, and goes when it is', async () => {
    await using server = await startFakeMender();
    const station = await openTestJournal(createVirtualClock());
    station.see('unit-1');
    let isSetUp = false;
    const outbox = outboxOn(station, async () => {
      if (isSetUp) return connectorTo(server, 5_000);
      throw new SlipwayError('fleet/not-configured', 'This station knows no fleet named "acme".');
    });
    outbox.enqueuePreauthorize(requestOf(1));
    expect(await outbox.retry(undefined, never)).toEqual({ delivered: 0, waiting: 0, held: 1 });
    isSetUp = true;
    expect(await outbox.retry(undefined, never)).toEqual({ delivered: 1, waiting: 0, held: 0 });
    await outbox.close();
  });

  test('that this station stumbles over is held by nobody, and goes by itself when that is over', async () => {
    await using server = await startFakeMender();
    const station = await openTestJournal(createVirtualClock());
    station.see('unit-1');
    let attempts = 0;
    const outbox = outboxOn(station, async () => {
      attempts += 1;
      // As when a file of Slipway cannot be read in that moment.
      if (attempts < 3) throw new Error('EMFILE: too many open files');
      return connectorTo(server, 5_000);
    });
    const { entryId } = outbox.enqueuePreauthorize(requestOf(1));
    outbox.start();
    await drained(station.journal);
    expect(station.journal.outboxEntry(entryId)).toMatchObject({ state: 'delivered', attempts: 2 });
    await outbox.close();
  });

  test('that does not exist cannot be retried', async () => {
    const station = await openTestJournal(createVirtualClock());
    const outbox = outboxOn(station, () => Promise.reject(new Error('not used')));
    await expect(outbox.retry('nothing', never)).rejects.toMatchObject({ code: 'job/not-found' });
    await outbox.close();
  });
});

describe('the queue', () => {
  /** A fleet that fails as told, on a clock that the test moves. */
  async function paced(answers: (attempt: number) => SlipwayError | undefined, units = 1) {
    const clock = createVirtualClock();
    const station = await openTestJournal(clock);
    const triedAtMs: number[] = [];
    const startMs = clock.nowMs();
    const connector: FleetConnector = {
      id: 'acme',
      minIntervalMs: 100,
      async deliver() {
        triedAtMs.push(clock.nowMs() - startMs);
        const error = answers(triedAtMs.length);
        if (error !== undefined) throw error;
        return {};
      },
      check: async () => undefined,
    };
    const outbox = outboxOn(station, async () => connector, clock);
    for (let unit = 0; unit < units; unit++) {
      station.see(`unit-${unit}`);
      outbox.enqueuePreauthorize(requestOf(unit));
    }
    outbox.start();
    return { clock, outbox, triedAtMs, journal: station.journal };
  }
  const offline = new SlipwayError('fleet/offline', 'The fleet cannot be reached.');

  test('waits longer after each failure, up to a quarter of an hour', async () => {
    const { clock, outbox, triedAtMs } = await paced(() => offline);
    await clock.advance(3_600_000);
    const gaps = triedAtMs.slice(1).map((at, index) => at - (triedAtMs[index] ?? 0));
    expect(gaps[0]).toBe(1_500);
    expect(gaps[1]).toBe(3_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(900_000);
    expect(triedAtMs.length).toBeLessThan(20);
    await outbox.close();
  });

  test('waits as long as the server asks', async () => {
    const limited = new SlipwayError('fleet/rate-limited', 'asks to wait', { context: { retryAfterMs: 120_000 } });
    const { clock, outbox, triedAtMs } = await paced((attempt) => (attempt === 1 ? limited : undefined));
    await clock.advance(600_000);
    expect(triedAtMs).toEqual([0, 120_000]);
    await outbox.close();
  });

  test('leaves a fleet alone that cannot be reached, instead of trying every entry', async () => {
    const { clock, outbox, triedAtMs, journal } = await paced((attempt) => (attempt <= 2 ? offline : undefined), 4);
    await clock.advance(1_000);
    expect(triedAtMs).toHaveLength(1);
    await clock.advance(60_000);
    expect(journal.countOutbox('delivered')).toBe(4);
    await outbox.close();
  });

  test('tries at once what waits when something was mended, however long it was to wait', async () => {
    let isMended = false;
    const { clock, outbox, triedAtMs, journal } = await paced(() => (isMended ? undefined : offline), 3);
    await clock.advance(1_800_000);
    const before = triedAtMs.length;
    await clock.advance(1_000);
    expect(triedAtMs).toHaveLength(before);
    isMended = true;
    outbox.resume();
    await clock.advance(1_000);
    expect(journal.countOutbox('delivered')).toBe(3);
    await outbox.close();
  });

  test('tries what a fleet refused for good once its settings are other ones, and leaves other fleets alone', async () => {
    let isMended = false;
    const refused = new SlipwayError('fleet/refused', 'The fleet does not take it.');
    const { clock, outbox, journal } = await paced(() => (isMended ? undefined : refused), 2);
    await clock.advance(60_000);
    expect(journal.countOutbox('held')).toBe(2);
    isMended = true;
    outbox.resume();
    outbox.resume('another');
    await clock.advance(60_000);
    expect(journal.countOutbox('held')).toBe(2);
    outbox.resume('acme');
    await clock.advance(60_000);
    expect([journal.countOutbox('held'), journal.countOutbox('delivered')]).toEqual([0, 2]);
    await outbox.close();
  });

  test('counts what waits for each fleet, and says what went wrong last', async () => {
    const { clock, outbox, journal } = await paced((attempt) => (attempt > 1 ? offline : undefined), 3);
    await clock.advance(200);
    expect(journal.outboxByFleet()).toEqual([
      {
        fleet: 'acme',
        waiting: 2,
        held: 0,
        delivered: 1,
        oldestWaitingAtMs: expect.any(Number),
        lastError: offline.toReport(),
      },
    ]);
    await outbox.close();
  });

  test('keeps the rate of the fleet', async () => {
    const { clock, outbox, triedAtMs } = await paced(() => undefined, 4);
    await clock.advance(1_000);
    expect(triedAtMs).toEqual([0, 100, 200, 300]);
    await outbox.close();
  });

  test('closes at once in the middle of a delivery, which stays queued', async () => {
    await using server = await startFakeMender();
    const station = await openTestJournal(createVirtualClock());
    station.see('unit-1');
    server.faults.push('silent-after');
    const outbox = outboxOn(station, async () => connectorTo(server, 60_000));
    const { entryId } = outbox.enqueuePreauthorize(requestOf(1));
    outbox.start();
    while (server.devices.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await outbox.close();
    expect(station.journal.outboxEntry(entryId)).toMatchObject({ state: 'waiting', attempts: 0 });
  });
});
