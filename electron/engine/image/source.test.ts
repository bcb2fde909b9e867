import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { provokes } from '../../../test/support/provoke.ts';
import { bytesImage, openFileImage } from './source.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-source-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'app.bin');
const content = Buffer.from(Array.from({ length: 700_000 }, (_, index) => (index * 7) & 0xff));

test('a file is hashed once and read on demand, like bytes in memory', async () => {
  writeFileSync(file, content);
  await using image = await openFileImage('app', file);
  const same = bytesImage('app', content);
  expect(image.sizeBytes).toBe(content.length);
  expect(image.sha256).toBe(createHash('sha256').update(content).digest('hex'));
  expect(same).toMatchObject({ sizeBytes: image.sizeBytes, sha256: image.sha256 });
  for (const [offset, length] of [
    [0, 0],
    [0, 10],
    [262_140, 20],
    [699_999, 1],
    [700_000, 0],
  ] as const) {
    const expected = content.subarray(offset, offset + length);
    expect(Buffer.compare(await image.read(offset, length), expected)).toBe(0);
    expect(Buffer.compare(await same.read(offset, length), expected)).toBe(0);
  }
});

test('reading outside of it is a defect of the caller', async () => {
  writeFileSync(file, content);
  await using image = await openFileImage('app', file);
  for (const source of [image, bytesImage('app', content)]) {
    await expect(source.read(-1, 1)).rejects.toThrow(RangeError);
    await expect(source.read(0, -1)).rejects.toThrow(RangeError);
    await expect(source.read(699_999, 2)).rejects.toThrow(RangeError);
  }
});

test('an exchanged file does not matter: the open one is read', async () => {
  writeFileSync(file, content);
  await using image = await openFileImage('app', file);
  rmSync(file);
  writeFileSync(file, 'something else');
  expect(Buffer.compare(await image.read(0, 100), content.subarray(0, 100))).toBe(0);
});

provokes('image/truncated', 'the file shrank after it was opened', async () => {
  writeFileSync(file, content);
  await using image = await openFileImage('app', file);
  truncateSync(file, 500_000);
  await image.read(499_990, 20);
});
provokes('image/unreadable', 'there is no such file', () => openFileImage('app', path.join(folder, 'none.bin')));
provokes('image/unreadable', 'it is a folder', () => openFileImage('app', folder));
