import { describe, expect, test } from 'vitest';
import { benchLayout, bestColumns, neighbour, type Placeable } from './bench-layout.ts';

const laptop = { width: 1270, height: 600 };
const loose = (count: number): Placeable[] =>
  Array.from({ length: count }, (_, index) => ({ slot: `${index + 1}`.padStart(2, '0'), row: null, column: null }));
const at = (slot: string, row: number, column: number): Placeable => ({ slot, row, column });

describe('a bench whose slots were placed', () => {
  const bench = [at('A', 2, 5), at('B', 2, 7), at('C', 4, 5)];

  test('keeps its gaps and wastes no outer rows', () => {
    const { rows, columns, places } = benchLayout(bench, laptop);
    expect([rows, columns]).toEqual([3, 3]);
    expect(places).toEqual([
      { slot: 'A', row: 1, column: 1 },
      { slot: 'B', row: 1, column: 3 },
      { slot: 'C', row: 3, column: 1 },
    ]);
  });

  test('shows slots that nobody placed, or that stand on another, in rows below', () => {
    const { rows, places } = benchLayout([...bench, at('D', 2, 5), ...loose(2)], laptop);
    expect(rows).toBe(4);
    expect(places.slice(3)).toEqual([
      { slot: 'D', row: 4, column: 1 },
      { slot: '01', row: 4, column: 2 },
      { slot: '02', row: 4, column: 3 },
    ]);
  });
});

describe('a bench that nobody placed', () => {
  test.each([
    [1, 1],
    [4, 2],
    [16, 4],
    [32, 8],
  ])('%i slots stand in %i columns on a laptop', (count, columns) => {
    expect(bestColumns(count, laptop)).toBe(columns);
  });

  test('follows the shape of the window', () => {
    expect(bestColumns(4, { width: 400, height: 1600 })).toBe(1);
    expect(bestColumns(4, { width: 2400, height: 300 })).toBe(4);
  });

  test('places every slot once, whatever their number', () => {
    for (let count = 0; count <= 64; count++) {
      const { rows, columns, places } = benchLayout(loose(count), laptop);
      expect(places).toHaveLength(count);
      expect(new Set(places.map(({ row, column }) => `${row}/${column}`)).size).toBe(count);
      expect(places.every(({ row, column }) => row <= rows && column <= columns)).toBe(true);
    }
  });

  test('a window that has no room yet is no reason to fail', () => {
    expect(benchLayout(loose(4), { width: 0, height: 0 }).places).toHaveLength(4);
  });
});

describe('arrow keys', () => {
  // A B .
  // C . D
  const layout = benchLayout([at('A', 0, 0), at('B', 0, 1), at('C', 1, 0), at('D', 1, 2)], laptop);

  test.each([
    ['A', 'right', 'B'],
    ['A', 'down', 'C'],
    ['C', 'right', 'D'],
    ['D', 'up', 'B'],
    ['B', 'down', 'C'],
    ['A', 'left', 'A'],
    ['D', 'down', 'D'],
  ] as const)('from %s %s is %s', (from, direction, to) => {
    expect(neighbour(layout, from, direction)).toBe(to);
  });

  test('with nothing selected the first slot is', () => {
    expect(neighbour(layout, '', 'down')).toBe('A');
  });
});
