// What a station makes of what a crash left: runs without an end, acts whose end nobody knows, a disk that is full.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { JournalBody } from '../../electron/contract/events.ts';
import { cutOffRun } from '../support/cut-off-run.ts';
import { type MainJob, prepareMainJob } from '../support/main-job.ts';
import { openMainJob } from '../support/main-job-station.ts';
import { provokes } from '../support/provoke.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { useTempDir } from '../support/temp-dir.ts';

const signal = () => AbortSignal.timeout(45_000);
const unitId = 'u-cut-off';
const runId = 'r-cut-off';

const cutOff = (job: MainJob, recipeHash: string, ...rest: readonly JournalBody[]): Promise<void> =>
  cutOffRun(job, { runId, unitId, recipeHash, step: 'fuses', rest });

/** An act of a kind whose end no step of this version can read from a unit. */
const unreadableAct: JournalBody = {
  kind: 'act.intended',
  runId,
  unitId,
  actId: 'a-cut-off',
  act: 'fuses.flash-encryption',
  isIrreversible: true,
  detail: {},
};

async function openAfterUnreadableAct() {
  const job = await prepareMainJob(useTempDir());
  await cutOff(job, 'another recipe', unreadableAct);
  return openMainJob({ job });
}

describe('a run that a crash cut off', () => {
  test('is resumable, and the next run of the same recipe in the slot goes on from it, as the same unit', async () => {
    const job = await prepareMainJob(useTempDir());
    const first = await openMainJob({ job });
    const { hash } = await first.station.recipes.check({ recipeFile: job.recipeFile }, { signal: signal() });
    await first.station.close();
    await cutOff(job, hash);
    const { provision, unitIn, station } = await openMainJob({ job });
    const { run: before } = await station.runs.get({ runId }, { signal: signal() });
    expect(before).toMatchObject({ status: 'interrupted', unitId });
    expect((await unitIn('01'))?.status).toBe('interrupted');
    const run = await provision('01');
    expect(run.run).toMatchObject({ outcome: 'PASS', unitId });
    expect(run.continues).toBe(runId);
    expect((await unitIn('01'))?.status).toBe('passed');
  });

  test('recovering twice changes nothing', async () => {
    const job = await prepareMainJob(useTempDir());
    await cutOff(job, 'any');
    for (let start = 0; start < 3; start++) await (await openMainJob({ job })).station.close();
    const { station } = await openMainJob({ job });
    const kinds: string[] = [];
    for await (const streamed of await station.events.stream({ after: 0, progress: false }, { signal: signal() })) {
      if (streamed.kind === 'live') break;
      if (streamed.kind === 'journal') kinds.push(streamed.event.body.kind);
    }
    expect(kinds.filter((kind) => kind === 'run.interrupted').length).toBe(1);
  });
});

describe('an irreversible act whose end nobody knows', () => {
  provokes('job/needs-attention', 'the unit is refused until a person decides', async () => {
    const { failing } = await openAfterUnreadableAct();
    await failing('01');
  });

  test('flags unit and run; nothing is burned or written while it waits', async () => {
    const { provision, unitIn, bench, station } = await openAfterUnreadableAct();
    const { run } = await station.runs.get({ runId }, { signal: signal() });
    expect(run.status).toBe('needs-attention');
    expect((await provision('01')).run.outcome).not.toBe('PASS');
    expect((await unitIn('01'))?.status).toBe('needs-attention');
    expect(bench.inspect('01')).toMatchObject({ fuseBurns: 0, flashProgrammedBytes: 0 });
  });

  test('is declared void when a person decides to try again: the unit then passes', async () => {
    const { provision, unitIn, station } = await openAfterUnreadableAct();
    await station.units.decide(
      { unitId, decision: 'retry', operator: 'Ada', reason: 'read out with another tool' },
      { signal: signal() },
    );
    expect((await provision('01')).run).toMatchObject({ outcome: 'PASS', unitId });
    expect((await unitIn('01'))?.status).toBe('passed');
  });

  provokes('identity/duplicate-hardware', 'a unit that a person retired comes again', async () => {
    const { failing, station, unitIn } = await openAfterUnreadableAct();
    await station.units.decide({ unitId, decision: 'retire', operator: 'Ada', reason: 'broken' }, { signal: signal() });
    expect((await unitIn('01'))?.status).toBe('retired');
    await failing('01');
  });

  provokes('station/usage', 'nothing is to be decided about a unit that passed', async () => {
    const { provision, station } = await openMainJob();
    const { run } = await provision('01');
    await station.units.decide(
      { unitId: run.unitId ?? '', decision: 'retry', operator: 'Ada', reason: 'again' },
      { signal: signal() },
    );
  });
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

skipUnless(canMount, 'a small file system is mounted for it, which needs Linux and root').run(
  'a disk that fills',
  () => {
    test.each(['write', 'personalise', 'boot'])('in the step %s leaves the unit resumable', async (step) => {
      const dir = useSmallDisk(6);
      const job = await prepareMainJob(dir);
      const benchDir = useTempDir();
      const first = await openMainJob({ job, benchDir, tempers: ['slow', 'good'] });
      const started = await first.start('01');
      await first.whenStepStarts(started, step);
      const filler = fill(dir);
      const { outcome, error } = await first.station.runs.wait({ runId: started }, { signal: signal() });
      expect([outcome, error?.code]).toEqual(['ERROR', 'journal/disk-full']);
      const burnsBefore = first.bench.inspect('01').fuseBurns;

      rmSync(filler);
      // The same station goes on as soon as there is room: the next unit is not affected.
      expect((await first.provision('02')).run.outcome).toBe('PASS');
      await first.station.close();

      const second = await openMainJob({ job, benchDir, tempers: ['good', 'good'] });
      const { run } = await second.station.runs.get({ runId: started }, { signal: signal() });
      expect(['interrupted', 'finished']).toContain(run.status);
      const again = await second.provision('01');
      expect(again.run).toMatchObject({ outcome: 'PASS', unitId: run.unitId });
      expect(burnsBefore + second.bench.inspect('01').fuseBurns).toBe(1);
    });
  },
);

/** A file system of so many MiB that goes away with the test. */
function useSmallDisk(sizeMiB: number): string {
  const dir = path.join(useTempDir(), 'disk');
  mkdirSync(dir);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMiB}m`, 'slipway-test', dir]);
  onTestFinished(() => void execFileSync('umount', ['-l', dir]));
  return dir;
}

/** Leaves not one byte; answers with the file that takes it all. */
function fill(dir: string): string {
  const file = path.join(dir, 'filler');
  const handle = openSync(file, 'w');
  try {
    for (const size of [65_536, 4_096, 1]) {
      for (let isRoom = true; isRoom; ) isRoom = tryWrite(handle, size);
    }
  } finally {
    closeSync(handle);
  }
  return file;
}

function tryWrite(handle: number, size: number): boolean {
  try {
    return writeSync(handle, new Uint8Array(size)) === size;
  } catch {
    return false;
  }
}
