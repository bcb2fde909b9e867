import { describe, expect, test } from 'vitest';
import { barsOf } from './bars.ts';

/** Reads a Code 128 back by its own rules (ISO/IEC 15417): widths of bars and spaces, 11 modules a character. */
const patterns =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232'.split(
    ' ',
  );

function decode(text: string): string {
  const { width, bars } = barsOf(text);
  const widths: number[] = [];
  for (const [index, { x, width: barWidth }] of bars.entries()) {
    const next = bars[index + 1];
    widths.push(barWidth, (next?.x ?? width) - (x + barWidth));
  }
  const symbols: number[] = [];
  // The stop character has a bar more than the others.
  for (let at = 0; at + 6 <= widths.length - 6; at += 6) {
    symbols.push(patterns.indexOf(widths.slice(at, at + 6).join('')));
  }
  const [start = -1, ...rest] = symbols;
  const check = rest.pop();
  const sum = rest.reduce((total, symbol, index) => total + symbol * (index + 1), start);
  expect(check).toBe(sum % 103);
  let set = { 104: 'B', 105: 'C' }[start];
  let decoded = '';
  for (const symbol of rest) {
    if (symbol === 99 && set === 'B') set = 'C';
    else if (symbol === 100 && set === 'C') set = 'B';
    else decoded += set === 'C' ? String(symbol).padStart(2, '0') : String.fromCharCode(symbol + 32);
  }
  return decoded;
}

describe('the bars of a code', () => {
  test.each(['CMD:START', 'SLOT:03', 'SLOT:32', 'OP:Ana', 'AC-2648-00031'])('%s reads back as itself', (text) => {
    expect(decode(text)).toBe(text);
  });

  test('lie inside the symbol and do not overlap', () => {
    const { width, bars } = barsOf('CMD:EVIDENCE');
    expect(bars[0]?.x).toBe(0);
    for (const [index, bar] of bars.entries()) {
      expect(bar.x + bar.width).toBeLessThanOrEqual(bars[index + 1]?.x ?? width);
    }
  });
});
