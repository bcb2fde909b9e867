// Owns: sending a file to the engine in pieces, so that no message is large and progress is true. Imports wire types only.
import type { SlipwayClient } from '../../../data/index.ts';

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (sentBytes: number) => void;
}

/** All bytes of `file`, piece after piece. A half upload is discarded when it is aborted or fails. */
export async function sendFile(
  client: Pick<SlipwayClient, 'uploads'>,
  file: File,
  { signal, onProgress }: SendOptions,
): Promise<string> {
  const { uploadId, chunkBytes } = await client.uploads.begin(
    { fileName: file.name, sizeBytes: file.size },
    { signal },
  );
  try {
    for (let offset = 0; offset < file.size; ) {
      signal.throwIfAborted();
      const piece = new Uint8Array(await file.slice(offset, offset + chunkBytes).arrayBuffer());
      const { receivedBytes } = await client.uploads.append({ uploadId, offset, data: toBase64(piece) }, { signal });
      offset = receivedBytes;
      onProgress(offset);
    }
    return uploadId;
  } catch (thrown) {
    // The engine forgets old uploads by itself; what went wrong before is what people must hear of.
    await client.uploads.discard({ uploadId }).catch(() => undefined);
    throw thrown;
  }
}

/** `String.fromCharCode` takes its bytes as arguments, of which there is a limit. */
const bytesPerCall = 0x8000;

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += bytesPerCall) {
    binary += String.fromCharCode(...bytes.subarray(start, start + bytesPerCall));
  }
  return btoa(binary);
}
