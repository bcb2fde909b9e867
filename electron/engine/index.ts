// Owns: the composition root: the only file that knows every part of the engine. May import everything below it.
// `createStation` opens a station on a data directory; what it returns is the Engine that electron/api serves.
// Start reading at `createStation`; each part's own entry file says what it does.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { type Slot, slotSchema } from '../contract/device.ts';
import { SlipwayError } from '../contract/errors.ts';
import type { UnitRecord } from '../contract/records.ts';
import { drivers } from './drivers/index.ts';
import type { Engine } from './engine.ts';
import { createFleets, fleetsSchema } from './fleet/config.ts';
import { exportOutbox } from './fleet/file.ts';
import { createOutbox } from './fleet/outbox.ts';
import { createAuthorities } from './identity/authorities.ts';
import { tryDescribeCertificate } from './identity/describe-certificate.ts';
import { createIdentity, defaultAuthority } from './identity/index.ts';
import { verifyIdentityProof } from './identity/keys.ts';
import { createKeyStore, type KeyStoreDeps } from './identity/keystore.ts';
import { createSerials } from './identity/serial.ts';
import { openStationKey } from './identity/station-key.ts';
import { decide, recover } from './job/recovery.ts';
import { createRunner } from './job/runner.ts';
import { createScheduler } from './job/scheduler.ts';
import { openJournal } from './journal/store.ts';
import { createLibrary } from './recipe/library.ts';
import { createTrust } from './recipe/trust.ts';
import { virtualUnits } from './station/bench-units.ts';
import { runDoctor } from './station/doctor.ts';
import { createEventHub } from './station/events.ts';
import { createRecipes } from './station/recipes.ts';
import { createRuns } from './station/runs.ts';
import { createSessions } from './station/sessions.ts';
import { createSystemProbe } from './station/system-probe.ts';
import { resolveTarget } from './station/targets.ts';
import { createBootStep } from './steps/boot.ts';
import { createEnrollStep } from './steps/enroll.ts';
import { createFusesStep, userDataAct } from './steps/fuses.ts';
import { createIdentifyStep } from './steps/identify.ts';
import { createPersonaliseStep, identityAct } from './steps/personalise.ts';
import { createReserveStep } from './steps/reserve.ts';
import { createVerifyStep } from './steps/verify.ts';
import { createWriteStep } from './steps/write.ts';
import { createLeases } from './transport/lease.ts';
import { createPortOpener } from './transport/opener.ts';
import { createSerialSource, createVirtualSource } from './transport/port-sources.ts';
import { parsePortUrl } from './transport/port-url.ts';
import { createScanner } from './transport/scanner.ts';
import { createVirtualBus } from './transport/virtual.ts';
import type { LineModel } from './transport/virtual-device.ts';
import { type Clock, systemClock } from './util/clock.ts';
import { createIdSource } from './util/ids.ts';
import { createJsonFile } from './util/json-file.ts';
import { createVirtualBench, type VirtualBench, type VirtualUnitSpec } from './virtual-bench/bench.ts';

export interface StationOptions {
  /** Everything that the station keeps: journal, key store, library, settings. */
  readonly dataDir: string;
  /** Emulated units instead of real ports. */
  readonly virtualBench?:
    | { readonly units: number | readonly VirtualUnitSpec[]; readonly model?: LineModel; readonly dataDir?: string }
    | undefined;
  /** Asked when a sealed secret is first needed; undefined where nobody can answer. */
  readonly passphrase?: (() => Promise<string | undefined>) | undefined;
  /** How secrets are sealed where it is not by passphrase: the keychain of the operating system. */
  readonly keychain?: KeyStoreDeps['backend'];
  readonly clock?: Clock;
  /** A person has looked at a clock that is behind the last record. */
  readonly acceptClock?: boolean;
  readonly log?: (line: string) => void;
}

const settleableActs: ReadonlySet<string> = new Set([identityAct, userDataAct]);
const settingsSchema = z.strictObject({ slots: z.array(slotSchema).max(256) });
const isNetworkPort = (match: string) => /^(?:tcp|rfc2217):/.test(match);

/** A station that is open: the engine, and what only the process that holds it may reach. */
export interface Station extends Engine {
  /** The virtual bench, for tests and demos. */
  readonly virtualBench: VirtualBench | undefined;
  /** Clients that listen to events now. */
  listenerCount(): number;
}

/** Opens a station and recovers what a crash cut off. Rejects with journal/* and station/node-too-old. */
export async function createStation(options: StationOptions): Promise<Station> {
  const { dataDir, clock = systemClock, log = () => undefined } = options;
  const inDataDir = (name: string) => path.join(dataDir, name);
  const startedAtMs = clock.nowMs();
  const newId = createIdSource({ nowMs: () => clock.nowMs() });
  await using stack = new AsyncDisposableStack();

  const journal = await openJournal({
    path: inDataDir('journal.db'),
    clock,
    version: packageJson.version,
    ...(options.acceptClock === undefined ? {} : { acceptClock: options.acceptClock }),
    onListenerError: (thrown) => log(`A listener of the journal failed: ${String(thrown)}`),
  });
  stack.defer(() => journal.close());
  recover({ journal, clock, settleableActs });
  const hub = createEventHub({ journal });
  stack.defer(() => hub.close());

  // Secrets, identity and fleets.
  const keystore = createKeyStore({
    filePath: inDataDir('keystore.json'),
    backend: options.keychain ?? { kind: 'passphrase', passphrase: options.passphrase ?? (async () => undefined) },
  });
  stack.defer(() => keystore.lock());
  const authorities = createAuthorities({
    keystore,
    nowMs: () => clock.nowMs(),
    random: (bytes) => crypto.getRandomValues(bytes),
  });
  const identity = createIdentity({ clock, keystore });
  const signer = () => openStationKey(keystore);
  const fleets = createFleets({
    file: createJsonFile(inDataDir('fleets.json'), fleetsSchema, {}),
    tokens: keystore,
    signer,
    clock,
  });
  const outbox = createOutbox({
    journal,
    clock,
    connector: (fleet) => fleets.connector(fleet),
    newEntryId: () => `o-${newId()}`,
    random: Math.random,
    onFailure: (error) => log(`Outbox: ${error.message}`),
  });
  stack.defer(() => outbox.close());

  // Ports.
  const settingsFile = createJsonFile(inDataDir('station.json'), settingsSchema, { slots: [] });
  const bus = createVirtualBus(clock);
  const bench = openBench(options, clock, bus);
  if (bench !== undefined) stack.defer(() => bench.close());
  let slots: readonly Slot[] = bench === undefined ? (await settingsFile.read()).slots : slotsOfBench(bench);
  const scanner = createScanner({
    sources: [
      createVirtualSource(bus),
      {
        name: 'network ports',
        list: async () =>
          slots
            .map(({ match }) => match)
            .filter(isNetworkPort)
            .map(parsePortUrl),
      },
      ...(bench === undefined ? [createSerialSource()] : []),
    ],
    slots,
    clock,
  });
  stack.use(scanner);
  scanner.onEvent((event) => {
    if (event.kind === 'source-failed') log(`${event.source}: ${event.why}`);
    hub.publishPorts();
  });
  await scanner.start();
  const leases = createLeases();
  leases.onChange(() => hub.publishPorts());
  const opener = createPortOpener({
    clock,
    virtual: bus,
    assertOurs: (port) => scanner.assertOurs(port),
    locate: (port) => scanner.locate(port),
  });
  const sessions = createSessions({ opener, leases, clock, log });
  const resolve = (target: string) =>
    resolveTarget(
      scanner,
      slots.map(({ name }) => name),
      target,
    );

  // Jobs.
  const trust = createTrust({ filePath: inDataDir('trust.json') });
  const library = createLibrary({
    dir: inDataDir('library'),
    trust,
    clock,
    latest: (product) => journal.latestBundle(product),
    accept: (event) => journal.append(event),
  });
  const recipes = createRecipes({ drivers, shelf: library });
  const newActId = () => `a-${newId()}`;
  const allSteps = [
    createIdentifyStep({ newUnitId: () => `u-${newId()}` }),
    createReserveStep({ serials: createSerials({ journal, clock }) }),
    createWriteStep(),
    createVerifyStep(),
    createPersonaliseStep({ issuer: identity, newActId }),
    createFusesStep({ newActId }),
    createBootStep({ newNonce: () => randomBytes(16).toString('hex'), verifyProof: verifyIdentityProof }),
    createEnrollStep({ outbox }),
  ];
  const scheduler = createScheduler();
  stack.defer(() => scheduler.close());
  const runner = createRunner({
    journal,
    clock,
    settleableActs,
    onTeardownError: (error, runId) => log(`Teardown of ${runId}: ${error.message}`),
  });
  const runs = createRuns({
    journal,
    runner,
    scheduler,
    recipes,
    sessions,
    leases,
    steps: new Map(allSteps.map((step) => [step.kind, step])),
    resolve,
    newRunId: () => `r-${newId()}`,
    onProgress: (progress) => hub.publishProgress(progress),
  });
  outbox.start();

  // Until the bench has its own CA and fleet the demo would stop at the first certificate.
  const isBenchReady = bench === undefined ? Promise.resolve() : prepareBenchStation();
  async function prepareBenchStation(): Promise<void> {
    const { mkdir } = await import('node:fs/promises');
    if ((await fleets.list())['demo'] === undefined) {
      const dir = inDataDir('enrollments');
      await mkdir(dir, { recursive: true });
      await fleets.set('demo', { kind: 'file', dir });
    }
    if (options.passphrase === undefined && options.keychain === undefined) return;
    if ((await authorities.list()).some(({ name }) => name === defaultAuthority)) return;
    await authorities.create({
      name: defaultAuthority,
      subject: 'CN=Slipway virtual bench CA',
      keyType: 'ecdsa-p256',
      validity: '10y',
    });
  }
  isBenchReady.catch((thrown: unknown) => log(`Virtual bench: ${String(thrown)}`));

  const needBench = (): VirtualBench => {
    if (bench === undefined) {
      throw new SlipwayError('station/usage', 'This station works with real ports; it has no virtual bench.', {
        action: 'Start with --virtual N for a virtual bench.',
      });
    }
    return bench;
  };
  const found = <T>(value: T | undefined, what: string, id: string): T => {
    if (value === undefined) throw new SlipwayError('job/not-found', `There is no ${what} ${id}.`, { context: { id } });
    return value;
  };
  const done = { ok: true } as const;

  const resources = stack.move();
  let closing: Promise<void> | undefined;
  return {
    virtualBench: bench,
    listenerCount: () => hub.listenerCount(),
    station: {
      info: async () => ({
        version: packageJson.version,
        node: process.version,
        dataDir,
        startedAtMs,
        lastSeq: journal.lastSeq(),
        unitCount: journal.countUnits(),
        outboxWaiting: journal.countOutbox('waiting'),
        isVirtualBench: bench !== undefined,
      }),
      doctor: () =>
        runDoctor(
          createSystemProbe({
            dataDir,
            nowMs: () => clock.nowMs(),
            lastRecordAtMs: () => journal.events({ afterSeq: Math.max(0, journal.lastSeq() - 1), limit: 1 })[0]?.atMs,
            ports: async () => listPorts(),
            trustedKeyCount: async () => (await trust.list()).length,
            caExpiries: async () => authorities.list(),
            outbox: () => ({
              waiting: journal.countOutbox('waiting'),
              held: journal.countOutbox('held'),
              oldestQueuedAtMs: journal.outboxDue(Number.MAX_SAFE_INTEGER, 1)[0]?.queuedAtMs,
            }),
          }),
        ),
    },
    ports: {
      list: async () => listPorts(),
      identify: async ({ target, family }, { signal }) => {
        const driver = found(drivers.byId(family), 'device family', family);
        const { port, slot } = await resolve(target);
        return sessions.identify(port, driver, `identify of ${slot}`, signal);
      },
    },
    slots: {
      list: async () => [...slots],
      set: async (wanted) => {
        assertDistinct(wanted);
        await settingsFile.write({ slots: wanted });
        slots = wanted;
        scanner.setSlots(wanted);
        await scanner.refresh();
        hub.publishPorts();
        return done;
      },
    },
    bench: {
      list: async () => needBench().list(),
      plug: async ({ slot }) => {
        needBench().plug(slot);
        return done;
      },
      unplug: async ({ slot }) => {
        needBench().unplug(slot);
        return done;
      },
      setTemper: async ({ slot, temper }) => {
        needBench().setTemper(slot, temper);
        return done;
      },
    },
    recipes: {
      check: (source) => recipes.check(source),
      import: ({ path: file }) => recipes.import(file),
      list: () => recipes.list(),
    },
    runs: {
      start: async (request) => {
        await isBenchReady;
        return runs.start(request);
      },
      cancel: async ({ runId }) => {
        runs.cancel(runId);
        return done;
      },
      wait: ({ runId }, { signal }) => runs.wait(runId, signal),
      list: async (query) => journal.runs(query),
      get: async ({ runId }) => found(journal.runDetail(runId), 'run', runId),
    },
    units: {
      search: async (query) => journal.searchUnits(query),
      get: async ({ unitId }) => {
        const unit = found(journal.unit(unitId) ?? journal.unitBySerial(unitId), 'unit', unitId);
        const key = journal.keyOfUnit(unit.unitId);
        return {
          unit,
          hardware: found(journal.hardwareOf(unit.unitId), 'hardware of unit', unit.unitId),
          certificatePem: key?.certificatePem ?? null,
          certificate: (key?.certificatePem ? tryDescribeCertificate(key.certificatePem) : undefined) ?? null,
          publicKeyPem: key?.publicKeyPem ?? null,
          runs: journal.runs({ unitId: unit.unitId, limit: 1000 }).rows,
        };
      },
      events: async ({ unitId, after, limit }) =>
        journal
          .events({ unitId: found(journal.unit(unitId), 'unit', unitId).unitId, afterSeq: after, limit })
          .filter(({ body }) => body.kind !== 'console.captured'),
      decide: async ({ unitId, decision, operator, reason }) => {
        decide({ journal, settleableActs }, { unitId, decision, operator, reason });
        return done;
      },
      export: async ({ text, status }, { signal }) => exportUnits({ text, status }, signal),
    },
    outbox: {
      list: async (query) => journal.outbox(query),
      retry: ({ entryId }, { signal }) => outbox.retry(entryId, signal),
      exportFile: ({ path: file }) => exportOutbox({ journal, signer, clock }, file),
    },
    events: { stream: async (query, { signal }) => hub.stream(query, signal) },
    close: () => {
      closing ??= (async () => {
        // What prepares the bench writes into the data folder; runs first, while ports and journal are there for teardown.
        await isBenchReady.catch(() => undefined);
        await scheduler.close();
        await resources.disposeAsync();
      })();
      return closing;
    },
  };

  function listPorts() {
    return scanner.list().map(({ port, slot, attachedAtMs }) => ({
      port,
      slot,
      heldBy: leases.heldBy(port.id) ?? null,
      attachedAtMs,
    }));
  }

  async function* exportUnits(
    query: { text?: string | undefined; status?: UnitRecord['status'] | undefined },
    signal: AbortSignal,
  ): AsyncGenerator<UnitRecord[], void, void> {
    let cursor: string | undefined;
    do {
      signal.throwIfAborted();
      const page = journal.searchUnits({ ...query, limit: 500, cursor });
      if (page.rows.length > 0) yield page.rows;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

function openBench(
  options: StationOptions,
  clock: Clock,
  bus: ReturnType<typeof createVirtualBus>,
): VirtualBench | undefined {
  const wanted = options.virtualBench;
  if (wanted === undefined) return undefined;
  const units = typeof wanted.units === 'number' ? virtualUnits(wanted.units) : wanted.units;
  return createVirtualBench({
    clock,
    bus,
    units,
    ...(wanted.model === undefined ? {} : { model: wanted.model }),
    ...(wanted.dataDir === undefined ? {} : { dataDir: wanted.dataDir }),
  });
}

const slotsOfBench = (bench: VirtualBench): Slot[] =>
  bench.list().map(({ slot, portId }) => ({ name: slot, match: portId }));

function assertDistinct(slots: readonly Slot[]): void {
  const names = slots.map(({ name }) => name);
  const places = slots.map(({ match }) => match);
  const twice = [...names, ...places].find((text, index, all) => all.indexOf(text) !== index);
  if (twice !== undefined) {
    throw new SlipwayError('wire/invalid-input', `"${twice}" is given for two slots.`, { context: { twice } });
  }
}
