import { expect, test } from 'vitest';
import { stacked } from './stack.ts';

test('amounts stand on those before them, and the whole height is drawn first', () => {
  const series = [
    { label: 'Passed', tone: 'pass', values: [40, 0, 0, null] },
    { label: 'Failed', tone: 'fail', values: [2, 0, 3, null] },
    { label: 'Errors', tone: 'error', values: [0, 1, 1, null] },
  ] as const;
  expect(stacked(series)).toEqual([
    { label: 'Errors', tone: 'error', values: [null, 1, 4, null] },
    { label: 'Failed', tone: 'fail', values: [42, null, 3, null] },
    { label: 'Passed', tone: 'pass', values: [40, null, null, null] },
  ]);
});
