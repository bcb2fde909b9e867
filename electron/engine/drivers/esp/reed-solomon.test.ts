import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RS_CHECK_BYTES, RS_DATA_BYTES, reedSolomonCheck } from './reed-solomon.ts';

/** Value of a codeword at a field element by Horner's rule, with the field as a table: another way than the encoder's. */
function evaluate(codeword: Uint8Array, power: number): number {
  const exponents: number[] = [];
  for (let value = 1; exponents.length < 255; value = value & 0x80 ? ((value << 1) ^ 0x11d) & 0xff : value << 1) {
    exponents.push(value);
  }
  return codeword.reduce(
    (sum, byte) => (sum === 0 ? 0 : (exponents[(exponents.indexOf(sum) + power) % 255] ?? 0)) ^ byte,
    0,
  );
}

test('every codeword is zero at the twelve roots, and nothing else is taken for one', () => {
  const block = fc.uint8Array({ minLength: RS_DATA_BYTES, maxLength: RS_DATA_BYTES });
  fc.assert(
    fc.property(block, fc.nat(RS_DATA_BYTES - 1), (data, at) => {
      const codeword = Uint8Array.of(...data, ...reedSolomonCheck(data));
      const roots = Array.from({ length: RS_CHECK_BYTES }, (_, power) => power);
      expect(roots.map((power) => evaluate(codeword, power))).toEqual(roots.map(() => 0));
      codeword[at] = (codeword[at] ?? 0) ^ 1;
      expect(roots.some((power) => evaluate(codeword, power) !== 0)).toBe(true);
    }),
  );
});
