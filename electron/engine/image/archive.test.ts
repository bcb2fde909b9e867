import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { caught, provokes } from '../../../test/support/provoke.ts';
import { type RawEntry, rawZip } from '../../../test/support/raw-zip.ts';
import { type ErrorCode, SlipwayError } from '../../contract/errors.ts';
import { type ArchiveLimits, defaultArchiveLimits, openArchive } from './archive.ts';
import { findCollision, pathObjection } from './archive-path.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-archive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fuzzRuns = Number(process.env['FUZZ_RUNS'] ?? 200);

let count = 0;
/** Opens an archive and reads all of it. */
async function readAll(bytes: Uint8Array, limits: ArchiveLimits = defaultArchiveLimits): Promise<Map<string, number>> {
  count += 1;
  const file = path.join(folder, `${count % 4}.zip`);
  writeFileSync(file, bytes);
  await using archive = await openArchive(file, limits);
  const sizes = new Map<string, number>();
  for (const entry of archive.entries) {
    let sizeBytes = 0;
    await archive.stream(entry.path, (chunk) => {
      sizeBytes += chunk.length;
    });
    sizes.set(entry.path, sizeBytes);
  }
  return sizes;
}

const hello = Buffer.from('hello');
const entry = (name: string | Uint8Array, claim: RawEntry['claim'] = {}): RawEntry => ({ name, data: hello, claim });
const MiB = 1024 * 1024;
const zeros: RawEntry = { name: 'zeros', data: Buffer.alloc(32 * MiB), deflate: true };

test('an honest archive is read, packed or not', async () => {
  const text = Buffer.from('abc '.repeat(5000));
  const sizes = await readAll(rawZip([entry('a.txt'), { name: 'dir/b.txt', data: text, deflate: true }]));
  expect([...sizes]).toEqual([
    ['a.txt', 5],
    ['dir/b.txt', 20_000],
  ]);
});

describe('an archive that is refused', () => {
  const table: readonly [ErrorCode, string, () => Uint8Array, ArchiveLimits?][] = [
    ['bundle/not-a-bundle', 'something else', () => Buffer.from('GIF89a is no archive')],
    ['bundle/not-a-bundle', 'an empty archive', () => rawZip([])],
    ['bundle/not-a-bundle', 'one behind a program', () => Buffer.concat([Buffer.from('MZ'), rawZip([entry('a')])])],
    ['bundle/truncated', 'an empty file', () => new Uint8Array()],
    ['bundle/truncated', 'its first three bytes', () => rawZip([entry('a')]).subarray(0, 3)],
    ['bundle/truncated', 'no table of contents', () => rawZip([entry('a')]).subarray(0, -22)],
    ['bundle/truncated', 'a table that says it has more', () => rawZip([entry('a')], { entryCount: 2 })],
    ['bundle/altered', 'bytes behind its end', () => rawZip([entry('a')], { after: Buffer.from('more') })],
    ['bundle/too-large', 'more files than the limit', () => rawZip(many(257))],
    [
      'bundle/too-large',
      'a file that declares 1 TiB',
      () => rawZip([entry('a', { sizeBytes: 0xfffffffe, method: 8 })]),
    ],
    ['bundle/too-large', 'a zip bomb', () => rawZip([zeros])],
    [
      'bundle/too-large',
      'a file above the limit',
      () => rawZip([entry('a')]),
      { ...defaultArchiveLimits, entryBytes: 4 },
    ],
    ['bundle/too-large', 'many above it together', () => rawZip(many(9)), { ...defaultArchiveLimits, totalBytes: 40 }],
    ['bundle/too-large', 'an archive above it', () => rawZip(many(9)), { ...defaultArchiveLimits, archiveBytes: 40 }],
    ['bundle/altered', 'a bomb that declares little', () => rawZip([{ ...zeros, claim: { sizeBytes: 100 } }])],
    [
      'bundle/altered',
      'a file that declares too much',
      () => rawZip([{ ...zeros, data: hello, claim: { sizeBytes: 9 } }]),
    ],
    ['bundle/altered', 'stored with two sizes', () => rawZip([entry('a', { sizeBytes: 4 })])],
    ['bundle/altered', 'a wrong checksum', () => rawZip([entry('a', { crc: 1 })])],
    ['bundle/altered', 'packed by no method of ours', () => rawZip([entry('a', { method: 12 })])],
    ['bundle/altered', 'packed nonsense', () => rawZip([entry('a', { method: 8 })])],
    ['bundle/altered', 'encrypted', () => rawZip([entry('a', { flags: 1 })])],
    ['bundle/altered', 'strongly encrypted', () => rawZip([entry('a', { flags: 0x41 })])],
    ['bundle/altered', 'another name in the local header', () => rawZip([entry('a', { localName: 'b' })])],
    ['bundle/altered', 'another method in it', () => rawZip([entry('a', { localMethod: 8 })])],
    ['bundle/altered', 'two files in the same bytes', () => rawZip([entry('a'), entry('b', { offset: 0 })])],
    ['bundle/altered', 'a header that is none', () => rawZip([entry('a', { offset: 3 })])],
    ['bundle/unsafe-path', 'climbs', () => rawZip([entry('../a')])],
    ['bundle/unsafe-path', 'climbs later', () => rawZip([entry('a/../../b')])],
    ['bundle/unsafe-path', 'climbs by backslash', () => rawZip([entry('..\\a')])],
    ['bundle/unsafe-path', 'absolute', () => rawZip([entry('/etc/passwd')])],
    ['bundle/unsafe-path', 'a drive', () => rawZip([entry('C:evil')])],
    ['bundle/unsafe-path', 'a share', () => rawZip([entry('\\\\host\\share')])],
    ['bundle/unsafe-path', 'NUL', () => rawZip([entry('a\0.bin')])],
    ['bundle/unsafe-path', 'no name', () => rawZip([entry('')])],
    ['bundle/unsafe-path', 'a folder', () => rawZip([entry('a/')])],
    ['bundle/unsafe-path', 'not UTF-8', () => rawZip([entry(Uint8Array.of(0x61, 0xff))])],
    ['bundle/unsafe-path', 'a symbolic link', () => rawZip([entry('a', { unixMode: 0o120777 })])],
    ['bundle/unsafe-path', 'a device', () => rawZip([entry('a', { unixMode: 0o020666 })])],
    ['bundle/unsafe-path', 'a folder by attribute', () => rawZip([entry('a', { dosAttributes: 0x10 })])],
    ['bundle/unsafe-path', 'one name twice', () => rawZip([entry('a'), entry('a')])],
    ['bundle/unsafe-path', 'the same but for case', () => rawZip([entry('App.bin'), entry('app.BIN')])],
    ['bundle/unsafe-path', 'file and folder', () => rawZip([entry('a'), entry('a/b')])],
    ['bundle/unsafe-path', 'a second name', () => rawZip([entry('a', { extra: Uint8Array.of(0x75, 0x70, 1, 0, 1) })])],
  ];
  for (const [code, title, bytes, limits] of table) provokes(code, title, () => readAll(bytes(), limits));

  provokes('bundle/unreadable', 'that is not there', () => openArchive(path.join(folder, 'none')));
  provokes('bundle/unreadable', 'that is a folder', () => openArchive(folder));
  provokes('bundle/too-large', 'a file that was to be read whole', async () => {
    writeFileSync(path.join(folder, 'whole.zip'), rawZip([entry('a')]));
    await using archive = await openArchive(path.join(folder, 'whole.zip'));
    await archive.read('a', 4);
  });
  provokes('bundle/altered', 'asked for what it lacks', async () => {
    writeFileSync(path.join(folder, 'lacks.zip'), rawZip([entry('a')]));
    await using archive = await openArchive(path.join(folder, 'lacks.zip'));
    await archive.read('b', 4);
  });
});

function many(files: number): RawEntry[] {
  return Array.from({ length: files }, (_, index) => entry(`f${index}`));
}

test('a reader that stops early is heard, and nothing hangs', async () => {
  writeFileSync(path.join(folder, 'stop.zip'), rawZip([{ ...zeros, data: Buffer.alloc(MiB, 'ab') }]));
  await using archive = await openArchive(path.join(folder, 'stop.zip'));
  const stop = () => {
    throw new RangeError('enough');
  };
  expect(await caught(() => archive.stream('zeros', stop))).toBeInstanceOf(RangeError);
});

test('paths that no system may be given', () => {
  const bad = [
    'a//b',
    'a/./b',
    'a.',
    'a ',
    'con',
    'a/NUL.txt',
    'a:b',
    'a?',
    'a*',
    'a\nb',
    '\u202Eexe.bin',
    'e\u0301',
    'x'.repeat(241),
  ];
  for (const name of bad) expect(pathObjection(name)?.text, JSON.stringify(name)).toBeTypeOf('string');
  for (const name of ['a', 'a/b.bin', 'images/app-1.0 (rc).bin', 'ä/ö', 'console.txt'])
    expect(pathObjection(name)).toBeUndefined();
  expect(findCollision(['a/b', 'A'])).toBe('A');
  expect(findCollision(['a/b', 'a/c', 'b'])).toBeUndefined();
});

test('fuzz: any bytes are read or refused with a code, within the limits', async () => {
  const seed = rawZip([entry('a.txt'), { name: 'b', data: Buffer.alloc(3000, 'xyz'), deflate: true }, entry('c/d')]);
  const change = fc.tuple(fc.nat(seed.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 8 }),
      fc.option(fc.nat(seed.length)),
      async (changes, cut) => {
        const bytes = Buffer.from(seed);
        for (const [at, byte] of changes) bytes[at] = byte;
        const outcome = await readAll(cut === null ? bytes : bytes.subarray(0, cut)).catch((thrown: unknown) => thrown);
        if (outcome instanceof Map) return;
        expect(outcome).toBeInstanceOf(SlipwayError);
        expect(outcome instanceof SlipwayError ? outcome.code : '').toMatch(/^bundle\//);
      },
    ),
    { numRuns: fuzzRuns },
  );
});
