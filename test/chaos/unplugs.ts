// Owns: pulling units out at random bytes of the main job, and what must hold for them and for their neighbours.
// May import the engine and siblings. Start reading at `runUnplugs`.
import { createStation, type Station } from '../../electron/engine/index.ts';
import type { VirtualBench } from '../../electron/engine/virtual-bench/bench.ts';
import { instantBench, instantUnit, type MainJob, macOf, prepareMainJob } from '../support/main-job.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { createRandom, type Random } from './random.ts';
import { createTally, type Tally } from './tally.ts';

export interface UnplugsOptions {
  readonly unplugs: number;
  readonly seed: number;
  readonly slots: number;
  readonly onProgress: (text: string) => void;
}

export interface UnplugsResult {
  readonly unplugs: number;
  /** Units that stayed plugged in beside them, and passed. */
  readonly neighbours: number;
  /** How the run of a unit that was pulled out ended. */
  readonly ends: Tally;
  /** The step in which it was pulled out. */
  readonly steps: Tally;
  /** Longest time from start to end of such a run. */
  readonly longestMs: number;
  readonly violations: readonly string[];
}

type Pull = { readonly by: 'unit' | 'to-device' | 'to-host'; readonly atByte: number };

const runTimeoutMs = 60_000;
const operator = 'chaos';
/** Sync, stub and chip detection; identity, fuses and boot: short in bytes, and full of states. */
const headBytes = 6_000;
const tailBytes = [800, 8_000] as const;

export async function runUnplugs(options: UnplugsOptions): Promise<UnplugsResult> {
  using dir = createTempDir('slipway-unplug-');
  const job = await prepareMainJob(dir.path);
  const names = Array.from({ length: options.slots }, (_, index) => String(index + 1).padStart(2, '0'));
  const station = await createStation({
    dataDir: job.dataDir,
    keychain: job.keychain,
    virtualBench: { units: names.map((name, index) => instantUnit(name, index + 1)), model: instantBench.model },
  });
  try {
    return await pullAll(options, job, station, names);
  } finally {
    await station.close();
  }
}

async function pullAll(
  options: UnplugsOptions,
  job: MainJob,
  station: Station,
  names: readonly string[],
): Promise<UnplugsResult> {
  const bench = benchOf(station);
  const random = createRandom(options.seed);
  const violations: string[] = [];
  const ends = createTally();
  const steps = createTally();
  let nextUnit = 0x2000;
  let unplugs = 0;
  let neighbours = 0;
  let longestMs = 0;

  async function provision(slot: string) {
    const signal = AbortSignal.timeout(runTimeoutMs);
    const source = { recipeFile: job.recipeFile };
    const { runId } = await station.runs.start({ target: slot, source, operator }, { signal });
    return station.runs.wait({ runId }, { signal });
  }

  const unitIn = async (slot: string) => {
    const { mac } = bench.inspect(slot);
    const page = await station.units.search({ text: mac, limit: 1 }, { signal: new AbortController().signal });
    return page.rows[0];
  };

  function renew(slot: string): void {
    bench.replace(slot, macOf(nextUnit++));
    bench.setTemper(slot, 'good');
  }

  /** Pulls one unit out in the middle, plugs it in again, and provisions it to its end. */
  async function pullOne(slot: string, pull: Pull): Promise<void> {
    const where = `${pull.by} at byte ${pull.atByte}, slot ${slot}, unit ${bench.inspect(slot).mac}`;
    if (pull.by === 'unit') bench.setTemper(slot, `unplug@${pull.atByte}`);
    else bench.line(slot).injectFault(pull.by, { kind: 'unplug', atByte: pull.atByte });
    const startedMs = performance.now();
    const end = await provision(slot);
    const isPulled = bench.list().find((unit) => unit.slot === slot)?.isPlugged === false;
    const before = await unitIn(slot);
    if (!isPulled) {
      if (end.outcome !== 'PASS') violations.push(`${where}: not reached, but ${end.outcome} ${end.error?.code}`);
      return;
    }
    unplugs += 1;
    longestMs = Math.max(longestMs, performance.now() - startedMs);
    ends.add(end.error === null ? (end.outcome ?? 'none') : `${end.outcome} ${end.error.code}`);
    const detail = await station.runs.get({ runId: end.runId }, { signal: new AbortController().signal });
    steps.add(detail.steps.find(({ state }) => state === 'failed')?.kind ?? 'after the last step');
    // Pulled out after the run began and before it had opened the port, there is no port any more.
    const isBeforeOpen = end.error?.code === 'port/not-found' && bench.inspect(slot).receivedBytes === 0;
    if ((end.outcome === 'ERROR' && !isBeforeOpen) || end.outcome === null)
      violations.push(`${where}: ended ${end.outcome} ${end.error?.code}: ${end.error?.message}`);

    bench.setTemper(slot, 'good');
    bench.plug(slot);
    const again = await provision(slot);
    const after = await unitIn(slot);
    if (again.outcome !== 'PASS')
      violations.push(
        `${where}: plugged in again, it ended ${again.outcome} ${again.error?.code}: ${again.error?.message}`,
      );
    if (before !== undefined && before.unitId !== after?.unitId)
      violations.push(`${where}: it was ${before.unitId} and is ${after?.unitId}`);
    if (before?.serial != null && before.serial !== after?.serial)
      violations.push(`${where}: it had ${before.serial} and has ${after?.serial}`);
    const { fuseBurns, userDataHex } = bench.inspect(slot);
    const burned = Buffer.from(userDataHex, 'hex').toString('utf8').replace(/\0+$/, '');
    if (fuseBurns !== 1 || burned !== after?.serial)
      violations.push(`${where}: fuses burned ${fuseBurns} times, they say ${burned}, the record ${after?.serial}`);
  }

  async function neighbour(slot: string): Promise<void> {
    const end = await provision(slot);
    neighbours += 1;
    if (end.outcome !== 'PASS')
      violations.push(`slot ${slot}: a unit that nobody touched ended ${end.outcome} ${end.error?.code}`);
  }

  const [first] = names;
  if (first === undefined) throw new Error('There are no slots.');
  await neighbour(first);
  const { receivedBytes, sentBytes } = bench.inspect(first);

  for (let round = 0; unplugs < options.unplugs && violations.length < 20; round++) {
    for (const name of names) renew(name);
    const good = names[round % names.length];
    await Promise.all(
      names.map((name) =>
        name === good && names.length > 1
          ? neighbour(name)
          : pullOne(name, choosePull(random, { receivedBytes, sentBytes })),
      ),
    );
    if (round % 10 === 9)
      options.onProgress(
        `${unplugs}/${options.unplugs} unplugs, ${neighbours} neighbours, ${violations.length} violations`,
      );
  }
  return { unplugs, neighbours, ends, steps, longestMs, violations };
}

function choosePull(random: Random, total: { receivedBytes: number; sentBytes: number }): Pull {
  const by = random.pick(['unit', 'unit', 'to-device', 'to-host'] as const);
  const bytes = by === 'to-host' ? total.sentBytes : total.receivedBytes;
  const part = random.below(4);
  if (part === 0) return { by, atByte: 1 + random.below(headBytes) };
  if (part === 1) return { by, atByte: Math.max(1, bytes - random.below(random.pick(tailBytes))) };
  return { by, atByte: 1 + random.below(bytes) };
}

function benchOf(station: Station): VirtualBench {
  if (station.virtualBench === undefined) throw new Error('The station has no virtual bench.');
  return station.virtualBench;
}
