import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aUnit } from '../../../test/support/journal-bodies.ts';
import { provokes } from '../../../test/support/provoke.ts';
import { createVirtualClock } from '../../../test/support/virtual-clock.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { JournalBody, ProgressEvent } from '../../contract/events.ts';
import type { PlannedStep, StepKind } from '../../contract/job.ts';
import { type Recipe, recipeSchema } from '../../contract/recipe.ts';
import type { Session } from '../drivers/driver.ts';
import type { Journal } from '../journal/journal.ts';
import { type JournalStore, openJournal } from '../journal/store.ts';
import type { CompiledJob, Step, StepContext } from '../steps/step.ts';
import { foldRun } from './machine.ts';
import { createRunner, type RunRequest, type RunResult } from './runner.ts';

const recipe: Recipe = recipeSchema.parse({
  recipe: 1,
  product: 'clock',
  version: '1.0.0',
  title: 'Clock',
  device: { family: 'esp', chip: 'esp32c3' },
  images: [{ name: 'app', file: 'app.bin', at: 0, kind: 'app' }],
  boot: { expect: 'up' },
});
const planned = (kind: StepKind): PlannedStep => ({
  kind,
  title: kind,
  isIrreversible: false,
  timeoutMs: 1_000,
  totalBytes: 0,
});

let journal: JournalStore;
const clock = createVirtualClock({ autoAdvance: true });
let log: string[];

beforeEach(async () => {
  log = [];
  journal = await openJournal({ path: ':memory:', clock, version: '0.1.0' });
});
afterEach(() => journal.close());

const aSession = (facts: Partial<Session> = {}): Session => ({
  identity: { hardwareId: 'esp:u1', family: 'esp', chip: 'esp32c3', details: {} },
  plan: () => Promise.reject(new Error('not planned here')),
  flash: () => Promise.reject(new Error('not written here')),
  verify: () => Promise.reject(new Error('not verified here')),
  async reconnect() {
    log.push('reconnect');
  },
  async [Symbol.asyncDispose]() {
    log.push('closed');
  },
  ...facts,
});

const aStep = (kind: StepKind, run: Step['run']): Step => ({ kind, isIrreversible: false, run });
const identify = aStep('identify', async (ctx) => {
  ctx.journal.append(aUnit('u1'), { kind: 'run.unit', runId: ctx.runId, unitId: 'u1' });
  ctx.scratch.unitId = 'u1';
  return {};
});

function request(steps: Step[], facts: Partial<RunRequest> = {}): RunRequest {
  const job: CompiledJob = {
    recipe,
    ref: { product: 'clock', version: '1.0.0', hash: 'h', bundleHash: null },
    images: [],
    steps: steps.map(({ kind }) => planned(kind)),
    serialPool: null,
    config: {},
    facts: [],
    async [Symbol.asyncDispose]() {},
  };
  return {
    runId: 'r1',
    slot: 'A1',
    port: { id: 'virtual:01', kind: 'virtual', path: 'virtual:01' },
    job,
    operator: 'operator',
    scannedSerial: undefined,
    continues: null,
    openSession: async () => aSession(),
    steps: new Map(steps.map((step) => [step.kind, step])),
    signal: new AbortController().signal,
    onProgress: () => {},
    ...facts,
  };
}

const runnerOn = (on: Journal) =>
  createRunner({
    journal: on,
    clock,
    settleableActs: new Set(['fuses.user-data']),
    onTeardownError: (error) => log.push(error.message),
  });
async function run(steps: Step[], facts: Partial<RunRequest> = {}): Promise<RunResult> {
  const result = await runnerOn(journal).run(request(steps, facts));
  // Whatever happened, the record is a legal sequence with exactly one end.
  const events = journal.events({ runId: 'r1' });
  expect(foldRun(events)?.run.status).toBe('finished');
  expect(events.filter(({ body }) => body.kind === 'run.finished')).toHaveLength(1);
  expect(journal.run('r1')).toMatchObject({ outcome: result.outcome, errorCode: result.error?.code ?? null });
  return result;
}
const kinds = () => journal.events({ runId: 'r1' }).map(({ body }) => body.kind);
const failing = (code: ConstructorParameters<typeof SlipwayError>[0]) =>
  new SlipwayError(code, `It failed with ${code}.`);
const throwing = async (result: Promise<RunResult>) => {
  const { error } = await result;
  if (error !== null) throw error;
};
/** A step that does nothing but wait for its signal. */
const waiting = (kind: StepKind) =>
  aStep(
    kind,
    ({ signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );

describe('a run', () => {
  test('journals its plan before the unit is opened, then its steps in order, then its end', async () => {
    let isPlanned = false;
    const openSession = async () => {
      isPlanned = journal.run('r1') !== undefined;
      return aSession();
    };
    expect(await run([identify, aStep('write', async () => ({ writtenBytes: 5 }))], { openSession })).toEqual({
      outcome: 'PASS',
      error: null,
    });
    expect(isPlanned).toBe(true);
    expect(kinds()).toEqual([
      'run.started',
      'step.started',
      'run.unit',
      'step.finished',
      'step.started',
      'step.finished',
      'run.finished',
    ]);
    expect(journal.runDetail('r1')?.steps[1]?.evidence).toEqual({ writtenBytes: 5 });
    expect(journal.unit('u1')?.status).toBe('passed');
    expect(log).toEqual(['closed']);
  });

  test.each([
    ['device/verify-mismatch', 'FAIL'],
    ['fleet/not-configured', 'ERROR'],
    ['job/step-timeout', 'TIMEOUT'],
    ['job/aborted', 'ABORTED'],
  ] as const)('that fails with %s ends as the catalogue says: %s', async (code, outcome) => {
    const result = await run([identify, aStep('write', () => Promise.reject(failing(code)))]);
    expect(result).toMatchObject({ outcome: failing(code).entry.outcome, error: { code } });
    expect(result.outcome).toBe(outcome);
    expect(journal.runDetail('r1')?.error?.code).toBe(code);
  });

  test('tells what it does at most ten times a second, the last always', async () => {
    const heard: ProgressEvent[] = [];
    const write = aStep('write', async (ctx) => {
      for (let done = 0; done <= 1_000; done++) {
        ctx.onProgress('application', done, 1_000);
        if (done % 10 === 0) await ctx.clock.sleep(5, ctx.signal);
      }
      return {};
    });
    await run([identify, write], { onProgress: (progress) => heard.push(progress) });
    expect(heard.length).toBeGreaterThan(3);
    expect(heard.length).toBeLessThan(8);
    expect(heard[0]).toMatchObject({ runId: 'r1', slot: 'A1', step: 'write', doneBytes: 0, totalBytes: 1_000 });
    expect(heard.at(-1)?.doneBytes).toBe(1_000);
  });

  test('whose listener throws goes on', async () => {
    const write = aStep('write', async (ctx) => {
      ctx.onProgress('x', 0, 1);
      return {};
    });
    const onProgress = () => {
      throw new Error('a broken listener');
    };
    expect((await run([identify, write], { onProgress })).outcome).toBe('PASS');
  });
});

describe('another try', () => {
  const failsTimes = (times: number, error: SlipwayError) => {
    let left = times;
    return aStep('write', async () => {
      if (left-- > 0) throw error;
      return {};
    });
  };
  const retryable = failing('port/garbage');

  test('is made where the error allows it, after finding the unit again', async () => {
    expect(retryable.entry.retry).toBe('step');
    expect((await run([identify, failsTimes(2, retryable)])).outcome).toBe('PASS');
    expect(log).toEqual(['reconnect', 'reconnect', 'closed']);
    expect(journal.runDetail('r1')?.steps[1]?.attempt).toBe(3);
  });
  test('is not made a third time', async () => {
    expect((await run([identify, failsTimes(3, retryable)])).error?.code).toBe('port/garbage');
    expect(log).toEqual(['reconnect', 'reconnect', 'closed']);
  });
  test.each(['port/gone', 'device/wrong-chip'] as const)('is not made for %s', async (code) => {
    expect(failing(code).entry.retry).not.toBe('step');
    expect((await run([identify, failsTimes(1, failing(code))])).error?.code).toBe(code);
    expect(log).toEqual(['closed']);
  });
  test('opens the unit again where opening failed', async () => {
    let tries = 0;
    const openSession = async () => {
      if (++tries < 3) throw retryable;
      return aSession();
    };
    expect((await run([identify], { openSession })).outcome).toBe('PASS');
    expect(tries).toBe(3);
  });
});

describe('teardown', () => {
  test('wipes in reverse and closes the unit, whatever throws', async () => {
    const write = aStep('write', async ({ scratch }) => {
      scratch.disposers.push(() => log.push('first'));
      scratch.disposers.push(() => {
        throw new Error('will not wipe');
      });
      scratch.disposers.push(() => log.push('last'));
      throw failing('port/gone');
    });
    const session = aSession({
      [Symbol.asyncDispose]: () => {
        throw new Error('will not close');
      },
    });
    expect((await run([identify, write], { openSession: async () => session })).error?.code).toBe('port/gone');
    expect(log).toEqual(['last', 'Unexpected: will not wipe', 'first', 'Unexpected: will not close']);
  });
  test('does not wait for ever for a unit that does not close', async () => {
    const session = aSession({ [Symbol.asyncDispose]: () => new Promise(() => {}) });
    expect((await run([identify], { openSession: async () => session })).outcome).toBe('PASS');
    expect(log[0]).toContain('did not close');
  });
  test('closes a unit that opened after the run was stopped', async () => {
    const openSession = async () => {
      await clock.sleep(2_000);
      return aSession();
    };
    expect((await run([identify], { openSession })).error?.code).toBe('job/step-timeout');
    expect(log).toEqual(['closed']);
  });
});

describe('stopping', () => {
  provokes('job/aborted', 'a person stops the run in the middle of a step', () => {
    const abort = new AbortController();
    const stop = aStep('write', async (ctx) => {
      abort.abort(new SlipwayError('job/aborted', 'The run was stopped by a person.'));
      return waiting('write').run(ctx);
    });
    return throwing(run([identify, stop], { signal: abort.signal }));
  });
  provokes(
    'job/step-timeout',
    'a step does not end',
    () => throwing(run([identify, waiting('write')])),
    (error) => {
      expect(error.message).toContain('1000 ms');
    },
  );
  test('before the start leaves a record and touches nothing', async () => {
    const signal = AbortSignal.abort();
    const openSession = () => Promise.reject(new Error('touched'));
    expect(await run([identify], { signal, openSession })).toMatchObject({
      outcome: 'ABORTED',
      error: { code: 'job/aborted' },
    });
  });
  test('waits for the step to stop; what a step says after its time is not recorded', async () => {
    let late: StepContext | undefined;
    const deaf = aStep('write', async (ctx) => {
      late = ctx;
      await new Promise(() => {});
      return {};
    });
    expect((await run([identify, deaf])).outcome).toBe('TIMEOUT');
    const lie: JournalBody = { kind: 'console.captured', runId: 'r1', text: 'late', isTruncated: false };
    expect(() => late?.journal.append(lie)).toThrow('not recorded');
    expect(() => late?.journal.transact(() => 1)).toThrow('not recorded');
  });
});

describe('irreversible acts', () => {
  const begin = (act: string) =>
    aStep('fuses', async (ctx) => {
      ctx.journal.append({
        kind: 'act.intended',
        runId: 'r1',
        unitId: 'u1',
        actId: 'a1',
        act,
        isIrreversible: true,
        detail: {},
      });
      throw failing('port/gone');
    });
  provokes(
    'job/needs-attention',
    'an act fails whose end nobody can read',
    () => throwing(run([identify, begin('laser.engrave')])),
    (error) => {
      expect(error.context).toMatchObject({ act: 'laser.engrave', code: 'port/gone' });
      expect(journal.unit('u1')?.status).toBe('needs-attention');
    },
  );
  test('whose end can be read leave the unit to the next run', async () => {
    expect((await run([identify, begin('fuses.user-data')])).error?.code).toBe('port/gone');
    expect(journal.unit('u1')?.status).toBe('failed');
  });
  provokes('job/needs-attention', 'the unit waits for a decision', async () => {
    journal.append(
      aUnit('u1'),
      { ...startOfEarlierRun(), runId: 'r0' },
      { kind: 'run.unit', runId: 'r0', unitId: 'u1' },
    );
    journal.append({ kind: 'run.interrupted', runId: 'r0', resolution: 'needs-attention', reason: 'x' });
    await throwing(run([aStep('identify', () => Promise.reject(new Error('the step was begun')))]));
  });
  const startOfEarlierRun = (): Extract<JournalBody, { kind: 'run.started' }> => ({
    kind: 'run.started',
    runId: 'r0',
    slot: 'A1',
    port: { id: 'p', kind: 'virtual', path: 'p' },
    recipe: { product: 'clock', version: '1.0.0', hash: 'h', bundleHash: null },
    steps: [],
    operator: 'o',
    continues: null,
  });
});

describe('a journal that cannot be written', () => {
  /** The same journal; from the `from`th append on, the disk is full. */
  const fullFrom = (from: number): Journal => {
    let appends = 0;
    const full = () => {
      throw new SlipwayError('journal/disk-full', 'The disk is full.');
    };
    return {
      ...journal,
      append: (...bodies) => (++appends >= from ? full() : journal.append(...bodies)),
      transact: (work) => (appends >= from ? full() : journal.transact(work)),
    };
  };
  test('stops the run before the unit is touched', async () => {
    const openSession = () => Promise.reject(new Error('touched'));
    const result = await runnerOn(fullFrom(1)).run(request([identify], { openSession }));
    expect(result).toMatchObject({ outcome: 'ERROR', error: { code: 'journal/disk-full' } });
  });
  test.each([2, 3, 4, 5, 6])(
    'at append %i stops the run, closes the unit, and leaves the run for recovery',
    async (from) => {
      const result = await runnerOn(fullFrom(from)).run(request([identify, aStep('write', async () => ({}))]));
      expect(result).toMatchObject({ outcome: 'ERROR', error: { code: 'journal/disk-full' } });
      expect(journal.run('r1')?.status).toBe('running');
      expect(log).toEqual(from === 2 ? [] : ['closed']);
    },
  );
});
