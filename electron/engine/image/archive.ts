// Owns: reading ZIP archives that strangers made: nothing is believed, nothing is written, memory stays flat.
// May import contract, util and archive-path.ts. Start reading at `openArchive`; the checks are in `checkEntry` and `checkLayout`.

import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { type ErrorCode, SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { openRegularFile } from '../util/regular-file.ts';
import { findCollision, pathObjection } from './archive-path.ts';

export interface ArchiveLimits {
  readonly archiveBytes: number;
  readonly entries: number;
  readonly entryBytes: number;
  readonly totalBytes: number;
  /** Unpacked to packed; judged only above `freeBytes`, because a small file of zeros is honest. */
  readonly ratio: number;
  readonly freeBytes: number;
}

const MiB = 1024 * 1024;

/** Generous for firmware, far below what fills a disk. Deflate itself ends at a ratio of 1032 (RFC 1951). */
export const defaultArchiveLimits: ArchiveLimits = {
  archiveBytes: 2048 * MiB,
  entries: 256,
  entryBytes: 1024 * MiB,
  totalBytes: 2048 * MiB,
  ratio: 200,
  freeBytes: 16 * MiB,
};

export interface ArchiveEntry {
  readonly path: string;
  /** As the archive declares it; reading fails where the content is of another size. */
  readonly sizeBytes: number;
}

/** An open archive whose table of contents has been checked. Content is checked while it is read. */
export interface Archive extends AsyncDisposable {
  readonly entries: readonly ArchiveEntry[];
  /** Hands over the content piece by piece. Rejects with bundle/altered when size or CRC-32 differ. */
  stream(path: string, onChunk: (chunk: Uint8Array) => void | Promise<void>): Promise<void>;
  /** The whole content of a small file. Rejects with bundle/too-large above `maxBytes`. */
  read(path: string, maxBytes: number): Promise<Uint8Array>;
}

/** Where an error belongs to: every error names the file. */
interface Place {
  readonly file: string;
  readonly limits: ArchiveLimits;
  fail(code: ErrorCode, reason: Sentence, cause?: unknown): SlipwayError;
}

/**
 * Opens an archive and checks its table of contents. Rejects with bundle/unreadable, not-a-bundle, truncated, too-large,
 * unsafe-path, or altered where the archive contradicts itself. `name` is what messages call it.
 */
export async function openArchive(
  file: string,
  limits: ArchiveLimits = defaultArchiveLimits,
  name: string = file,
): Promise<Archive> {
  const place: Place = {
    file,
    limits,
    fail: (code, reason, cause) => new SlipwayError(code, say('bundle-is', { file: name, reason }), { cause }),
  };
  await checkBeginning(place);
  const zip = await openZip(place);
  try {
    const found = await readContents(zip, place);
    return {
      entries: found.map(({ path, entry }) => ({ path, sizeBytes: entry.uncompressedSize })),
      stream: (path, onChunk) => streamEntry(zip, entryOf(found, path, place), onChunk, place),
      async read(path, maxBytes) {
        const entry = entryOf(found, path, place);
        if (entry.entry.uncompressedSize > maxBytes)
          throw place.fail(
            'bundle/too-large',
            say('reason-entry-too-large', { path, sizeBytes: entry.entry.uncompressedSize, limitBytes: maxBytes }),
          );
        const chunks: Uint8Array[] = [];
        await streamEntry(zip, entry, (chunk) => void chunks.push(chunk), place);
        return Buffer.concat(chunks);
      },
      async [Symbol.asyncDispose]() {
        zip.close();
      },
    };
  } catch (thrown) {
    zip.close();
    throw thrown;
  }
}

interface FoundEntry {
  readonly path: string;
  readonly entry: yauzl.Entry;
}

function entryOf(found: readonly FoundEntry[], path: string, place: Place): FoundEntry {
  const entry = found.find((one) => one.path === path);
  if (entry === undefined) throw place.fail('bundle/altered', say('reason-lacks', { path }));
  return entry;
}

/** A ZIP file made by us begins with its first local header (APPNOTE 4.3.7); anything before it is not ours. */
const localHeaderSignature = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

async function checkBeginning(place: Place): Promise<void> {
  const start = Buffer.alloc(localHeaderSignature.length);
  let sizeBytes: number;
  try {
    await using handle = await openRegularFile(place.file);
    sizeBytes = (await handle.stat()).size;
    await handle.read(start, 0, start.length, 0);
  } catch (thrown) {
    throw place.fail('bundle/unreadable', say('reason-unreadable', { cause: reasonOf(thrown) }), thrown);
  }
  const have = Math.min(sizeBytes, start.length);
  if (!start.subarray(0, have).equals(localHeaderSignature.subarray(0, have)))
    throw place.fail('bundle/not-a-bundle', say('reason-other-beginning'));
  if (have < start.length) throw place.fail('bundle/truncated', say('reason-ends-after', { sizeBytes }));
  if (sizeBytes > place.limits.archiveBytes)
    throw place.fail('bundle/too-large', say('reason-too-large', { sizeBytes, limitBytes: place.limits.archiveBytes }));
}

async function openZip(place: Place): Promise<yauzl.ZipFile> {
  try {
    const zip = await yauzl.openPromise(place.file, {
      autoClose: false,
      // Names are decoded here, strictly, so that nobody else's leniency decides what a name is.
      decodeStrings: false,
      validateEntrySizes: true,
    });
    // Errors arrive through the promises; one that comes after them must not end the process.
    zip.on('error', () => undefined);
    return zip;
  } catch (thrown) {
    throw brokenZip(place, thrown);
  }
}

function brokenZip(place: Place, thrown: unknown): SlipwayError {
  const reason = reasonOf(thrown);
  if (/record signature not found|unexpected EOF|overflows file bounds/i.test(reason))
    return place.fail('bundle/truncated', say('reason-no-contents'), thrown);
  return place.fail(
    'bundle/altered',
    say('reason-contradiction', { cause: (reason.split('\n')[0] ?? '').replace(/\.$/, '') }),
    thrown,
  );
}

const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

async function readContents(zip: yauzl.ZipFile, place: Place): Promise<FoundEntry[]> {
  const { limits } = place;
  // Before the first entry is read, the cursor stands at the table of contents.
  const contentsOffset = Number(zip.readEntryCursor);
  if (zip.entryCount > limits.entries)
    throw place.fail(
      'bundle/too-large',
      say('reason-too-many-files', { count: zip.entryCount, maximum: limits.entries }),
    );
  const found: FoundEntry[] = [];
  let totalBytes = 0;
  let packedBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const path = checkEntry(entry, place);
      totalBytes += entry.uncompressedSize;
      packedBytes += entry.compressedSize;
      if (entry.uncompressedSize > limits.entryBytes || totalBytes > limits.totalBytes)
        throw place.fail('bundle/too-large', say('reason-unpacks-too-large', { limitBytes: limits.totalBytes }));
      found.push({ path, entry });
    }
  } catch (thrown) {
    throw thrown instanceof SlipwayError ? thrown : brokenZip(place, thrown);
  }
  if (totalBytes > limits.freeBytes && totalBytes > packedBytes * limits.ratio)
    throw place.fail('bundle/too-large', say('reason-zip-bomb', { sizeBytes: packedBytes, neededBytes: totalBytes }));
  const twin = findCollision(found.map(({ path }) => path));
  if (twin !== undefined) throw place.fail('bundle/unsafe-path', say('reason-path-twice', { path: twin }));
  await checkLayout(zip, found, contentsOffset, place);
  return found;
}

const encryptedFlags = 0x2041;
const descriptorFlag = 0x0008;
const stored = 0;
const deflated = 8;
/** APPNOTE 4.4.5 leaves the name to the reader; Info-ZIP puts a second name here, and two names are one too many. */
const unicodePathField = 0x7075;
const fileTypeMask = 0o170000;
const regularFile = 0o100000;
const dosFolder = 0x10;

/** The safe path of an entry. */
function checkEntry(entry: yauzl.Entry, place: Place): string {
  const path = decodeName(entry.fileNameRaw, place);
  const objection = pathObjection(path);
  if (objection !== undefined)
    throw place.fail(
      'bundle/unsafe-path',
      say('reason-unsafe-path', { path: JSON.stringify(path.slice(0, 200)), cause: objection }),
    );
  const fileType = (entry.externalFileAttributes >>> 16) & fileTypeMask;
  if ((fileType !== 0 && fileType !== regularFile) || (entry.externalFileAttributes & dosFolder) !== 0)
    throw place.fail('bundle/unsafe-path', say('reason-no-plain-file', { path }));
  if ((entry.generalPurposeBitFlag & encryptedFlags) !== 0)
    throw place.fail('bundle/altered', say('reason-encrypted', { path }));
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated)
    throw place.fail('bundle/altered', say('reason-packing', { path, value: entry.compressionMethod }));
  if (entry.extraFields.some(({ id }) => id === unicodePathField))
    throw place.fail('bundle/unsafe-path', say('reason-second-name', { path }));
  return path;
}

function decodeName(raw: Uint8Array, place: Place): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch (thrown) {
    throw place.fail('bundle/unsafe-path', say('reason-name-not-text'), thrown);
  }
}

/** Local headers must say what the table of contents says, and no two files may share bytes of the archive. */
async function checkLayout(
  zip: yauzl.ZipFile,
  found: readonly FoundEntry[],
  contentsOffset: number,
  place: Place,
): Promise<void> {
  const byOffset = found.toSorted((a, b) => a.entry.relativeOffsetOfLocalHeader - b.entry.relativeOffsetOfLocalHeader);
  let freeFrom = 0;
  for (const { path, entry } of byOffset) {
    const local = await zip.readLocalFileHeaderPromise(entry, {}).catch((thrown: unknown) => {
      throw brokenZip(place, thrown);
    });
    const hasDescriptor = (local.generalPurposeBitFlag & descriptorFlag) !== 0;
    const agrees =
      entry.fileNameRaw.equals(local.fileName) &&
      entry.compressionMethod === local.compressionMethod &&
      entry.generalPurposeBitFlag === local.generalPurposeBitFlag &&
      (hasDescriptor || entry.extraFields.length > 0 || isSameContent(entry, local));
    if (!agrees) throw place.fail('bundle/altered', say('reason-two-headers', { path }));
    if (entry.relativeOffsetOfLocalHeader < freeFrom)
      throw place.fail('bundle/altered', say('reason-shared-bytes', { path }));
    freeFrom = local.fileDataStart + entry.compressedSize;
  }
  if (freeFrom > contentsOffset) throw place.fail('bundle/altered', say('reason-file-in-contents'));
}

const isSameContent = (entry: yauzl.Entry, local: yauzl.LocalFileHeader): boolean =>
  entry.crc32 === local.crc32 &&
  entry.compressedSize === local.compressedSize &&
  entry.uncompressedSize === local.uncompressedSize;

async function streamEntry(
  zip: yauzl.ZipFile,
  { path, entry }: FoundEntry,
  onChunk: (chunk: Uint8Array) => void | Promise<void>,
  place: Place,
): Promise<void> {
  const altered = (reason: Sentence, cause?: unknown) => place.fail('bundle/altered', reason, cause);
  let sizeBytes = 0;
  let checksum = 0;
  const chunks = readChunks(zip, entry);
  while (true) {
    const next = await chunks.next().catch((thrown: unknown) => {
      throw altered(say('reason-not-unpacked', { path, cause: reasonOf(thrown) }), thrown);
    });
    if (next.done === true) break;
    const chunk = next.value;
    sizeBytes += chunk.length;
    checksum = crc32(chunk, checksum);
    try {
      if (sizeBytes > entry.uncompressedSize) throw altered(say('reason-longer', { path }));
      await onChunk(chunk);
    } catch (thrown) {
      await chunks.return(undefined);
      throw thrown;
    }
  }
  if (sizeBytes !== entry.uncompressedSize)
    throw altered(say('reason-other-length', { path, sizeBytes, expectedBytes: entry.uncompressedSize }));
  if (checksum !== entry.crc32) throw altered(say('reason-entry-checksum', { path }));
}

async function* readChunks(zip: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<Uint8Array, undefined> {
  const stream = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('the archive gave no bytes');
    yield chunk;
  }
  return undefined;
}
