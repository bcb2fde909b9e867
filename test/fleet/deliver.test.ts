// A file is carried from a station without a network to one with it, and a receipt back: whatever happens on the way,
// each unit ends as exactly one device, and nobody but a station that is trusted can have anything delivered or settled.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CarriedKind, DeliveryEvent } from '../../electron/contract/carry.ts';
import { SlipwayError } from '../../electron/contract/errors.ts';
import { createCarryFile, createReceiptFile } from '../../electron/engine/fleet/carry-file.ts';
import type { FleetsSettings } from '../../electron/engine/fleet/config.ts';
import type { FleetConnector } from '../../electron/engine/fleet/connector.ts';
import { createCarrying } from '../../electron/engine/fleet/deliver.ts';
import { carryContent, carryOutbox } from '../../electron/engine/fleet/file.ts';
import { createMenderConnector } from '../../electron/engine/fleet/mender.ts';
import { createOutbox } from '../../electron/engine/fleet/outbox.ts';
import { createStationTrust } from '../../electron/engine/fleet/stations.ts';
import { generateKey } from '../../electron/engine/identity/keys.ts';
import { createKeyStore } from '../../electron/engine/identity/keystore.ts';
import { openStationKey } from '../../electron/engine/identity/station-key.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { caught, provokes } from '../support/provoke.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import { type FakeMender, startFakeMender } from './fake-mender.ts';
import { openTestJournal } from './test-journal.ts';

const signal = new AbortController().signal;
const units = ['AC-1', 'AC-2', 'AC-3'].map((serial) => ({ serial, ...generateKey('ed25519') }));
const dayMs = 86_400_000;

const connectorTo = (server: FakeMender): FleetConnector =>
  createMenderConnector({
    fleet: 'acme',
    url: server.url,
    token: async () => server.token,
    clock: systemClock,
    timeoutMs: 250,
    minIntervalMs: 0,
  });

const settings: FleetsSettings = { acme: { kind: 'mender', url: 'https://fleet.example', tokenRef: 'acme' } };

/** A station as far as carrying is concerned: a journal, an outbox, a key and whom it trusts. */
async function openStation(
  connector: (fleet: string) => Promise<FleetConnector>,
  options: { filePath?: string; fleets?: FleetsSettings } = {},
) {
  const clock = createVirtualClock({ autoAdvance: true });
  const { journal, see, filePath } = await openTestJournal(clock, options.filePath);
  const dir = path.dirname(filePath);
  const backend = { kind: 'passphrase' as const, passphrase: async () => 'test', cost: { logN: 8, r: 8, p: 1 } };
  const keystore = createKeyStore({ filePath: path.join(dir, 'keys.json'), backend });
  const signer = () => openStationKey(keystore);
  let id = 0;
  const outbox = createOutbox({ journal, clock, connector, newEntryId: () => `o-${++id}`, random: () => 0.5 });
  const stations = createStationTrust({ filePath: path.join(dir, 'stations.json') });
  const fleets = { list: async () => options.fleets ?? settings };
  const carrying = createCarrying({ journal, outbox, stations, fleets, signer, clock });
  return {
    journal,
    clock,
    outbox,
    stations,
    carrying,
    filePath,
    publicKeyPem: (await signer()).publicKeyPem,
    signer,
    enqueue(fleet = 'acme') {
      for (const { serial, publicKeyPem, keyFingerprint } of units) {
        see(serial);
        const identityData = { sn: serial };
        outbox.enqueuePreauthorize({
          fleet,
          unitId: serial,
          runId: 'r',
          identityData,
          publicKeyPem,
          keyFingerprint,
          serial,
        });
      }
    },
    async exported() {
      return (await carryOutbox({ journal, signer, clock })).text;
    },
    async deliver(text: string) {
      const events: DeliveryEvent[] = [];
      for await (const event of carrying.deliver(text, signal)) events.push(event);
      return events;
    },
  };
}
type TestStation = Awaited<ReturnType<typeof openStation>>;

const offline = async (): Promise<FleetConnector> => {
  throw new SlipwayError('fleet/not-configured', 'The station in the plant has no way to a fleet.');
};
const trusting = (station: TestStation, other: TestStation, accepts: CarriedKind[], fleets: string[] | null = null) =>
  station.stations.add({ publicKey: other.publicKeyPem, name: 'Plant', accepts, fleets });

/** A plant with three units that wait, and a laptop that trusts it. */
async function scene(server: FakeMender) {
  const plant = await openStation(offline);
  plant.enqueue();
  const laptop = await openStation(async () => connectorTo(server));
  await trusting(laptop, plant, ['enrollments']);
  await trusting(plant, laptop, ['receipts']);
  return { plant, laptop, text: await plant.exported() };
}

const sumOf = (events: readonly DeliveryEvent[]) => {
  const ended = events.at(-1);
  if (ended?.kind !== 'ended') throw new Error('The delivery did not end.');
  return ended;
};
const errorsOf = (events: readonly DeliveryEvent[]) =>
  events.flatMap((event) => (event.kind === 'request' && event.error !== null ? [event.error.code] : []));

describe('the whole round', () => {
  test('ends with one device for each unit, and with an outbox in which nothing waits', async () => {
    await using server = await startFakeMender();
    const { plant, laptop, text } = await scene(server);
    const events = await laptop.deliver(text);
    expect(events[0]).toMatchObject({ kind: 'opened', station: { name: 'Plant' }, requests: 3 });
    expect(events.slice(1, -1)).toMatchObject(
      units.map(({ serial }) => ({ kind: 'request', serial, outcome: 'delivered', error: null })),
    );
    const { receipt, ...sums } = sumOf(events);
    expect(sums).toMatchObject({ delivered: 3, known: 0, failed: 0, left: 0 });
    expect(plant.journal.countOutbox('waiting')).toBe(3);

    expect(await plant.carrying.takeReceipt(receipt?.text ?? '')).toMatchObject({ settled: 3, known: 0, unknown: [] });
    expect(plant.journal.countOutbox('waiting')).toBe(0);
    expect(plant.journal.countOutbox('delivered')).toBe(3);
    const [told] = plant.journal.events({ unitId: 'AC-1' }).filter(({ body }) => body.kind === 'outbox.delivered');
    expect(told?.body).toMatchObject({ receipt: { deviceId: server.devices[0]?.id, wasThere: false } });
    // Again, as somebody would who is not sure.
    expect(await plant.carrying.takeReceipt(receipt?.text ?? '')).toMatchObject({ settled: 0, known: 3 });
    expect(server.devices).toHaveLength(3);
  });

  test('enrolls nothing again when the file comes a second time, not even what was decommissioned since', async () => {
    await using server = await startFakeMender();
    const { plant, laptop, text } = await scene(server);
    await laptop.deliver(text);
    server.devices.length = 0;
    const requests = server.seen.length;
    const again = sumOf(await laptop.deliver(text));
    expect(again).toMatchObject({ delivered: 0, known: 3, failed: 0, left: 0 });
    expect(server.seen).toHaveLength(requests);
    expect(server.devices).toEqual([]);
    // The receipt is as good as the first one, which may be lost.
    expect(await plant.carrying.takeReceipt(again.receipt?.text ?? '')).toMatchObject({ settled: 3 });
  });

  test('settles also what the fleet had refused at the station itself', async () => {
    await using server = await startFakeMender();
    const { plant, laptop, text } = await scene(server);
    // This connector fails for good, so everything is held.
    await plant.outbox.retry(undefined, signal);
    expect(plant.journal.countOutbox('held')).toBe(3);
    const { receipt } = sumOf(await laptop.deliver(text));
    expect(await plant.carrying.takeReceipt(receipt?.text ?? '')).toMatchObject({ settled: 3 });
    expect(plant.journal.countOutbox('held')).toBe(0);
  });
});

describe('a fleet that fails', () => {
  test.each(['reset-after', 'silent-after', 'answer-503-html-after', 'answer-500', 'answer-401', 'redirect'] as const)(
    '%s leaves the rest, and a second time makes one device of each',
    async (fault) => {
      await using server = await startFakeMender();
      const { laptop, text } = await scene(server);
      server.faults.push('none', fault);
      const first = await laptop.deliver(text);
      expect(sumOf(first)).toMatchObject({ delivered: 1, failed: 0, left: 2 });
      expect(errorsOf(first)).toHaveLength(2);
      expect(sumOf(await laptop.deliver(text))).toMatchObject({ delivered: 2, known: 1, failed: 0, left: 0 });
      expect(server.devices).toHaveLength(3);
      for (const device of server.devices) expect(device.auth_sets).toHaveLength(1);
    },
  );

  test('is not there: nothing is lost, and no receipt says otherwise', async () => {
    const server = await startFakeMender();
    const { laptop, text } = await scene(server);
    await server[Symbol.asyncDispose]();
    const events = await laptop.deliver(text);
    expect(sumOf(events)).toMatchObject({ delivered: 0, left: 3, receipt: null });
    expect(errorsOf(events)).toEqual(['fleet/offline', 'fleet/offline', 'fleet/offline']);
  });

  test('refuses one unit for good, and takes the others', async () => {
    await using server = await startFakeMender();
    const { plant, laptop, text } = await scene(server);
    server.deviceCalls({ sn: 'AC-2' }, generateKey('ed25519').publicKeyPem);
    const events = await laptop.deliver(text);
    expect(errorsOf(events)).toEqual(['fleet/conflict']);
    const { receipt } = sumOf(events);
    expect(await plant.carrying.takeReceipt(receipt?.text ?? '')).toMatchObject({ settled: 2, unknown: [] });
    expect(plant.journal.countOutbox('waiting')).toBe(1);
  });

  test('asks for a little patience, and gets it', async () => {
    await using server = await startFakeMender();
    const { laptop, text } = await scene(server);
    server.faults.push('answer-429', 'answer-429');
    expect(sumOf(await laptop.deliver(text))).toMatchObject({ delivered: 3, left: 0 });
    expect(server.devices).toHaveLength(3);
  });

  test('two fleets in one file: the one that fails does not stop the other', async () => {
    await using server = await startFakeMender();
    const plant = await openStation(offline);
    plant.enqueue();
    plant.enqueue('nowhere');
    const laptop = await openStation(async (fleet) => (fleet === 'acme' ? connectorTo(server) : offline()));
    await trusting(laptop, plant, ['enrollments']);
    expect(sumOf(await laptop.deliver(await plant.exported()))).toMatchObject({ delivered: 3, failed: 3 });
  });
});

describe('a person who stops it half-way', () => {
  test('loses nothing: what was delivered is known, the rest is delivered the next time', async () => {
    await using server = await startFakeMender();
    const { laptop, text } = await scene(server);
    const stopped = new AbortController();
    const error = await caught(async () => {
      for await (const event of laptop.carrying.deliver(text, stopped.signal))
        if (event.kind === 'request') stopped.abort(new Error('stopped'));
    });
    expect(error).toMatchObject({ message: 'stopped' });
    expect(sumOf(await laptop.deliver(text))).toMatchObject({ delivered: 2, known: 1 });
    expect(server.devices).toHaveLength(3);
  });
});

describe('whom a station believes', () => {
  const rig = async () => {
    const server = await startFakeMender();
    return { server, ...(await scene(server)) };
  };
  provokes('fleet/carry-file-untrusted', 'a station that nobody named', async () => {
    await using server = await startFakeMender();
    const { laptop } = await scene(server);
    const stranger = await openStation(offline);
    stranger.enqueue();
    await laptop.deliver(await stranger.exported());
  });
  provokes('fleet/carry-file-untrusted', 'one that may sign receipts only', async () => {
    const { laptop, plant, text, server } = await rig();
    await trusting(laptop, plant, ['receipts']);
    await laptop.deliver(text).finally(() => server[Symbol.asyncDispose]());
  });
  provokes('fleet/carry-file-untrusted', 'one that was removed', async () => {
    const { laptop, text, server } = await rig();
    const [known] = await laptop.stations.list();
    await laptop.stations.remove(known?.keyId ?? '');
    await laptop.deliver(text).finally(() => server[Symbol.asyncDispose]());
  });
  test('one that may enroll into another fleet only: each unit is refused, and nobody is asked', async () => {
    const { laptop, plant, text, server } = await rig();
    await using _server = server;
    await trusting(laptop, plant, ['enrollments'], ['other']);
    const events = await laptop.deliver(text);
    expect(errorsOf(events)).toEqual(Array(3).fill('fleet/carry-file-untrusted'));
    expect(server.seen).toEqual([]);
  });
  test('never for a fleet that is a folder here: its own signature would cover what another one claims', async () => {
    const plant = await openStation(offline);
    plant.enqueue();
    const laptop = await openStation(offline, { fleets: { acme: { kind: 'file', dir: '/nowhere' } } });
    await trusting(laptop, plant, ['enrollments']);
    expect(errorsOf(await laptop.deliver(await plant.exported()))).toEqual(Array(3).fill('fleet/not-configured'));
  });
  provokes('fleet/carry-file-invalid', 'no file of more than 90 days', async () => {
    const { laptop, plant, server } = await rig();
    await using _server = server;
    const old = carryContent(plant.journal.outbox({ limit: 9 }).rows, laptop.clock.nowMs() - 91 * dayMs);
    await laptop.deliver(createCarryFile(old, await plant.signer()));
  });
  test('no request whose fingerprint is not that of its key', async () => {
    const { laptop, plant, server } = await rig();
    await using _server = server;
    const content = carryContent(plant.journal.outbox({ limit: 9 }).rows, plant.clock.nowMs());
    const [first, second] = content.requests;
    if (first === undefined || second === undefined) throw new Error('nothing waits');
    const { publicKeyPem } = second.payload;
    const mixed = { ...content, requests: [{ ...first, payload: { ...first.payload, publicKeyPem } }] };
    const events = await laptop.deliver(createCarryFile(mixed, await plant.signer()));
    expect(errorsOf(events)).toEqual(['fleet/carry-file-invalid']);
    expect(server.devices).toEqual([]);
  });
});

describe('a receipt', () => {
  const delivery = ({ serial, keyFingerprint }: (typeof units)[number], entryId: string, fleet = 'acme') => ({
    entryId,
    fleet,
    keyFingerprint,
    deliveredAt: '2026-01-05T08:00:00.000Z',
    receipt: { deviceId: serial },
  });
  async function receiptFrom(laptop: TestStation, plant: TestStation, deliveries: ReturnType<typeof delivery>[]) {
    const { keyId: forStation } = await plant.signer();
    const content = { version: 1 as const, createdAt: '2026-01-05T08:00:00.000Z', forStation, deliveries };
    return createReceiptFile(content, await laptop.signer());
  }
  const [unit] = units;
  if (unit === undefined) throw new Error('no unit');

  provokes('fleet/carry-file-untrusted', 'of a station that may only enroll is refused', async () => {
    await using server = await startFakeMender();
    const { plant, laptop } = await scene(server);
    await trusting(plant, laptop, ['enrollments']);
    await plant.carrying.takeReceipt(await receiptFrom(laptop, plant, [delivery(unit, 'o-1')]));
  });
  provokes('fleet/carry-file-invalid', 'for another station is refused', async () => {
    await using server = await startFakeMender();
    const { plant, laptop } = await scene(server);
    await plant.carrying.takeReceipt(await receiptFrom(laptop, laptop, [delivery(unit, 'o-1')]));
  });
  test('settles no entry of another unit, another fleet, or none', async () => {
    await using server = await startFakeMender();
    const { plant, laptop } = await scene(server);
    const text = await receiptFrom(laptop, plant, [
      delivery(unit, 'o-2'),
      delivery(unit, 'o-1', 'other'),
      delivery(unit, 'o-99'),
    ]);
    expect(await plant.carrying.takeReceipt(text)).toMatchObject({ settled: 0, unknown: ['o-2', 'o-1', 'o-99'] });
    expect(plant.journal.countOutbox('waiting')).toBe(3);
  });
});
