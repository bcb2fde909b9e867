import { expect, test } from 'vitest';
import { createVirtualClock } from '../../../test/support/virtual-clock.ts';
import { createProgressThrottle } from './progress.ts';

const at = (doneBytes: number) => ({
  runId: 'r1',
  slot: 'A1',
  step: 'write' as const,
  label: 'x',
  doneBytes,
  totalBytes: 9,
});

test('the first arrives at once, then the newest after each interval, and what is held at the flush', async () => {
  const clock = createVirtualClock();
  const heard: number[] = [];
  const throttle = createProgressThrottle({
    clock,
    intervalMs: 100,
    deliver: ({ doneBytes }) => heard.push(doneBytes),
  });
  throttle.push(at(0));
  throttle.push(at(1));
  throttle.push(at(2));
  expect(heard).toEqual([0]);
  await clock.advance(100);
  expect(heard).toEqual([0, 2]);
  throttle.push(at(3));
  expect(heard).toEqual([0, 2]);
  throttle.flush();
  expect(heard).toEqual([0, 2, 3]);
  await clock.advance(1_000);
  expect(heard).toEqual([0, 2, 3]);
  throttle.push(at(4));
  expect(heard).toEqual([0, 2, 3, 4]);
  expect(clock.sleeperCount).toBe(0);
});
