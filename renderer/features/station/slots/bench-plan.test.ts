// The bench on paper: slots keep their places, swap them, and are named and numbered as people would.
import { expect, test } from 'vitest';
import type { Slot } from '../../../../electron/contract/device.ts';
import {
  addSlot,
  freeCell,
  gridSize,
  matchOf,
  move,
  nameProblem,
  nextName,
  place,
  placeAll,
  renameSlot,
} from './bench-plan.ts';

const slot = (name: string, row?: number, column?: number): Slot => ({
  name,
  match: `1-${name}`,
  ...(row === undefined || column === undefined ? {} : { row, column }),
});
const row = [slot('01', 0, 0), slot('02', 0, 1)];

test('a slot that is put where another stands changes places with it', () => {
  expect(place(row, '02', { row: 0, column: 0 })).toEqual([slot('01', 0, 1), slot('02', 0, 0)]);
});

test('a slot without a place pushes the other off the bench, not into nothing', () => {
  const [first, second] = place([slot('01', 0, 0), slot('02')], '02', { row: 0, column: 0 });
  expect([first, second]).toEqual([slot('01'), slot('02', 0, 0)]);
});

test('arrows move by one cell and stop at the edge', () => {
  expect(move(row, '02', 'down')[1]).toEqual(slot('02', 1, 1));
  expect(move(row, '01', 'left')[0]).toEqual(slot('01', 0, 0));
  expect(move([...row, slot('03')], '03', 'up')[2]).toEqual(slot('03', 0, 2));
});

const unplaced = (count: number) => Array.from({ length: count }, (_, index) => slot(String(index + 1)));
const cellsOf = (slots: readonly Slot[]) => slots.map((each) => `${each.row}:${each.column}`);

test('all that stand nowhere are placed in rows at once, of four on a small bench and of eight on a large one', () => {
  expect(cellsOf(placeAll(unplaced(6)))).toEqual(['0:0', '0:1', '0:2', '0:3', '1:0', '1:1']);
  expect(cellsOf(placeAll(unplaced(16))).slice(6, 10)).toEqual(['0:6', '0:7', '1:0', '1:1']);
  const some = [slot('01', 0, 0), slot('02'), slot('03', 0, 1)];
  expect(cellsOf(placeAll(some)), 'who stands somewhere stays').toEqual(['0:0', '0:2', '0:1']);
});

test('there is a cell for each slot, placed or not', () => {
  expect(gridSize(unplaced(12))).toEqual({ rows: 3, columns: 4 });
});

test('a new slot stands behind the last one, and in a new row after eight', () => {
  expect(freeCell([])).toEqual({ row: 0, column: 0 });
  expect(freeCell(row)).toEqual({ row: 0, column: 2 });
  const full = Array.from({ length: 8 }, (_, column) => slot(`0${column}`, 0, column));
  expect(freeCell(full)).toEqual({ row: 1, column: 0 });
});

test.each([
  [[], '01'],
  [['01', '02'], '03'],
  [['A1', 'A3'], 'A4'],
  [['09'], '10'],
  [['left', 'right'], '01'],
  [['099'], '100'],
])('after %j comes %s', (names, next) => {
  expect(nextName(names.map((name) => slot(name)))).toBe(next);
});

test('a slot is its USB position where there is one, else its port', () => {
  expect(matchOf({ id: 'serial:/dev/ttyUSB0', kind: 'serial', path: '/dev/ttyUSB0', topology: '1-1.4' })).toBe('1-1.4');
  expect(matchOf({ id: 'serial:COM3', kind: 'serial', path: 'COM3' })).toBe('serial:COM3');
  const added = addSlot(row, '03', { id: 'serial:COM3', kind: 'serial', path: 'COM3' });
  expect(added.at(-1)).toEqual({ name: '03', match: 'serial:COM3', row: 0, column: 2 });
});

test('the grid has room for one more line', () => {
  expect(gridSize(row)).toEqual({ rows: 2, columns: 4 });
  expect(gridSize([slot('x', 3, 7)])).toEqual({ rows: 5, columns: 9 });
});

test('names are told apart and bounded', () => {
  expect(nameProblem(row, '')).toBe('empty');
  expect(nameProblem(row, '02', '01')).toBe('taken');
  expect(nameProblem(row, '01', '01')).toBeUndefined();
  expect(nameProblem(row, 'x'.repeat(33))).toBe('long');
  expect(renameSlot(row, '01', 'left')[0]).toEqual({ ...slot('01', 0, 0), name: 'left' });
});
