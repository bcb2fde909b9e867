import { describe, expect, test } from 'vitest';
import { caught, provokes } from '../../../test/support/provoke.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { RunResult } from './runner.ts';
import { createScheduler } from './scheduler.ts';

const pass: RunResult = { outcome: 'PASS', error: null };
/** Work that ends when it is told to, or when it is stopped. */
function held() {
  const { promise, resolve } = Promise.withResolvers<RunResult>();
  let hasBegun = false;
  const work = (signal: AbortSignal): Promise<RunResult> => {
    hasBegun = true;
    signal.addEventListener('abort', () => resolve({ outcome: 'ABORTED', error: signal.reason }));
    if (signal.aborted) resolve({ outcome: 'ABORTED', error: signal.reason });
    return promise;
  };
  return { work, end: () => resolve(pass), hasBegun: () => hasBegun };
}

describe('slots', () => {
  provokes(
    'job/slot-busy',
    'a second run is started in a slot that works',
    () => {
      const scheduler = createScheduler();
      scheduler.start({ runId: 'r1', slot: 'A1' }, held().work);
      scheduler.start({ runId: 'r2', slot: 'A1' }, held().work);
    },
    (error) => expect(error.context).toEqual({ detail: 'slot-busy', slot: 'A1', runId: 'r1' }),
  );

  test('work beside each other and are free again one by one', async () => {
    const scheduler = createScheduler();
    const first = held();
    const second = held();
    scheduler.start({ runId: 'r1', slot: 'A1' }, first.work);
    scheduler.start({ runId: 'r2', slot: 'A2' }, second.work);
    second.end();
    expect(await scheduler.wait('r2')).toBe(pass);
    expect(scheduler.active()).toEqual([{ runId: 'r1', slot: 'A1' }]);
    scheduler.start({ runId: 'r3', slot: 'A2' }, async () => pass);
    expect(await scheduler.wait('r3')).toBe(pass);
    first.end();
    await scheduler.whenIdle();
    expect(scheduler.active()).toEqual([]);
    expect(await scheduler.wait('r1')).toBe(pass);
  });

  test('that fail disturb nobody, even when they throw before their first await', async () => {
    const scheduler = createScheduler();
    const other = held();
    scheduler.start({ runId: 'r1', slot: 'A1' }, other.work);
    scheduler.start({ runId: 'r2', slot: 'A2' }, () => {
      throw new Error('broken');
    });
    scheduler.start({ runId: 'r3', slot: 'A3' }, () =>
      Promise.reject(new SlipwayError('port/busy', 'The port is busy.')),
    );
    expect(await scheduler.wait('r2')).toMatchObject({ outcome: 'ERROR', error: { code: 'station/internal' } });
    expect(await scheduler.wait('r3')).toMatchObject({ error: { code: 'port/busy' } });
    other.end();
    expect(await scheduler.wait('r1')).toBe(pass);
  });

  test('beyond the limit wait for a place, in order, without a batch barrier', async () => {
    const scheduler = createScheduler({ maxParallel: 2 });
    const runs = [held(), held(), held(), held()];
    for (const [index, { work }] of runs.entries()) scheduler.start({ runId: `r${index}`, slot: `A${index}` }, work);
    const begun = () => runs.map(({ hasBegun }) => hasBegun());
    expect(begun()).toEqual([true, true, false, false]);
    runs[1]?.end();
    await scheduler.wait('r1');
    expect(begun()).toEqual([true, true, true, false]);
    runs[2]?.end();
    await scheduler.wait('r2');
    expect(begun()).toEqual([true, true, true, true]);
    await scheduler.close();
  });
});

describe('stopping', () => {
  test('reaches one run only', async () => {
    const scheduler = createScheduler();
    const other = held();
    scheduler.start({ runId: 'r1', slot: 'A1' }, held().work);
    scheduler.start({ runId: 'r2', slot: 'A2' }, other.work);
    expect(scheduler.cancel('r1')).toBe(true);
    expect(await scheduler.wait('r1')).toMatchObject({ outcome: 'ABORTED', error: { code: 'job/aborted' } });
    expect(scheduler.active()).toEqual([{ runId: 'r2', slot: 'A2' }]);
    expect(scheduler.cancel('r1')).toBe(false);
    await scheduler.close();
  });

  test('at the close stops every run, waits for it, and lets none start', async () => {
    const scheduler = createScheduler({ maxParallel: 1 });
    const ends: string[] = [];
    const slowTeardown = (name: string) => async (signal: AbortSignal) => {
      const result = await held().work(signal);
      await new Promise((resolve) => setImmediate(resolve));
      ends.push(name);
      return result;
    };
    scheduler.start({ runId: 'r1', slot: 'A1' }, slowTeardown('r1'));
    scheduler.start({ runId: 'r2', slot: 'A2' }, slowTeardown('r2'));
    await scheduler.close();
    expect(ends).toEqual(['r1', 'r2']);
    expect(() => scheduler.start({ runId: 'r3', slot: 'A3' }, held().work)).toThrow('closing');
  });
});

describe('waiting', () => {
  provokes('job/not-found', 'nobody knows the run', () => createScheduler().wait('nope'));
  test('can be given up without stopping the run', async () => {
    const scheduler = createScheduler();
    const run = held();
    scheduler.start({ runId: 'r1', slot: 'A1' }, run.work);
    const abort = new AbortController();
    const waited = caught(() => scheduler.wait('r1', abort.signal));
    abort.abort(new Error('the client has gone'));
    expect(await waited).toMatchObject({ message: 'the client has gone' });
    run.end();
    expect(await scheduler.wait('r1')).toBe(pass);
  });
});
