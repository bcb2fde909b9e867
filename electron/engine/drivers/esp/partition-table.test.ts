import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { provokes } from '../../../../test/support/provoke.ts';
import { SlipwayError } from '../../../contract/errors.ts';
import type { Partition } from '../driver.ts';
import { buildPartitionTable, parsePartitionTable } from './partition-table.ts';

const sample = new URL('../../../../../shared/samples/esp/partitions_singleapp.bin', import.meta.url);

const partition = (label: string, offset: number, sizeBytes: number, type = 1, subtype = 2): Partition => ({
  label,
  type,
  subtype,
  offset,
  sizeBytes,
  isEncrypted: false,
});
const table: Partition[] = [
  partition('nvs', 0x9000, 0x6000),
  { ...partition('keys', 0xf000, 0x1000, 1, 4), isEncrypted: true },
  partition('factory', 0x10000, 0x100000, 0, 0),
];

test.skipIf(!existsSync(sample))('reads the table of a real build (skipped where the samples are absent)', () => {
  expect(parsePartitionTable(new Uint8Array(readFileSync(sample)))).toEqual([
    partition('factory', 0x10000, 0x100000, 0, 0),
    partition('rfdata', 0x110000, 0x40000, 1, 1),
    partition('wifidata', 0x150000, 0x40000, 1, 2),
  ]);
});

test('what is built is read back, fills 0xC00 bytes, and ends with its MD5', () => {
  const bytes = buildPartitionTable(table);
  expect(bytes.length).toBe(0xc00);
  expect([...bytes.subarray(96, 98)]).toEqual([0xeb, 0xeb]);
  expect(bytes.subarray(128).every((byte) => byte === 0xff)).toBe(true);
  expect(parsePartitionTable(bytes)).toEqual(table);
});

test('hostile bytes are refused or read, but never crash', () => {
  const sound = buildPartitionTable(table);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 140 }), fc.integer({ min: 0, max: 255 }))),
      fc.integer({ min: 0, max: 0xc00 }),
      (changes, length) => {
        const bytes = sound.slice(0, length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        try {
          parsePartitionTable(bytes);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(SlipwayError);
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe('refuses', () => {
  const refuses = (title: string, act: () => unknown) => provokes('image/partition-table-invalid', title, act);
  refuses('a changed entry, by its MD5', () => {
    const bytes = buildPartitionTable(table);
    bytes[9] = 0x70;
    parsePartitionTable(bytes);
  });
  refuses('bytes that are no table', () => parsePartitionTable(new Uint8Array(64)));
  refuses('an empty table', () => parsePartitionTable(new Uint8Array(0xc00).fill(0xff)));
  refuses('overlapping partitions', () =>
    buildPartitionTable([partition('a', 0x9000, 0x2000), partition('b', 0xa000, 0x1000)]),
  );
  refuses('two partitions of one name', () =>
    buildPartitionTable([partition('a', 0x9000, 0x1000), partition('a', 0xa000, 0x1000)]),
  );
  refuses('an application that is not aligned to 64 KiB', () =>
    buildPartitionTable([partition('a', 0x11000, 0x1000, 0)]),
  );
});
