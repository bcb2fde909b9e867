// Owns: a first-in first-out queue of bytes in chunks, so that nothing is copied until somebody takes.
// Imports nothing. Start reading at `ByteQueue`.
import { concatBytes } from './bytes.ts';

/** Bytes in order of arrival. Chunks put in belong to the queue from then on. */
export interface ByteQueue {
  readonly lengthBytes: number;
  push(chunk: Uint8Array): void;
  /** Removes up to `maxBytes` (all when not given) from the front; one chunk alone is not copied. */
  take(maxBytes?: number): Uint8Array;
  /** Drops up to `count` bytes from the front; answers how many. */
  drop(count: number): number;
  clear(): void;
}

export function createByteQueue(): ByteQueue {
  let chunks: Uint8Array[] = [];
  let length = 0;

  const takeFront = (maxBytes: number): Uint8Array[] => {
    const taken: Uint8Array[] = [];
    let missing = Math.min(maxBytes, length);
    length -= missing;
    let whole = 0;
    for (const chunk of chunks) {
      if (missing === 0) break;
      if (chunk.length > missing) {
        taken.push(chunk.subarray(0, missing));
        chunks[whole] = chunk.subarray(missing);
        break;
      }
      taken.push(chunk);
      missing -= chunk.length;
      whole += 1;
    }
    if (whole === chunks.length) chunks = [];
    else if (whole > 0) chunks.splice(0, whole);
    return taken;
  };

  return {
    get lengthBytes() {
      return length;
    },
    push(chunk) {
      if (chunk.length === 0) return;
      chunks.push(chunk);
      length += chunk.length;
    },
    take(maxBytes = length) {
      const taken = takeFront(maxBytes);
      const [first] = taken;
      return taken.length === 1 && first ? first : concatBytes(taken);
    },
    drop(count) {
      const dropped = Math.min(count, length);
      takeFront(dropped);
      return dropped;
    },
    clear() {
      chunks = [];
      length = 0;
    },
  };
}
