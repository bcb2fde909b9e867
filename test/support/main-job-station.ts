// Owns: a station with an instant virtual bench and the whole main job, for one test. Start reading at `openMainJob`.
import { onTestFinished } from 'vitest';
import { SlipwayError } from '../../electron/contract/errors.ts';
import type { RunDetail, UnitRecord } from '../../electron/contract/records.ts';
import { createStation, type Station } from '../../electron/engine/index.ts';
import type { VirtualBench, VirtualUnitSpec } from '../../electron/engine/virtual-bench/bench.ts';
import { instantBench, instantUnit, type MainJob, type MainJobOptions, prepareMainJob } from './main-job.ts';
import { useTempDir } from './temp-dir.ts';

const runTimeoutMs = 45_000;

export interface MainJobStation {
  readonly station: Station;
  readonly bench: VirtualBench;
  readonly job: MainJob;
  /** Starts a run in a slot and waits for its end. */
  provision(slot: string): Promise<RunDetail>;
  start(slot: string): Promise<string>;
  wait(runId: string): Promise<RunDetail>;
  /** Provisions and throws the error that the run ended with, for `provokes`. */
  failing(slot: string): Promise<never>;
  unitOf(run: RunDetail): Promise<UnitRecord>;
  /** A unit by the MAC address of what is plugged into the slot now. */
  unitIn(slot: string): Promise<UnitRecord | undefined>;
  /** Resolves when the run has begun that step. */
  whenStepStarts(runId: string, step: string): Promise<void>;
}

export interface OpenMainJob extends MainJobOptions {
  readonly units?: readonly VirtualUnitSpec[];
  /** Tempers of the units in slots 01, 02, …; instead of `units`. */
  readonly tempers?: readonly string[];
  /** Goes on with the data of another station, which must be closed. */
  readonly job?: MainJob;
  /** Where the units keep flash and fuses from one station to the next; in memory only when not given. */
  readonly benchDir?: string;
  /** A folder that must stay, such as a small file system. */
  readonly dir?: string;
}

/** Opens it inside a test; it is closed when the test ends. */
export async function openMainJob(options: OpenMainJob = {}): Promise<MainJobStation> {
  const job = options.job ?? (await prepareMainJob(options.dir ?? useTempDir(), options));
  const tempers = options.tempers ?? ['good'];
  const units = options.units ?? tempers.map((temper, index) => instantUnit(slotName(index), index + 1, temper));
  const station = await createStation({
    dataDir: job.dataDir,
    keychain: job.keychain,
    virtualBench: {
      units,
      model: instantBench.model,
      ...(options.benchDir === undefined ? {} : { dataDir: options.benchDir }),
    },
  });
  onTestFinished(() => station.close());
  const { virtualBench: bench } = station;
  if (bench === undefined) throw new Error('The station has no virtual bench.');

  const signal = () => AbortSignal.timeout(runTimeoutMs);
  async function start(slot: string): Promise<string> {
    const source = { recipeFile: job.recipeFile };
    const { runId } = await station.runs.start({ target: slot, source, operator: 'test' }, { signal: signal() });
    return runId;
  }
  async function wait(runId: string): Promise<RunDetail> {
    await station.runs.wait({ runId }, { signal: signal() });
    return station.runs.get({ runId }, { signal: signal() });
  }
  const provision = async (slot: string) => wait(await start(slot));
  const unitOf = async ({ run }: RunDetail) => {
    const { unit } = await station.units.get({ unitId: run.unitId ?? '' }, { signal: signal() });
    return unit;
  };
  return {
    station,
    bench,
    job,
    start,
    wait,
    provision,
    unitOf,
    async failing(slot) {
      const { error, run } = await provision(slot);
      if (error === null) throw new Error(`The run ended ${run.outcome}.`);
      throw new SlipwayError(error.code, error.message, { context: error.context, action: error.action });
    },
    async unitIn(slot) {
      const { mac } = bench.inspect(slot);
      return (await station.units.search({ text: mac, limit: 1 }, { signal: signal() })).rows[0];
    },
    async whenStepStarts(runId, step) {
      const events = await station.events.stream({ after: 0, progress: false }, { signal: signal() });
      for await (const streamed of events) {
        if (streamed.kind !== 'journal') continue;
        const { body } = streamed.event;
        if (body.kind === 'step.started' && body.runId === runId && body.step === step) return;
      }
    },
  };
}

export const slotName = (index: number): string => String(index + 1).padStart(2, '0');
