import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { abortable, withDeadline } from './abort.ts';
import { createByteQueue } from './byte-queue.ts';
import { concatBytes, equalBytes, fromHex, padTo, previewHex, toHex, viewOf } from './bytes.ts';
import { systemClock } from './clock.ts';
import { crc8, crc16Xmodem, crc32, crc32Nvs } from './crc.ts';
import { createEmitter } from './emitter.ts';
import { createIdSource } from './ids.ts';

const check = new TextEncoder().encode('123456789');

describe('checks of "123456789" as the reveng catalogue gives them', () => {
  test.each([
    ['CRC-32/ISO-HDLC', crc32(check), 0xcbf43926],
    // NVS continues zlib's CRC from 0xffffffff: the complement of CRC-32/JAMCRC started at 0, by zlib.crc32(b'123456789', 0xffffffff).
    ['ESP-IDF NVS', crc32Nvs(check), 0xd202d277],
    ['CRC-16/XMODEM', crc16Xmodem(check), 0x31c3],
    ['CRC-8/SMBUS', crc8(check), 0xf4],
  ])('%s', (_name, got, expected) => expect(got).toBe(expected));

  test('a check continues over chunks', () => {
    expect(crc32(check.subarray(4), crc32(check.subarray(0, 4)))).toBe(0xcbf43926);
    expect(crc16Xmodem(check.subarray(4), crc16Xmodem(check.subarray(0, 4)))).toBe(0x31c3);
  });
});

describe('bytes', () => {
  test('hex there and back', () =>
    fc.assert(fc.property(fc.uint8Array(), (bytes) => equalBytes(fromHex(toHex(bytes)), bytes))));
  test('hex with blanks and colons', () => expect(fromHex('aa:BB cc')).toEqual(Uint8Array.of(0xaa, 0xbb, 0xcc)));
  test.each(['a', 'zz', '0x10'])('%s is not hex', (text) => expect(() => fromHex(text)).toThrow(TypeError));
  test('padding fills up to the alignment and no further', () => {
    expect(padTo(Uint8Array.of(1), 4, 0xff)).toEqual(Uint8Array.of(1, 0xff, 0xff, 0xff));
    expect(padTo(new Uint8Array(4), 4, 0xff).length).toBe(4);
  });
  test('a preview is short', () => expect(previewHex(new Uint8Array(40), 3)).toBe('00 00 00 … (40 bytes)'));
  test('a view is over the bytes alone', () =>
    expect(viewOf(Uint8Array.of(9, 1, 0).subarray(1)).getUint16(0, true)).toBe(1));
});

describe('byte queue', () => {
  test('gives back what was put in, in order, however it is cut', () =>
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 20 })),
        fc.array(fc.nat(15), { minLength: 1 }),
        (chunks, cuts) => {
          const queue = createByteQueue();
          for (const chunk of chunks) queue.push(chunk);
          const taken: Uint8Array[] = [];
          for (let turn = 0; queue.lengthBytes > 0; turn++) taken.push(queue.take((cuts[turn % cuts.length] ?? 0) + 1));
          expect(concatBytes(taken)).toEqual(concatBytes(chunks));
        },
      ),
    ));
  test('drops from the front', () => {
    const queue = createByteQueue();
    queue.push(Uint8Array.of(1, 2));
    queue.push(Uint8Array.of(3, 4));
    expect(queue.drop(3)).toBe(3);
    expect(queue.take()).toEqual(Uint8Array.of(4));
    expect(queue.drop(3)).toBe(0);
  });
});

describe('abort', () => {
  test('abortable rejects with the reason and leaves no unhandled rejection', async () => {
    const controller = new AbortController();
    const work = abortable(Promise.reject(new Error('late')), AbortSignal.abort(new Error('stop')));
    await expect(work).rejects.toThrow('stop');
    const waiting = abortable(new Promise(() => undefined), controller.signal);
    controller.abort(new Error('now'));
    await expect(waiting).rejects.toThrow('now');
  });
  test('withDeadline gives the result, the deadline, or the outer reason', async () => {
    const never = () => new Promise<never>(() => undefined);
    const late = () => new Error('too late');
    expect(await withDeadline(systemClock, 1000, undefined, late, async () => 7)).toBe(7);
    await expect(withDeadline(systemClock, 5, undefined, late, never)).rejects.toThrow('too late');
    await expect(withDeadline(systemClock, 1000, AbortSignal.timeout(5), late, never)).rejects.toThrow(/timeout/);
  });
});

test('an emitter forgets who unsubscribed', () => {
  const emitter = createEmitter<number>();
  const heard: number[] = [];
  const stop = emitter.on((value) => heard.push(value));
  emitter.emit(1);
  stop();
  stop();
  emitter.emit(2);
  expect(heard).toEqual([1]);
});

describe('ids', () => {
  test('the vector of the ULID specification', () => {
    const next = createIdSource({ nowMs: () => 1469918176385, random: (bytes) => bytes });
    expect(next()).toBe('01ARYZ6S410000000000000000');
  });
  test('sort by time and differ', () => {
    let now = 1_700_000_000_000;
    const next = createIdSource({ nowMs: () => now++ });
    const ids = Array.from({ length: 100 }, next);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(100);
  });
});
