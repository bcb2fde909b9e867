// Files that clients send in pieces: what is taken, what is refused, and that nothing is left behind.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { caught, provokes } from '../../../test/support/provoke.ts';
import { useTempDir } from '../../../test/support/temp-dir.ts';
import { createVirtualClock } from '../../../test/support/virtual-clock.ts';
import { createUploads, type UploadLimits, type UploadsDeps } from './uploads.ts';

const limits: Partial<UploadLimits> = {
  chunkBytes: 4,
  fileBytes: 100,
  openUploads: 2,
  idleMs: 60_000,
  reserveBytes: 10,
};

async function open(extra: Partial<UploadsDeps> = {}) {
  const dir = path.join(useTempDir(), 'uploads');
  const clock = createVirtualClock();
  const uploads = await createUploads({ dir, clock, limits, freeBytes: async () => 1_000, ...extra });
  onTestFinished(() => uploads[Symbol.asyncDispose]());
  const begin = async (bytes: string, fileName = 'a.bin') =>
    (await uploads.begin({ fileName, sizeBytes: bytes.length })).uploadId;
  const append = (uploadId: string, offset: number, text: string) =>
    uploads.append({ uploadId, offset, data: Buffer.from(text).toString('base64') });
  const left = () => (existsSync(dir) ? readdirSync(dir) : []);
  return { dir, clock, uploads, begin, append, left };
}

describe('a file in pieces', () => {
  test('is there, byte for byte, once all have come; and gone once it was taken', async () => {
    const { uploads, begin, append, left } = await open();
    const id = await begin('0123456789');
    expect(await append(id, 0, '0123')).toEqual({ receivedBytes: 4 });
    expect(await append(id, 4, '4567')).toEqual({ receivedBytes: 8 });
    expect(await append(id, 8, '89')).toEqual({ receivedBytes: 10 });
    {
      await using file = await uploads.take(id);
      expect(readFileSync(file.path, 'utf8')).toBe('0123456789');
      expect(await caught(() => uploads.take(id))).toMatchObject({ code: 'job/not-found' });
    }
    expect(left()).toEqual([]);
  });

  test('may be empty', async () => {
    const { uploads, begin } = await open();
    await using file = await uploads.take(await begin(''));
    expect(readFileSync(file.path)).toHaveLength(0);
  });

  test('takes pieces in order only, and a refused one changes nothing', async () => {
    const { uploads, begin, append } = await open();
    const id = await begin('01234567');
    await append(id, 0, '0123');
    for (const [offset, piece] of [
      [0, '0123'],
      [5, '567'],
      [4, '45678'],
      [4, ''],
    ] as const)
      expect(await caught(() => append(id, offset, piece)), `${offset} "${piece}"`).toMatchObject({
        code: 'wire/invalid-input',
      });
    await append(id, 4, '4567');
    expect(await caught(() => append(id, 8, '8'))).toMatchObject({ code: 'wire/invalid-input' });
    await using file = await uploads.take(id);
    expect(readFileSync(file.path, 'utf8')).toBe('01234567');
  });

  test('is not mixed up when two pieces come at once', async () => {
    const { uploads, begin, append } = await open();
    const id = await begin('01234567');
    const results = await Promise.allSettled([append(id, 0, '0123'), append(id, 0, 'xxxx'), append(id, 4, '4567')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await using file = await uploads.take(id);
    expect(readFileSync(file.path, 'utf8')).toBe('01234567');
  });

  test('is not handed over before its end', async () => {
    const { uploads, begin, append } = await open();
    const id = await begin('0123');
    await append(id, 0, '01');
    expect(await caught(() => uploads.take(id))).toMatchObject({ code: 'wire/invalid-input' });
    await append(id, 2, '23');
    await using _file = await uploads.take(id);
  });

  test.each([
    '../../../etc/passwd',
    '/etc/passwd',
    '..\\..\\boot.ini',
    'a\0b',
    'CON',
    '\u202Egnp.exe',
    ''.padEnd(255, 'x'),
  ])('never names anything on the disk: %j', async (fileName) => {
    const { uploads, dir, begin, left } = await open();
    const id = await begin('', fileName || 'x');
    expect(left()).toEqual([id]);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    await using file = await uploads.take(id);
    expect(path.dirname(file.path)).toBe(dir);
    expect(file.fileName).toMatch(/^[^/\\\p{Cc}\p{Cf}]{1,120}$/u);
  });
});

describe('an upload is given up', () => {
  test('when the client says so, as often as it likes', async () => {
    const { uploads, begin, append, left } = await open();
    const id = await begin('0123');
    await uploads.discard(id);
    await uploads.discard(id);
    await uploads.discard('never was one');
    expect(left()).toEqual([]);
    expect(await caught(() => append(id, 0, '0123'))).toMatchObject({ code: 'job/not-found' });
  });

  test('when nothing comes for a while; a piece keeps it', async () => {
    const { clock, begin, append, left } = await open();
    const [lively, silent] = [await begin('0123'), await begin('0123')];
    await clock.advance(40_000);
    await append(lively, 0, '01');
    await clock.advance(40_000);
    await vi.waitFor(() => expect(left()).toEqual([lively]));
    expect(await caught(() => append(silent, 0, '01'))).toMatchObject({ code: 'job/not-found' });
    await append(lively, 2, '23');
  });

  test('when the station ends, or ended before it could say so', async () => {
    const dir = path.join(useTempDir(), 'uploads');
    mkdirSync(dir);
    writeFileSync(path.join(dir, 'from before'), 'x');
    const uploads = await createUploads({ dir, clock: createVirtualClock() });
    expect(existsSync(dir)).toBe(false);
    await uploads.begin({ fileName: 'a', sizeBytes: 5 });
    await uploads[Symbol.asyncDispose]();
    expect(existsSync(dir)).toBe(false);
    expect(await caught(() => uploads.begin({ fileName: 'a', sizeBytes: 5 }))).toMatchObject({ code: 'job/not-found' });
  });
});

describe('limits', () => {
  provokes('wire/too-large', 'a file larger than any bundle', async () => {
    const { uploads } = await open();
    await uploads.begin({ fileName: 'a', sizeBytes: 101 });
  });
  provokes('wire/invalid-input', 'more files at once than a person sends', async () => {
    const { begin } = await open();
    await Promise.all([begin('1'), begin('2'), begin('3')]);
  });
  provokes('journal/disk-full', 'a file that would leave the journal no room, counting what was promised', async () => {
    const { begin } = await open({ freeBytes: async () => 100 });
    await begin(''.padEnd(50));
    await begin(''.padEnd(50));
  });

  /** Tools of the operating system, not packages of this repository. */
  const tools = { mount: 'mount', umount: 'umount', unshare: 'unshare' } as const;
  const canMount =
    process.getuid?.() === 0 &&
    spawnSync(tools.unshare, ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
  test.skipIf(!canMount)('a disk that fills up meanwhile (skipped: needs root to mount a tmpfs)', async () => {
    const disk = path.join(useTempDir(), 'disk');
    mkdirSync(disk);
    execFileSync(tools.mount, ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
    onTestFinished(() => void execFileSync(tools.umount, ['-l', disk]));
    const dir = path.join(disk, 'uploads');
    const uploads = await createUploads({
      dir,
      clock: createVirtualClock(),
      limits: { reserveBytes: 0 },
      freeBytes: async () => 1_000_000,
    });
    const { uploadId, chunkBytes } = await uploads.begin({ fileName: 'a', sizeBytes: 600_000 });
    const data = Buffer.alloc(chunkBytes, 1).toString('base64');
    expect(await caught(() => uploads.append({ uploadId, offset: 0, data }))).toMatchObject({
      code: 'journal/disk-full',
    });
    expect(readdirSync(dir)).toEqual([]);
    await uploads[Symbol.asyncDispose]();
  });
});
