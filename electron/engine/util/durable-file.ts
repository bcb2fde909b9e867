// Owns: files that are whole on disk or not there at all, whenever the power goes. Imports Node only.
// Start reading at `writeFileDurably`.
import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** What a crash may leave of a write begins so; whoever owns the folder clears it away. */
export const temporaryPrefix = '.writing-';

/** Writes beside the file and renames over it, both synced. The folder must exist. Mode 0600. */
export async function writeFileDurably(file: string, content: string | Uint8Array): Promise<void> {
  const folder = path.dirname(file);
  const temporary = path.join(folder, `${temporaryPrefix}${randomUUID()}`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw thrown;
  }
  await syncFolder(folder);
}

/** The names in a folder are on disk only after the folder is; Windows cannot and need not. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The reason of a failed file operation, such as `ENOSPC`; undefined for any other failure. */
export const fileErrorCode = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
