import { openRegularFile } from './regular-file.ts';

/** A small text file whole. Rejects with an Error that says why in a few words. */
export async function readSmallText(file: string, maxBytes: number): Promise<{ text: string; mode: number }> {
  await using handle = await openRegularFile(file);
  const stats = await handle.stat();
  if (stats.size > maxBytes) throw new Error(`it has ${stats.size} bytes; at most ${maxBytes} are read`);
  const bytes = Buffer.alloc(maxBytes);
  const { bytesRead } = await handle.read(bytes, 0, maxBytes, 0);
  const text = bytes.toString('utf8', 0, bytesRead);
  bytes.fill(0);
  return { text, mode: stats.mode };
}
