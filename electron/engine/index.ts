// Owns: the composition root: the only file that knows every part of the engine. May import everything below it.
// `createStation` opens a station on a data directory; what it returns is the Engine that electron/api serves.
// Start reading at `createStation`; each part's own entry file says what it does.

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import type { PortInfo, PortStatus } from '../contract/device.ts';
import { lineSetupSchema } from '../contract/line.ts';
import { codedOf } from '../contract/sentence.ts';
import { say } from '../contract/sentences.ts';
import { drivers } from './drivers/index.ts';
import type { Engine } from './engine.ts';
import { createFleets, fleetsSchema } from './fleet/config.ts';
import { createOutbox } from './fleet/outbox.ts';
import { createStationTrust } from './fleet/stations.ts';
import { createAuthorities } from './identity/authorities.ts';
import { createIdentity } from './identity/index.ts';
import { verifyIdentityProof } from './identity/keys.ts';
import { createKeyStore, type KeyStoreDeps } from './identity/keystore.ts';
import { createSerials } from './identity/serial.ts';
import { openStationKey } from './identity/station-key.ts';
import { recover } from './job/recovery.ts';
import { createRunner } from './job/runner.ts';
import { createScheduler } from './job/scheduler.ts';
import { openJournal } from './journal/store.ts';
import { createLibrary } from './recipe/library.ts';
import { createTrust } from './recipe/trust.ts';
import { createBenchCalls } from './station/bench-calls.ts';
import { virtualUnits } from './station/bench-units.ts';
import { openDesk } from './station/desk.ts';
import { runDoctor } from './station/doctor.ts';
import { createEventHub } from './station/events.ts';
import { createLine } from './station/line.ts';
import { createLogKeeper } from './station/log-keeper.ts';
import { createPortProbe, isNetworkPort } from './station/port-probe.ts';
import { prepareBench } from './station/prepare-bench.ts';
import { createRuns } from './station/runs.ts';
import { createSessions } from './station/sessions.ts';
import { openStationSettings } from './station/slots.ts';
import { createStationCalls, type StationMode } from './station/station-calls.ts';
import { createStats } from './station/stats.ts';
import { createSupportFile, gatherSupportFacts } from './station/support-file.ts';
import { createSystemProbe } from './station/system-probe.ts';
import { resolveTarget } from './station/targets.ts';
import { createUnitsCalls, found } from './station/units-calls.ts';
import { openWorld } from './station/virtual-data.ts';
import { warmUp } from './station/warm-up.ts';
import { createBootStep } from './steps/boot.ts';
import { createEnrollStep } from './steps/enroll.ts';
import { createFusesStep, userDataAct } from './steps/fuses.ts';
import { createIdentifyStep } from './steps/identify.ts';
import { createPersonaliseStep, identityAct } from './steps/personalise.ts';
import { createReserveStep } from './steps/reserve.ts';
import { createVerifyStep } from './steps/verify.ts';
import { createWriteStep } from './steps/write.ts';
import { createLeases, type Holder } from './transport/lease.ts';
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
    | {
        readonly units: number | readonly VirtualUnitSpec[];
        readonly model?: LineModel;
        readonly dataDir?: string;
        /** Without the CA, the fleet and the draft of the example. */
        readonly isBare?: boolean;
      }
    | undefined;
  /** Asked when a sealed secret is first needed; undefined where nobody can answer. */
  readonly passphrase?: (() => Promise<string | undefined>) | undefined;
  /** How secrets are sealed where it is not by passphrase: the keychain of the operating system. */
  readonly keychain?: KeyStoreDeps['backend'] | undefined;
  readonly clock?: Clock;
  /** What this station is called until a person gives it another name; the machine's name when not given. */
  readonly defaultName?: string | undefined;
  /** Whether it works with real ports or a virtual bench, and who may change that; fixed as it is when not given. */
  readonly mode?: StationMode | undefined;
  /** Others than whoever started this process may ask it: what they are told of a file that they name quotes nothing. */
  readonly isShared?: boolean;
  /** A person has looked at a clock that is behind the last record. */
  readonly acceptClock?: boolean;
  readonly log?: (line: string) => void;
}

const settleableActs: ReadonlySet<string> = new Set([identityAct, userDataAct]);
const lineFileSchema = z.strictObject({ setup: lineSetupSchema.nullable() });

/** A station that is open: the engine, and what only the process that holds it may reach. */
export interface Station extends Engine {
  /** The virtual bench, for tests and demos. */
  readonly virtualBench: VirtualBench | undefined;
  /** Clients that listen to events now. */
  listenerCount(): number;
}

/** Opens a station and recovers what a crash cut off. Rejects with journal/* and station/node-too-old. */
export async function createStation(options: StationOptions): Promise<Station> {
  const { dataDir, clock = systemClock } = options;
  const logKeeper = createLogKeeper({
    keep: 500,
    nowMs: () => clock.nowMs(),
    passOn: options.log ?? (() => undefined),
  });
  const { log } = logKeeper;
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
    backend: options.keychain ?? { kind: 'passphrase', passphrase: options.passphrase },
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
  const bus = createVirtualBus(clock);
  const world = await openWorld({ dataDir, virtualBench: options.virtualBench }, journal);
  if (world.isVirtual && options.virtualBench === undefined)
    log(`${dataDir} has the records of a virtual bench: they can be read, and real ports are left alone.`);
  const bench = openBench(options, clock, bus);
  if (bench !== undefined) stack.defer(() => bench.close());
  const settings = await openStationSettings({
    filePath: inDataDir('station.json'),
    bench,
    defaultName: options.defaultName,
  });
  const scanner = createScanner({
    sources: [
      createVirtualSource(bus),
      {
        name: 'network ports',
        list: async () =>
          settings
            .slots()
            .map(({ match }) => match)
            .filter(isNetworkPort)
            .map(parsePortUrl),
      },
      ...(world.isVirtual ? [] : [createSerialSource()]),
    ],
    slots: settings.slots(),
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
  const openerOf = (assertOurs: (port: PortInfo) => void) =>
    createPortOpener({
      clock,
      virtual: bus,
      assertOurs(port) {
        world.assertOfIt(port);
        assertOurs(port);
      },
      locate: (port) => scanner.locate(port),
    });
  const opener = openerOf((port) => scanner.assertOurs(port));
  const sessions = createSessions({ opener, leases, clock, log });
  const slotNames = () => settings.slots().map(({ name }) => name);
  async function resolve(target: string) {
    const found = await resolveTarget(scanner, slotNames(), target);
    // Before a run is on record.
    world.assertOfIt(found.port);
    return found;
  }

  // Jobs.
  const trust = createTrust({ filePath: inDataDir('trust.json') });
  const library = createLibrary({
    dir: inDataDir('library'),
    trust,
    clock,
    latest: (product) => journal.latestBundle(product),
    accept: (event) => journal.append(event),
  });
  const desk = await openDesk({
    dataDir,
    isShared: options.isShared ?? false,
    clock,
    drivers,
    journal,
    trust,
    library,
    keystore,
    authorities,
    fleets,
    outbox,
    signer,
    stations: createStationTrust({ filePath: inDataDir('stations.json') }),
    onUnlock: () => readyBench(),
    publishChanged: (topic) => hub.publishChanged(topic),
    lineSource: () => line.source(),
    openRehearsalStation: ({ dataDir: rehearsalDir, unit, box }) =>
      createStation({
        dataDir: rehearsalDir,
        keychain: { kind: 'os-keychain', box },
        virtualBench: { units: [unit], isBare: true },
      }),
  });
  stack.use(desk);
  const { recipes } = desk;
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
    onEnded: (end) => line.runEnded(end),
  });
  outbox.start();

  // Until the bench has its own CA and fleet the demo would stop at the first certificate.
  const isBenchReady = readyBench();
  async function readyBench(): Promise<void> {
    if (bench === undefined || options.virtualBench?.isBare === true) return;
    await prepareBench({ fleets, authorities, keystore, desk, enrollmentDir: inDataDir('enrollments') });
  }
  isBenchReady.catch((thrown: unknown) => log(`Virtual bench: ${String(thrown)}`));

  const line = createLine({
    journal,
    hub,
    scanner,
    recipes,
    runs,
    sessions,
    clock,
    file: createJsonFile(inDataDir('line.json'), lineFileSchema, { setup: null }),
    slots: settings.slots(),
    whenReady: isBenchReady,
    log,
  });
  const done = { ok: true } as const;

  stack.use(warmUp(log));

  const resources = stack.move();
  let closing: Promise<void> | undefined;
  const stationCalls = createStationCalls({
    hub,
    mode: options.mode ?? { current: () => (bench === undefined ? 'real' : 'virtual'), isFixed: true },
    name: settings.name,
    facts: () => ({
      version: packageJson.version,
      node: process.version,
      dataDir,
      startedAtMs,
      journalId: journal.id(),
      lastSeq: journal.lastSeq(),
      unitCount: journal.countUnits(),
      outboxWaiting: journal.countOutbox('waiting'),
      isVirtualBench: bench !== undefined,
    }),
    activeWork: () => scheduler.active()[0],
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
  });
  const station: Station = {
    ...desk.calls,
    virtualBench: bench,
    listenerCount: () => hub.listenerCount(),
    station: {
      ...stationCalls,
      supportFile: async (_input, { signal }) =>
        createSupportFile({
          ...(await gatherSupportFacts(station, signal)),
          configValues: await desk.configValues(),
          logLines: logKeeper.lines(),
          nowMs: clock.nowMs(),
        }),
    },
    line: line.calls,
    stats: createStats({ journal, nowMs: () => clock.nowMs() }),
    ports: {
      list: async () => listPorts(),
      identify: async ({ target, family }, { signal }) => {
        const driver = found(drivers.byId(family), say('family-not-found', { family }));
        const { port, slot } = await resolve(target);
        return sessions.identify(port, driver, {}, say('holder-identify', { target: slot }), signal);
      },
      probe: createPortProbe({ opener: openerOf(() => undefined), leases, drivers, clock, log }),
    },
    slots: {
      list: async () => [...settings.slots()],
      set: async (wanted) => {
        await settings.setSlots(wanted);
        scanner.setSlots(wanted);
        await scanner.refresh();
        line.place(wanted);
        hub.publishPorts();
        hub.publishChanged('slots');
        return done;
      },
    },
    bench: createBenchCalls({ bench, hub, scanner, journal }),
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
      get: async ({ runId }) => found(journal.runDetail(runId), say('run-not-found', { runId })),
    },
    units: createUnitsCalls({ journal, settleableActs }),
    outbox: {
      list: async (query) => journal.outbox(query),
      retry: ({ entryId }, { signal }) => outbox.retry(entryId, signal),
      ...desk.carry,
    },
    events: { stream: async (query, { signal }) => hub.stream(query, signal) },
    close: () => {
      closing ??= (async () => {
        // What prepares the bench writes into the data folder; runs first, while ports and journal are there for teardown.
        await isBenchReady.catch(() => undefined);
        await line.close();
        await scheduler.close();
        await resources.disposeAsync();
      })();
      return closing;
    },
  };
  return station;

  function listPorts() {
    return scanner.list().map(({ port, slot, attachedAtMs }) => ({
      port,
      slot,
      ...toldHolder(leases.heldBy(port.id)),
      attachedAtMs,
    }));
  }
}

const toldHolder = (holder: Holder | undefined): Pick<PortStatus, 'heldBy' | 'holder'> =>
  typeof holder === 'object' ? { heldBy: holder.text, holder: codedOf(holder) } : { heldBy: holder ?? null };

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
