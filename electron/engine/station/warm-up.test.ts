import { expect, onTestFinished, test, vi } from 'vitest';
import { warmUp } from './warm-up.ts';

function aStart() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const loaded: string[] = [];
  const part =
    (name: string, isMissing = false) =>
    async () => {
      loaded.push(name);
      if (isMissing) throw new Error(`Cannot find module ${name}`);
    };
  return { loaded, warming: warmUp([part('first', true), part('second')]) };
}

test('loads nothing with the start, then each part in its turn, whatever fails', async () => {
  const { loaded } = aStart();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(loaded).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(loaded).toEqual(['first', 'second']);
});

test('loads nothing for a station that was closed meanwhile', async () => {
  const { loaded, warming } = aStart();
  warming[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(loaded).toEqual([]);
});
