// Owns: killing the station at random points of the main job in four slots, and what must hold afterwards.
// May import the journal (reading only) and siblings. Start reading at `runKills`.
import { randomBytes } from 'node:crypto';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { openJournal } from '../../electron/engine/journal/store.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { macOf, prepareMainJob } from '../support/main-job.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { type BenchProcess, type HeldIdentity, type Inspection, startBench } from './bench-process.ts';
import { digestOfEvent } from './event-names.ts';
import { type KillPoint, killPoint } from './kill-points.ts';
import { createLedger, fuseAct, identityAct, type Ledger } from './ledger.ts';
import { type LineChild, startLineChild } from './lines.ts';
import { type ChildSettings, childSettingsName, type Report, reportSchema } from './protocol.ts';
import { createRandom } from './random.ts';
import { createTally, type Tally } from './tally.ts';

export interface KillsOptions {
  readonly kills: number;
  readonly seed: number;
  readonly slots: number;
  readonly onProgress: (text: string) => void;
}

export interface KillsResult {
  readonly kills: number;
  readonly events: number;
  readonly runs: number;
  readonly units: number;
  readonly enrollments: number;
  /** Runs in flight at a kill, by what each had recorded last. */
  readonly cutAfter: Tally;
  readonly windows: Tally;
  readonly ends: readonly (readonly [string, number])[];
  readonly violations: readonly string[];
}

/** Longest wait for a point that does not come; the kill then happens anyway. */
const pointTimeoutMs = 8_000;
const runTimeoutMs = 90_000;
const rebuildEvery = 50;

interface Place {
  readonly name: string;
  readonly match: string;
  mac: string;
  isRunning: boolean;
}

/** A unit that passed and left its slot. */
interface Finished {
  readonly mac: string;
  readonly inspection: Inspection;
  readonly held: HeldIdentity | undefined;
}

export async function runKills(options: KillsOptions): Promise<KillsResult> {
  using dir = createTempDir('slipway-chaos-');
  const boxKey = randomBytes(32);
  const job = await prepareMainJob(dir.path, { boxKey });
  await using bench = await startBench(options.slots);
  const campaign = createCampaign(options, job.dataDir, bench, {
    dataDir: job.dataDir,
    recipeFile: job.recipeFile,
    boxKey: boxKey.toString('hex'),
  });
  for (let number = 0; number < options.kills && campaign.canGoOn(); number++) {
    await campaign.live(number);
    if ((number + 1) % rebuildEvery === 0) await campaign.checkProjections();
    if ((number + 1) % 10 === 0) options.onProgress(`${number + 1}/${options.kills} kills, ${campaign.summary()}`);
  }
  if (campaign.canGoOn()) await campaign.drain();
  await campaign.checkProjections();
  return campaign.result(job.enrollmentDir);
}

function createCampaign(
  options: KillsOptions,
  dataDir: string,
  bench: BenchProcess,
  settings: Pick<ChildSettings, 'dataDir' | 'recipeFile' | 'boxKey'>,
) {
  const random = createRandom(options.seed);
  const violations: string[] = [];
  const ledger = createLedger();
  const cutAfter = createTally();
  const windows = createTally();
  const digests: string[] = [];
  const finished: Finished[] = [];
  const places: Place[] = bench.slots.map(({ slot, mac, url }) => ({ name: slot, match: url, mac, isRunning: false }));
  let nextUnit = 0x1000;
  let kills = 0;
  /** Units that are being exchanged as the kill comes. */
  const exchanges = new Set<Promise<void>>();

  const journalFile = path.join(dataDir, 'journal.db');

  /** One life of the station, from its start to its kill. */
  async function live(number: number): Promise<void> {
    const point = killPoint(number, random);
    const station = startStation(point);
    await station.killed;
    await Promise.all(exchanges);
    kills += 1;
    await takeStock(station, point);
  }

  function startStation(point: KillPoint | undefined) {
    const reported = new Map<number, string>();
    const counts = new Map<string, number>();
    let isReady = false;
    let isDoomed = false;
    let child: LineChild | undefined;
    const dead = Promise.withResolvers<void>();
    const runTimers = new Map<string, NodeJS.Timeout>();

    function kill(): void {
      if (isDoomed) return;
      isDoomed = true;
      child?.kill();
    }
    const killAfter = (ms: number) => {
      if (ms <= 0) kill();
      else setTimeout(kill, ms).unref();
    };

    function start(place: Place): void {
      place.isRunning = true;
      const timer = setTimeout(() => {
        violations.push(`A run in slot ${place.name} did not end within ${runTimeoutMs} ms.`);
        kill();
      }, runTimeoutMs);
      runTimers.set(place.name, timer);
      child?.send({ do: 'start', slot: place.name });
    }

    async function onEnd(report: Extract<Report, { say: 'ended' }>): Promise<void> {
      const place = places.find(({ name }) => name === report.slot);
      if (place === undefined) return;
      clearTimeout(runTimers.get(place.name));
      place.isRunning = false;
      if (report.outcome !== 'PASS') {
        violations.push(`Slot ${report.slot} ended ${report.outcome} ${report.code}: ${report.message}`);
        return;
      }
      await exchange(place);
      if (isDoomed) return;
      if (point === undefined && places.every((one) => !one.isRunning)) child?.send({ do: 'close' });
      else if (point !== undefined) start(place);
    }

    function hear(report: Report): void {
      switch (report.say) {
        case 'event': {
          reported.set(report.seq, report.digest);
          const count = (counts.get(report.what) ?? 0) + 1;
          counts.set(report.what, count);
          if (point?.kind === 'event' && point.what === report.what && point.occurrence === count)
            killAfter(point.delayMs);
          return;
        }
        case 'progress':
          if (point?.kind === 'progress' && point.step === report.step && report.fraction >= point.fraction) kill();
          return;
        case 'ready':
          isReady = true;
          for (const place of places) start(place);
          return;
        case 'ended':
          track(onEnd(report));
          return;
        case 'closed':
          return;
      }
    }

    const childSettings: ChildSettings = {
      ...settings,
      afterSeq: ledger.lastSeq,
      slots: places.map(({ name, match }) => ({ name, match })),
    };
    child = startLineChild(
      ['test/chaos/run-station-child.ts'],
      { [childSettingsName]: JSON.stringify(childSettings) },
      (message) => {
        const parsed = reportSchema.safeParse(message);
        if (parsed.success) hear(parsed.data);
      },
    );
    if (point?.kind === 'time') killAfter(point.afterMs);
    const fallback = setTimeout(kill, point === undefined ? runTimeoutMs : pointTimeoutMs);
    void child.gone.then(({ code, stderr }) => {
      clearTimeout(fallback);
      for (const timer of runTimers.values()) clearTimeout(timer);
      if (!isDoomed && (point !== undefined || code !== 0))
        violations.push(`The station ended by itself with code ${code}: ${stderr.trim()}`);
      dead.resolve();
    });
    return { killed: dead.promise, reported, isReady: () => isReady };
  }

  function track(work: Promise<void>): void {
    const tracked = work
      .catch((thrown: unknown) => void violations.push(`The bench failed: ${String(thrown)}`))
      .finally(() => exchanges.delete(tracked));
    exchanges.add(tracked);
  }

  /** The unit leaves its slot; what it holds is compared with the journal when the station is down. */
  async function exchange(place: Place): Promise<void> {
    const mac = place.mac;
    finished.push({ mac, inspection: await bench.inspect(place.name), held: await bench.held(place.name) });
    place.mac = macOf(nextUnit++);
    await bench.replace(place.name, place.mac);
  }

  /** After a kill: reads the journal as it is on disk and looks at the units. */
  async function takeStock(station: { reported: Map<number, string>; isReady(): boolean }, point: KillPoint) {
    await readJournal(station.reported);
    windows.add(station.isReady() ? 'while working' : 'while starting and recovering');
    const cut = ledger.openRuns();
    for (const run of cut) cutAfter.add(run.last);
    if (point.kind === 'progress' && cut.some(({ last }) => last === `step.started ${point.step}`))
      windows.add(`bytes under way in ${point.step}`);
    for (const place of places) {
      const unit = ledger.unitByMac(place.mac);
      const inspection = await bench.inspect(place.name);
      if (inspection.fuseBurns > 1)
        violations.push(`The fuses of ${place.mac} were burned ${inspection.fuseBurns} times.`);
      if (unit?.openActs.has(fuseAct))
        windows.add(inspection.fuseBurns > 0 ? 'fuses burned, not confirmed' : 'fuses intended, not burned');
      if (unit?.openActs.has(identityAct)) {
        const isHeld = (await bench.held(place.name)) !== undefined;
        windows.add(isHeld ? 'identity in the unit, not confirmed' : 'identity intended, not in the unit');
      }
      // A run that had passed when the kill came: some units go, the others are provisioned once more.
      const isIdle = !cut.some(({ slot }) => slot === place.name);
      if (isIdle && unit !== undefined && unit.passes > 0 && random.next() < 0.5) await exchange(place);
      place.isRunning = false;
    }
    checkFinished();
  }

  async function readJournal(reported: ReadonlyMap<number, string>): Promise<void> {
    let journal: Awaited<ReturnType<typeof openJournal>>;
    try {
      journal = await openJournal({ path: journalFile, clock: systemClock, version: '0', readOnly: true });
    } catch (thrown) {
      // Killed before the very first event; nothing can have been reported.
      if (ledger.lastSeq > 0 || reported.size > 0) violations.push(`The journal does not open: ${String(thrown)}`);
      return;
    }
    try {
      for (;;) {
        const events = journal.events({ afterSeq: ledger.lastSeq, limit: 500 });
        for (const event of events) {
          ledger.apply(event);
          digests.push(digestOfEvent(event));
        }
        if (events.length < 500) break;
      }
    } finally {
      journal.close();
    }
    for (const [seq, digest] of reported) {
      if (digests[seq - 1] !== digest)
        violations.push(`Event ${seq} was reported as recorded, and is not in the journal.`);
    }
  }

  function checkFinished(): void {
    for (const { mac, inspection, held } of finished.splice(0)) {
      const unit = ledger.unitByMac(mac);
      const wrong = (what: string) => violations.push(`Unit ${mac} passed, but ${what}.`);
      if (unit === undefined || unit.passes === 0) {
        wrong('has no pass in the journal');
        continue;
      }
      const [key] = unit.confirmedKeys;
      const burned = Buffer.from(inspection.userDataHex, 'hex').toString('utf8').replace(/\0+$/, '');
      if (inspection.fuseBurns !== 1) wrong(`its fuses were burned ${inspection.fuseBurns} times`);
      if (burned !== unit.serial) wrong(`its fuses say ${burned}, not ${unit.serial}`);
      if (held?.serial !== unit.serial) wrong(`its store says ${held?.serial}, not ${unit.serial}`);
      if (held?.keyFingerprint !== key) wrong(`its store has the key ${held?.keyFingerprint}, not ${key}`);
      if (held?.certificatePem !== unit.certificatePem) wrong('its store has another certificate');
      const others = inspection.identitiesSeen.filter((serial) => serial !== unit.serial);
      if (others.length > 0) wrong(`it has started as ${others.join(', ')}`);
      if (unit.outboxEntries !== 1) wrong(`it is in the outbox ${unit.outboxEntries} times`);
    }
  }

  /** The last life: every unit that was cut off must end with a pass, and the station close by itself. */
  async function drain(): Promise<void> {
    const station = startStation(undefined);
    await station.killed;
    await Promise.all(exchanges);
    await readJournal(station.reported);
    checkFinished();
    for (const run of ledger.openRuns()) violations.push(`Run ${run.runId} has no end.`);
    for (const unit of ledger.units()) {
      if (unit.passes === 0 && !unit.isFlagged)
        violations.push(`Unit ${unit.hardwareId} neither passed nor is flagged.`);
    }
  }

  /** The tables must say what the events say, and the first events must still be what they were. */
  async function checkProjections(): Promise<void> {
    using dir = createTempDir('slipway-chaos-copy-');
    for (const suffix of ['', '-wal', '-shm']) {
      cpSync(journalFile + suffix, path.join(dir.path, `journal.db${suffix}`), { recursive: true, force: true });
    }
    const journal = await openJournal({ path: path.join(dir.path, 'journal.db'), clock: systemClock, version: '0' });
    try {
      const before = JSON.stringify(journal.dumpProjections());
      journal.rebuildProjections();
      if (JSON.stringify(journal.dumpProjections()) !== before) violations.push('The tables differ from the events.');
      for (let seq = 0; seq < digests.length; seq += 500) {
        for (const event of journal.events({ afterSeq: seq, limit: 500 })) {
          const digest = digests[event.seq - 1];
          if (digest !== undefined && digest !== digestOfEvent(event))
            violations.push(`Event ${event.seq} has changed.`);
        }
      }
    } finally {
      journal.close();
    }
  }

  return {
    live,
    drain,
    checkProjections,
    canGoOn: () => violations.length + ledger.violations.length < 20,
    summary: () =>
      `${ledger.lastSeq} events, ${ledger.units().length} units, ${violations.length + ledger.violations.length} violations`,
    result: (enrollmentDir: string): KillsResult => {
      const enrollments = countEnrollments(enrollmentDir, ledger, violations);
      return {
        kills,
        events: ledger.lastSeq,
        runs: [...ledger.ends.values()].reduce((sum, count) => sum + count, 0),
        units: ledger.units().length,
        enrollments,
        cutAfter,
        windows,
        ends: [...ledger.ends].toSorted(([, a], [, b]) => b - a),
        violations: [...violations, ...ledger.violations],
      };
    },
  };
}

const envelopeSchema = z.object({ payload: z.base64() });
const requestsSchema = z.object({
  requests: z.array(z.object({ payload: z.object({ identityData: z.object({ serial: z.string() }) }) })).length(1),
});

/** The fleet must hold one request for each unit that passed, and none for any other. */
function countEnrollments(dir: string, ledger: Ledger, violations: string[]): number {
  const files = readdirSync(dir).filter((name) => name.endsWith('.enroll.json'));
  const told = files.map((file) => {
    const { payload } = envelopeSchema.parse(JSON.parse(readFileSync(path.join(dir, file), 'utf8')));
    const content = requestsSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
    return content.requests[0]?.payload.identityData.serial ?? '';
  });
  const passed = ledger.units().flatMap(({ passes, serial }) => (passes > 0 && serial !== undefined ? [serial] : []));
  if (told.toSorted().join() !== passed.toSorted().join())
    violations.push(`The fleet was told of ${told.length} units; ${passed.length} passed.`);
  return files.length;
}
