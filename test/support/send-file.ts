// Owns: a file sent to a station in pieces, as a window does it. Imports the contract's client only.
import type { SlipwayClient } from '../../electron/api/connection.ts';

/** Sends the bytes and resolves to the id of the upload. */
export async function sendFile(client: SlipwayClient, fileName: string, bytes: Uint8Array): Promise<string> {
  const { uploadId, chunkBytes } = await client.uploads.begin({ fileName, sizeBytes: bytes.length });
  for (let offset = 0; offset < bytes.length; offset += chunkBytes) {
    const data = Buffer.from(bytes.subarray(offset, offset + chunkBytes)).toString('base64');
    await client.uploads.append({ uploadId, offset, data });
  }
  return uploadId;
}
