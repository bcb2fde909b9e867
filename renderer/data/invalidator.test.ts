import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createInvalidator } from './invalidator.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched() {
  const queryClient = new QueryClient();
  const asked: (readonly unknown[] | undefined)[] = [];
  vi.spyOn(queryClient, 'invalidateQueries').mockImplementation(async (filters) => {
    asked.push(filters?.queryKey);
  });
  return { invalidator: createInvalidator(queryClient, 250), asked };
}

test('the first change after a quiet time is passed on at once', () => {
  const { invalidator, asked } = watched();
  invalidator.add([['run', 'r-1']]);
  vi.advanceTimersByTime(1);
  expect(asked).toEqual([['run', 'r-1']]);
});

test('a thousand changes of a second are a handful of questions, and the last is not lost', () => {
  const { invalidator, asked } = watched();
  for (let index = 0; index < 1000; index += 1) {
    invalidator.add([['stats'], ['run', `r-${index % 2}`]]);
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(1000);
  const questions = asked.filter((key) => key?.[0] === 'stats');
  expect(questions.length).toBeGreaterThanOrEqual(4);
  expect(questions.length).toBeLessThanOrEqual(6);
  const before = asked.length;
  invalidator.add([['stats']]);
  vi.advanceTimersByTime(1);
  expect(asked.length).toBe(before + 1);
});

test('when it is closed, nothing more is asked', () => {
  const { invalidator, asked } = watched();
  invalidator.add([['stats']]);
  invalidator.close();
  vi.advanceTimersByTime(1000);
  expect(asked).toEqual([]);
});
