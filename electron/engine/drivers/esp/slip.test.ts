import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSlipDecoder, encodeSlip } from './slip.ts';

const LIMIT = 512;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('SLIP', () => {
  test('escapes as the serial protocol says', () => {
    expect(hex(encodeSlip(Uint8Array.of(0x01, 0xc0, 0x02, 0xdb, 0x03)))).toBe('c001dbdc02dbdd03c0');
  });

  test('every frame comes back, however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: LIMIT }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 50 }),
        (frames, cut) => {
          const stream = Buffer.concat(frames.map(encodeSlip));
          const decoder = createSlipDecoder(LIMIT);
          const got: Uint8Array[] = [];
          for (let at = 0; at < stream.length; at += cut) got.push(...decoder.push(stream.subarray(at, at + cut)));
          expect(got.map(hex)).toEqual(frames.map(hex));
        },
      ),
    );
  });

  test('any garbage is survived, and the frame after the next delimiter is read', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 4000 }),
        fc.uint8Array({ minLength: 1, maxLength: LIMIT }),
        (junk, frame) => {
          const decoder = createSlipDecoder(LIMIT);
          for (const found of decoder.push(junk)) expect(found.length).toBeLessThanOrEqual(LIMIT);
          const after = [...decoder.push(encodeSlip(frame)), ...decoder.push(encodeSlip(frame))];
          expect(after.map(hex)).toContain(hex(frame));
        },
      ),
    );
  });

  test('a frame over the limit is dropped and the next one read', () => {
    const decoder = createSlipDecoder(4);
    expect(decoder.push(encodeSlip(new Uint8Array(5)))).toEqual([]);
    expect(decoder.push(encodeSlip(Uint8Array.of(7)))).toEqual([Uint8Array.of(7)]);
  });
});
