// Owns: opening files that a person or a recipe names. Imports Node only. Start reading at `openRegularFile`.
import { constants, type FileHandle, open } from 'node:fs/promises';

/**
 * Opens a file for reading. Rejects for anything that is not a regular file: a pipe without a writer would never open, and
 * four of those stop every file operation of the process; a device has no end. Windows has no such names in its file system.
 */
export async function openRegularFile(file: string): Promise<FileHandle> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!(await handle.stat()).isFile()) throw new Error('it is not a file');
    return handle;
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

/** A whole file. Rejects with an Error that says why in a few words. */
export async function readRegularFile(file: string, maxBytes: number): Promise<Buffer> {
  await using handle = await openRegularFile(file);
  const { size } = await handle.stat();
  if (size > maxBytes) throw new Error(`it has ${size} bytes; at most ${maxBytes} are read`);
  return handle.readFile();
}
