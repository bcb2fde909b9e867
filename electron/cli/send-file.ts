// Owns: how a file of this machine comes to the station, which may be another one. Imports contract types and siblings.
import type { SlipwayClient } from '../api/connection.ts';
import { SlipwayError } from '../contract/errors.ts';
import { readRegularFile } from '../engine/util/regular-file.ts';

/** A file whole. Rejects with station/usage for what is not there, is a pipe or a device, or is larger than that. */
export async function readWholeFile(file: string, maxBytes: number): Promise<Buffer> {
  try {
    return await readRegularFile(file, maxBytes);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new SlipwayError('station/usage', `The file ${file} cannot be read: ${reason}.`, {
      cause: thrown,
      context: { file },
      action: 'Name a file that is there, on a disk or a stick.',
    });
  }
}

/** Sends bytes in pieces and answers the id under which the station has them. */
export async function sendFile(
  client: SlipwayClient,
  fileName: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<string> {
  const { uploadId, chunkBytes } = await client.uploads.begin({ fileName, sizeBytes: bytes.length }, { signal });
  try {
    for (let offset = 0; offset < bytes.length; offset += chunkBytes) {
      const data = Buffer.from(bytes.subarray(offset, offset + chunkBytes)).toString('base64');
      await client.uploads.append({ uploadId, offset, data }, { signal });
    }
    return uploadId;
  } catch (thrown) {
    await client.uploads.discard({ uploadId }).catch(() => undefined);
    throw thrown;
  }
}
