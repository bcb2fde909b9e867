import { expect, test } from 'vitest';
import { fittingColumns, leastWidthOf, templateOf } from './columns.ts';

const columns = [{ width: 160 }, { width: 180, grow: 1 }, { width: 80, grow: 2 }];

test('Columns have their width, and those that grow share what is left', () => {
  expect(templateOf(columns)).toBe('10rem minmax(11.25rem, 1fr) minmax(5rem, 2fr)');
});

test('A table is never narrower than its columns', () => {
  expect(leastWidthOf(columns)).toBe('26.25rem');
});

test('Columns that yield make room, the least first, and no more of them than must', () => {
  const yielding = [
    { key: 'serial', width: 160 },
    { key: 'chip', width: 100, yields: 2 },
    { key: 'mac', width: 160, yields: 1 },
    { key: 'changed', width: 200, yields: 3 },
  ];
  const keysAt = (roomPx: number) => fittingColumns(yielding, roomPx).map(({ key }) => key);
  expect(fittingColumns(yielding, 636), 'all fit, with 8 px at each side').toBe(yielding);
  expect(keysAt(635)).toEqual(['serial', 'chip', 'changed']);
  expect(keysAt(475)).toEqual(['serial', 'changed']);
  expect(keysAt(0), 'one that never yields is scrolled to').toEqual(['serial']);
});
