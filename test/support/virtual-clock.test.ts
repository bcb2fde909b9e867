import { describe, expect, test } from 'vitest';
import { createVirtualClock } from './virtual-clock.ts';

describe('the virtual clock', () => {
  test('wakes sleepers in order and only when their time has come', async () => {
    const clock = createVirtualClock();
    const woken: string[] = [];
    void clock.sleep(20).then(() => woken.push('b'));
    void clock.sleep(10).then(async () => {
      woken.push('a');
      await clock.sleep(5);
      woken.push('a+5');
    });
    await clock.advance(15);
    expect(woken).toEqual(['a', 'a+5']);
    await clock.advance(5);
    expect(woken).toEqual(['a', 'a+5', 'b']);
    expect(clock.monotonicMs()).toBe(20);
  });

  test('a sleep ends with the reason of its signal', async () => {
    const clock = createVirtualClock();
    const abort = new AbortController();
    const sleep = clock.sleep(1000, abort.signal);
    abort.abort(new Error('stopped'));
    await expect(sleep).rejects.toThrow('stopped');
    expect(clock.sleeperCount).toBe(0);
  });

  test('advances by itself when everything waits', async () => {
    const clock = createVirtualClock({ autoAdvance: true });
    await Promise.all([clock.sleep(60_000), clock.sleep(3_600_000)]);
    expect(clock.monotonicMs()).toBe(3_600_000);
  });

  test('the wall clock can be set back without time passing', () => {
    const clock = createVirtualClock();
    clock.setNow(1000);
    expect(clock.nowMs()).toBe(1000);
    expect(clock.monotonicMs()).toBe(0);
  });
});
