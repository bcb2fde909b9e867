import { expect, test } from 'vitest';
import type { ProgressEvent } from '../../electron/contract/events.ts';
import { createProgressStore } from './progress-store.ts';

const progress = (runId: string, doneBytes: number): ProgressEvent => ({
  runId,
  slot: '01',
  step: 'write',
  label: 'application',
  doneBytes,
  totalBytes: 1000,
});

/** A store whose frames the test draws. */
function storeWithFrames() {
  const waiting: (() => void)[] = [];
  const store = createProgressStore({ onNextFrame: (act) => waiting.push(act) });
  return {
    store,
    frame: () => {
      for (const act of waiting.splice(0)) act();
    },
    scheduled: () => waiting.length,
  };
}

test('however often it changes, a run is told once a frame, and only its own listeners', () => {
  const { store, frame, scheduled } = storeWithFrames();
  const told: string[] = [];
  store.watch('r-1', () => told.push('r-1'));
  store.watch('r-2', () => told.push('r-2'));
  for (let doneBytes = 0; doneBytes < 500; doneBytes += 1) store.put(progress('r-1', doneBytes));
  expect(scheduled()).toBe(1);
  expect(told).toEqual([]);
  frame();
  expect(told).toEqual(['r-1']);
  expect(store.get('r-1')?.doneBytes).toBe(499);
  expect(store.get('r-2')).toBeUndefined();
});

test('between frames everybody sees the same', () => {
  const { store, frame } = storeWithFrames();
  store.put(progress('r-1', 1));
  frame();
  store.put(progress('r-1', 2));
  expect(store.get('r-1')?.doneBytes).toBe(1);
  frame();
  expect(store.get('r-1')?.doneBytes).toBe(2);
});

test('of ten thousand runs that ended nothing is kept', () => {
  const { store, frame } = storeWithFrames();
  for (let run = 0; run < 10_000; run += 1) {
    store.put(progress(`r-${run}`, 1));
    if (run % 3 === 0) frame();
    store.drop(`r-${run}`);
  }
  frame();
  expect(store.size()).toBe(0);
});

test('the end of a run is told too, and who left is not told', () => {
  const { store, frame } = storeWithFrames();
  let told = 0;
  const leave = store.watch('r-1', () => {
    told += 1;
  });
  store.put(progress('r-1', 1));
  frame();
  store.drop('r-1');
  frame();
  expect(told).toBe(2);
  expect(store.get('r-1')).toBeUndefined();
  leave();
  store.put(progress('r-1', 2));
  frame();
  expect(told).toBe(2);
});

test('a lost engine leaves no run behind', () => {
  const { store, frame } = storeWithFrames();
  store.put(progress('r-1', 1));
  frame();
  store.put(progress('r-2', 1));
  store.clear();
  frame();
  expect(store.size()).toBe(0);
  expect(store.get('r-1')).toBeUndefined();
});
