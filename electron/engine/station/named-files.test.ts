import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { provokes } from '../../../test/support/provoke.ts';
import { useTempDir } from '../../../test/support/temp-dir.ts';
import { openArchive } from '../image/archive.ts';
import { openFileImage } from '../image/source.ts';
import { loadRecipe } from '../recipe/load.ts';
import { readSerialPool } from '../recipe/pool.ts';
import { readPublicKey } from '../recipe/trust.ts';
import { readRegularFile } from '../util/regular-file.ts';
import { readSmallText } from '../util/text-file.ts';

/** A pipe that nobody writes to: opening it in the usual way never ends. */
function pipeWithoutWriter(): string {
  const file = path.join(useTempDir(), 'pipe');
  execFileSync('sh', ['-c', 'mkfifo "$0"', file]);
  return file;
}

const isUnix = process.platform !== 'win32';
const readers = {
  loadRecipe,
  readSerialPool,
  readPublicKey,
  readSmallText: (file: string) => readSmallText(file, 100),
};

test.runIf(isUnix).each(Object.entries(readers))('%s refuses a pipe and a device at once', async (_name, read) => {
  await expect(read(pipeWithoutWriter())).rejects.toThrow('it is not a file');
  await expect(read('/dev/zero')).rejects.toThrow('it is not a file');
});

if (isUnix) {
  provokes('image/unreadable', 'it is a pipe', () => openFileImage('app', pipeWithoutWriter()));
  provokes('bundle/unreadable', 'it is a pipe', () => openArchive(pipeWithoutWriter()));
}

test('a file is read whole, up to its limit', async () => {
  const file = path.join(useTempDir(), 'text');
  await writeFile(file, 'twelve bytes');
  expect(await readRegularFile(file, 12)).toEqual(await readFile(file));
  await expect(readRegularFile(file, 11)).rejects.toThrow('it has 12 bytes; at most 11 are read');
});
