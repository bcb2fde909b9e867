// Owns: files that clients send in pieces, until somebody takes them. May import contract and util.
// A file's name is only ever shown: on disk an upload is called by its random id, in a folder of ours that is empty after
// each start and each end of the station. Start reading at `createUploads`.

import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import type { Clock } from '../util/clock.ts';
import { fileErrorCode } from '../util/durable-file.ts';
import { createTurns, type InTurn } from '../util/turns.ts';

export interface UploadLimits {
  /** Bytes of one piece before base64; the wires carry messages of a mebibyte. */
  readonly chunkBytes: number;
  readonly fileBytes: number;
  readonly openUploads: number;
  /** An upload that gets no piece for so long is given up. */
  readonly idleMs: number;
  /** What must stay free on the disk, so that the journal can go on. */
  readonly reserveBytes: number;
}

const mebibyte = 1024 * 1024;
/** The largest file that a bundle may be. */
export const defaultUploadLimits: UploadLimits = {
  chunkBytes: mebibyte / 2,
  fileBytes: 2048 * mebibyte,
  openUploads: 16,
  idleMs: 10 * 60_000,
  reserveBytes: 100 * mebibyte,
};

/** An upload whose bytes have all come. Disposing it removes the file; whoever took it may move it away before. */
export interface UploadedFile extends AsyncDisposable {
  readonly path: string;
  /** As the client called it: for people, never for the file system. */
  readonly fileName: string;
  readonly sizeBytes: number;
}

export interface Uploads extends AsyncDisposable {
  begin(request: { fileName: string; sizeBytes: number }): Promise<{ uploadId: string; chunkBytes: number }>;
  /** Pieces come in order; one at another place than the end is refused and changes nothing. */
  append(request: { uploadId: string; offset: number; data: string }): Promise<{ receivedBytes: number }>;
  /** Giving up what is not there (any more) is fine. */
  discard(uploadId: string): Promise<void>;
  /** Hands a whole upload over; it is no upload any more. Rejects with job/not-found, wire/invalid-input. */
  take(uploadId: string): Promise<UploadedFile>;
}

interface Upload {
  readonly file: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly handle: FileHandle;
  readonly inTurn: InTurn;
  receivedBytes: number;
  touchedMs: number;
  isGone: boolean;
}

export interface UploadsDeps {
  readonly dir: string;
  readonly clock: Clock;
  readonly limits?: Partial<UploadLimits>;
  /** Free bytes of the disk below a folder. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** Clears away what an earlier process left, and is ready for uploads. */
export async function createUploads(deps: UploadsDeps): Promise<Uploads> {
  const { dir, clock, freeBytes = freeBytesOf } = deps;
  const limits = { ...defaultUploadLimits, ...deps.limits };
  const uploads = new Map<string, Upload>();
  const closing = new AbortController();
  let watching: Promise<void> | undefined;
  const inTurn = createTurns();
  await rm(dir, { recursive: true, force: true });

  async function begin({ fileName, sizeBytes }: { fileName: string; sizeBytes: number }) {
    if (closing.signal.aborted) throw notFound();
    await dropIdle();
    if (sizeBytes > limits.fileBytes) {
      throw new SlipwayError('wire/too-large', say('upload-too-large', { sizeBytes, limitBytes: limits.fileBytes }), {
        action: say('do-choose-smaller-file'),
      });
    }
    if (uploads.size >= limits.openUploads) {
      throw new SlipwayError('wire/invalid-input', say('upload-too-many', { openUploads: uploads.size }), {
        action: say('do-send-after'),
      });
    }
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const promisedBytes = [...uploads.values()].reduce((sum, one) => sum + one.sizeBytes - one.receivedBytes, 0);
    const roomBytes = (await freeBytes(dir)) - promisedBytes - limits.reserveBytes;
    if (sizeBytes > roomBytes)
      throw diskFull(say('upload-no-room', { neededBytes: sizeBytes, freeBytes: Math.max(0, Math.floor(roomBytes)) }));
    const uploadId = randomBytes(16).toString('hex');
    const file = path.join(dir, uploadId);
    const handle = await open(file, 'wx', 0o600);
    const touchedMs = clock.monotonicMs();
    uploads.set(uploadId, {
      file,
      fileName: shownName(fileName),
      sizeBytes,
      handle,
      inTurn: createTurns(),
      receivedBytes: 0,
      touchedMs,
      isGone: false,
    });
    watching ??= watchIdle();
    return { uploadId, chunkBytes: limits.chunkBytes };
  }

  function known(uploadId: string): Upload {
    const upload = uploads.get(uploadId);
    if (upload === undefined || upload.isGone) throw notFound();
    return upload;
  }

  async function appendNow(uploadId: string, offset: number, data: string): Promise<{ receivedBytes: number }> {
    const upload = known(uploadId);
    const bytes = Buffer.from(data, 'base64');
    const { receivedBytes, sizeBytes } = upload;
    if (offset !== receivedBytes) throw invalid(`A piece came for byte ${offset}; byte ${receivedBytes} is next.`);
    if (bytes.length === 0 || bytes.length > limits.chunkBytes)
      throw invalid(`A piece has 1 to ${limits.chunkBytes} bytes, not ${bytes.length}.`);
    if (receivedBytes + bytes.length > sizeBytes)
      throw invalid(`The file was announced with ${sizeBytes} bytes; these are more.`);
    try {
      await writeAll(upload.handle, bytes, offset);
    } catch (thrown) {
      await drop(uploadId);
      if (fileErrorCode(thrown) === 'ENOSPC') throw diskFull(say('upload-disk-full', { receivedBytes }), thrown);
      throw thrown;
    }
    upload.receivedBytes += bytes.length;
    upload.touchedMs = clock.monotonicMs();
    return { receivedBytes: upload.receivedBytes };
  }

  async function takeNow(uploadId: string): Promise<UploadedFile> {
    const upload = known(uploadId);
    const { file, fileName, sizeBytes, receivedBytes } = upload;
    if (receivedBytes !== sizeBytes)
      throw invalid(`Only ${receivedBytes} of ${sizeBytes} bytes of the file have come.`);
    upload.isGone = true;
    uploads.delete(uploadId);
    try {
      await upload.handle.sync();
      await upload.handle.close();
    } catch (thrown) {
      await upload.handle.close().catch(() => undefined);
      await rm(file, { force: true });
      throw thrown;
    }
    return { path: file, fileName, sizeBytes, [Symbol.asyncDispose]: () => rm(file, { force: true }) };
  }

  async function drop(uploadId: string): Promise<void> {
    const upload = uploads.get(uploadId);
    if (upload === undefined || upload.isGone) return;
    upload.isGone = true;
    uploads.delete(uploadId);
    await upload.handle.close();
    await rm(upload.file, { force: true });
  }

  const discard = async (uploadId: string) => uploads.get(uploadId)?.inTurn(() => drop(uploadId));

  async function dropIdle(): Promise<void> {
    const limitMs = clock.monotonicMs() - limits.idleMs;
    const idle = [...uploads].filter(([, { touchedMs }]) => touchedMs <= limitMs);
    for (const [uploadId] of idle) await discard(uploadId);
  }

  async function watchIdle(): Promise<void> {
    while (uploads.size > 0 && !closing.signal.aborted) {
      await clock.sleep(limits.idleMs / 2, closing.signal).catch(() => undefined);
      // Nobody waits for this: what cannot be removed now is removed at the next start.
      await dropIdle().catch(() => undefined);
    }
    watching = undefined;
  }

  return {
    // In turn, so that two that begin at once do not both get the last place.
    begin: (request) => inTurn(() => begin(request)),
    append: async ({ uploadId, offset, data }) => known(uploadId).inTurn(() => appendNow(uploadId, offset, data)),
    discard,
    take: async (uploadId) => known(uploadId).inTurn(() => takeNow(uploadId)),
    async [Symbol.asyncDispose]() {
      closing.abort();
      for (const uploadId of [...uploads.keys()]) await discard(uploadId);
      await watching;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, offset + done);
    done += bytesWritten;
  }
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** The last part of a name, without what a terminal or a screen would obey. */
export const shownName = (fileName: string): string =>
  (fileName.split(/[/\\]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').slice(0, 120) || 'unnamed file';

const invalid = (message: string) => new SlipwayError('wire/invalid-input', message, { action: say('do-send-again') });

const notFound = () =>
  new SlipwayError('job/not-found', say('upload-gone'), {
    action: say('do-send-again'),
  });

const diskFull = (message: Sentence, cause?: unknown) =>
  new SlipwayError('journal/disk-full', message, {
    cause,
    action: say('do-free-space-and-send'),
  });
