import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { provokes } from '../../../../test/support/provoke.ts';
import { SlipwayError } from '../../../contract/errors.ts';
import { fromHex, toHex } from '../../util/bytes.ts';
import type { ConfigEntry, ConfigValue } from '../driver.ts';
import { buildNvs, parseNvs } from './nvs.ts';

const samples = new URL('../../../../../shared/samples/nvs/', import.meta.url);
const hasSamples = existsSync(samples);

/** The CSV of Espressif's generator: key,type,encoding,value with namespaces as rows of their own. */
function readCsv(text: string): ConfigEntry[] {
  let namespace = '';
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .flatMap((row): ConfigEntry[] => {
      const [key = '', type = '', encoding = '', ...rest] = row.split(',');
      if (type === 'namespace') {
        namespace = key;
        return [];
      }
      return [{ namespace, key, value: csvValue(encoding, rest.join(',')) }];
    });
}

function csvValue(encoding: string, text: string): ConfigValue {
  switch (encoding) {
    case 'string':
      return { type: 'string', value: text };
    case 'hex2bin':
      return { type: 'blob', value: fromHex(text) };
    case 'base64':
      return { type: 'blob', value: new Uint8Array(Buffer.from(text, 'base64')) };
    case 'u8':
    case 'i8':
    case 'u16':
    case 'i16':
    case 'u32':
    case 'i32':
    case 'u64':
    case 'i64':
      return { type: encoding, value: BigInt(text) };
    default:
      throw new TypeError(`encoding ${encoding} is not read here`);
  }
}

describe.skipIf(!hasSamples)("agrees with Espressif's generator (skipped where its samples are absent)", () => {
  for (const name of ['simple', 'multipage', 'blobs']) {
    const load = () => ({
      entries: readCsv(readFileSync(new URL(`${name}.csv`, samples), 'utf8')),
      image: new Uint8Array(readFileSync(new URL(`${name}.bin`, samples))),
    });
    test(`builds ${name}.bin byte for byte`, () => {
      const { entries, image } = load();
      const built = buildNvs(entries, image.length);
      for (let at = 0; at < image.length; at += 32) {
        expect(toHex(built.subarray(at, at + 32)), `at 0x${at.toString(16)}`).toBe(toHex(image.subarray(at, at + 32)));
      }
    });
    test(`reads ${name}.bin`, () => {
      const { entries, image } = load();
      expect(parseNvs(image)).toEqual(entries);
    });
  }
});

const integer = (type: 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32' | 'u64' | 'i64', min: bigint, max: bigint) =>
  fc.bigInt({ min, max }).map((value): ConfigValue => ({ type, value }));
const anyValue: fc.Arbitrary<ConfigValue> = fc.oneof(
  integer('u8', 0n, 255n),
  integer('i8', -128n, 127n),
  integer('u16', 0n, 65535n),
  integer('i16', -32768n, 32767n),
  integer('u32', 0n, 2n ** 32n - 1n),
  integer('i32', -(2n ** 31n), 2n ** 31n - 1n),
  integer('u64', 0n, 2n ** 64n - 1n),
  integer('i64', -(2n ** 63n), 2n ** 63n - 1n),
  fc
    .string({ unit: 'binary', maxLength: 900 })
    .filter((text) => !text.includes('\0'))
    .map((value): ConfigValue => ({ type: 'string', value })),
  fc.uint8Array({ maxLength: 9000 }).map((value): ConfigValue => ({ type: 'blob', value: new Uint8Array(value) })),
);
const anyKey = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 15 });
const anyEntries = fc.uniqueArray(fc.record({ namespace: anyKey, key: anyKey, value: anyValue }), {
  maxLength: 40,
  selector: ({ namespace, key }) => `${namespace}\0${key}`,
});

test('what is built is read back', () => {
  fc.assert(
    fc.property(anyEntries, (entries) => {
      expect(parseNvs(buildNvs(entries, 0x80000))).toEqual(entries);
    }),
    { numRuns: 60 },
  );
});

test('hostile bytes are refused with a reason, or read, but never crash', () => {
  const entries: ConfigEntry[] = [
    { namespace: 'factory', key: 'serial', value: { type: 'string', value: 'AC-1' } },
    { namespace: 'factory', key: 'key', value: { type: 'blob', value: new Uint8Array(200).fill(7) } },
  ];
  const sound = buildNvs(entries, 0x3000);
  const change = fc.record({ at: fc.integer({ min: 0, max: 700 }), value: fc.integer({ min: 0, max: 255 }) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const bytes = sound.slice();
      for (const { at, value } of changes) bytes[at] = value;
      try {
        parseNvs(bytes);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(SlipwayError);
      }
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4096, maxLength: 4096 }), (bytes) => {
      expect(() => parseNvs(new Uint8Array(bytes))).toThrow(SlipwayError);
    }),
    { numRuns: 50 },
  );
});

test('an erased partition has no entries, and no entries make an erased partition', () => {
  expect(parseNvs(new Uint8Array(0x3000).fill(0xff))).toEqual([]);
  expect(buildNvs([], 0x3000).every((byte) => byte === 0xff)).toBe(true);
});

const blob = (length: number): ConfigEntry => ({
  namespace: 'a',
  key: 'b',
  value: { type: 'blob', value: new Uint8Array(length) },
});

provokes(
  'image/nvs-full',
  'a blob larger than two pages does not fit into three',
  () => buildNvs([blob(9000)], 0x3000),
  (error) => expect(error.context).toMatchObject({ neededPages: 3, availablePages: 2 }),
);
provokes(
  'image/nvs-invalid',
  'a damaged entry is named by page and entry',
  () => {
    const bytes = buildNvs([blob(10)], 0x3000);
    bytes[64 + 32 + 9] = 0x20;
    parseNvs(bytes);
  },
  (error) => expect(error.context).toMatchObject({ page: 0, entry: 1 }),
);
provokes('image/nvs-invalid', 'a key of sixteen bytes', () =>
  buildNvs([{ namespace: 'a', key: 'x'.repeat(16), value: { type: 'u8', value: 1n } }], 0x3000),
);
provokes('image/nvs-invalid', 'a value that is not of its type', () =>
  buildNvs([{ namespace: 'a', key: 'x', value: { type: 'u8', value: 256n } }], 0x3000),
);
