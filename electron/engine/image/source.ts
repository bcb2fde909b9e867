// Owns: images on disk as bytes on demand, so that memory does not grow with them. May import contract and util.
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { openRegularFile } from '../util/regular-file.ts';
import type { ImageSource } from './image-source.ts';

const hashChunkBytes = 256 * 1024;

/** An image in a file that stays open, so that it cannot be exchanged between the check and the write. */
export interface FileImageSource extends ImageSource, AsyncDisposable {}

/** Opens a file and hashes it once. Rejects with image/unreadable; reads reject with image/truncated when it shrank. */
export async function openFileImage(name: string, filePath: string): Promise<FileImageSource> {
  let handle: FileHandle;
  try {
    handle = await openRegularFile(filePath);
  } catch (thrown) {
    throw unreadable(name, filePath, thrown);
  }
  try {
    const { size: sizeBytes } = await handle.stat();
    const read = (offset: number, length: number) => readExactly(handle, name, filePath, offset, length);
    return {
      name,
      sizeBytes,
      sha256: await hashOf(sizeBytes, read),
      async read(offset, length) {
        if (offset < 0 || length < 0 || offset + length > sizeBytes) {
          throw new RangeError(`${name}: ${offset}+${length} is outside of its ${sizeBytes} bytes`);
        }
        return read(offset, length);
      },
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

/** Bytes that are in memory already. */
export function bytesImage(name: string, bytes: Uint8Array): ImageSource {
  return {
    name,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    async read(offset, length) {
      if (offset < 0 || length < 0 || offset + length > bytes.length) {
        throw new RangeError(`${name}: ${offset}+${length} is outside of its ${bytes.length} bytes`);
      }
      return bytes.subarray(offset, offset + length);
    },
  };
}

async function hashOf(
  sizeBytes: number,
  read: (offset: number, length: number) => Promise<Uint8Array>,
): Promise<string> {
  const hash = createHash('sha256');
  for (let offset = 0; offset < sizeBytes; offset += hashChunkBytes) {
    hash.update(await read(offset, Math.min(hashChunkBytes, sizeBytes - offset)));
  }
  return hash.digest('hex');
}

async function readExactly(
  handle: FileHandle,
  name: string,
  filePath: string,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done).catch((thrown: unknown) => {
      throw unreadable(name, filePath, thrown);
    });
    if (bytesRead === 0) {
      throw new SlipwayError('image/truncated', say('image-shrank', { image: name, sizeBytes: offset + done }), {
        context: { file: filePath },
      });
    }
    done += bytesRead;
  }
  return bytes;
}

function unreadable(name: string, filePath: string, thrown: unknown): SlipwayError {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new SlipwayError('image/unreadable', say('image-unreadable', { image: name, file: filePath, reason }), {
    cause: thrown,
  });
}
