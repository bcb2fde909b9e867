import { expect, test } from 'vitest';
import { leastWidthOf, templateOf } from './columns.ts';

const columns = [{ width: 160 }, { width: 180, grow: 1 }, { width: 80, grow: 2 }];

test('Columns have their width, and those that grow share what is left', () => {
  expect(templateOf(columns)).toBe('10rem minmax(11.25rem, 1fr) minmax(5rem, 2fr)');
});

test('A table is never narrower than its columns', () => {
  expect(leastWidthOf(columns)).toBe('26.25rem');
});
