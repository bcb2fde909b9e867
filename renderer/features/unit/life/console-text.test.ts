import { describe, expect, test } from 'vitest';
import { findInLines, levelOf, linesOf } from './console-text.ts';

describe('lines of a transcript', () => {
  test.each([
    ['', []],
    ['one', ['one']],
    ['one\ntwo\n', ['one', 'two']],
    ['\r\none\r\r\ntwo\rthree', ['', 'one', 'two', 'three']],
    ['\u001b[0;32mI (28) boot: up\u001b[0m', ['I (28) boot: up']],
    ['\u001b]0;title\u0007text', ['text']],
    ['a\u0000b\u0007\u007f\tc', ['a\u2400b\u2407\u2421\tc']],
  ])('%j', (transcript, lines) => expect(linesOf(transcript)).toEqual(lines));
});

describe('search', () => {
  test('finds every place, whatever its case, in order', () => {
    expect(findInLines(['Boot: boot', 'x', 'BOOT'], 'boot')).toEqual([
      { line: 0, start: 0, end: 4 },
      { line: 0, start: 6, end: 10 },
      { line: 2, start: 0, end: 4 },
    ]);
  });

  test('of nothing finds nothing; of a pattern finds its letters', () => {
    expect(findInLines(['abc'], '')).toEqual([]);
    expect(findInLines(['abc', 'a.c'], 'a.c')).toEqual([{ line: 1, start: 0, end: 3 }]);
  });

  test('stops in a boot loop that would never end', () => {
    expect(
      findInLines(
        Array.from({ length: 9_000 }, () => 'rst:0x3'),
        'rst',
      ).length,
    ).toBe(2_000);
  });
});

test.each([
  ['E (36) esp_image: Checksum failed. Calculated 0x5a read 0xe1', 'error'],
  ['Guru Meditation Error: Core 0 panic', 'error'],
  ['W (52) wifi: weak', 'warning'],
  ['[00:00:01.000] <err> flash: no', 'error'],
  ['I (28) boot: Error correction on', 'plain'],
] as const)('%s is %s', (line, level) => expect(levelOf(line)).toBe(level));
