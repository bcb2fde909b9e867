// Owns: the firmware image format of Espressif chips (esptool documentation, "Firmware Image Format").
// May import contract and util. Start reading at `readEspImage`.

import { createHash } from 'node:crypto';
import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';

/** What the parser needs of a source; bytes past `sizeBytes` are never asked for. */
export interface ImageBytes {
  readonly name: string;
  readonly sizeBytes: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** The chip that the image must be for. `imageChipId` is undefined for the ESP8266, whose images carry none. */
export interface ExpectedChip {
  readonly name: string;
  readonly imageChipId: number | undefined;
}

export interface EspSegment {
  readonly address: number;
  readonly fileOffset: number;
  readonly sizeBytes: number;
}

export interface EspAppDescriptor {
  readonly projectName: string;
  readonly version: string;
  readonly idfVersion: string;
  readonly buildDate: string;
  readonly buildTime: string;
  readonly secureVersion: number;
}

export interface EspImage {
  readonly entryAddress: number;
  readonly flashMode: 'qio' | 'qout' | 'dio' | 'dout' | 'unknown';
  /** Flash size and frequency as the header codes them; what they mean differs from chip to chip. */
  readonly flashSizeCode: number;
  readonly flashFrequencyCode: number;
  /** Undefined for the ESP8266. */
  readonly chipId: number | undefined;
  /** `major * 100 + minor`; undefined where the image sets no limit. */
  readonly minRevision: number | undefined;
  readonly maxRevision: number | undefined;
  readonly segments: readonly EspSegment[];
  readonly checksum: number;
  /** SHA-256 that the build appended, lower-case hex, verified. */
  readonly appendedSha256: string | undefined;
  /** From the first byte to the end of checksum and hash; what follows is padding or a signature. */
  readonly imageBytes: number;
  readonly descriptor: EspAppDescriptor | undefined;
}

export const ESP_IMAGE_MAGIC = 0xe9;
/** First header of an ESP8266 image for the second-stage boot loader; the ordinary header follows its first segment. */
const ESP8266_V2_MAGIC = 0xea;
const HEADER_BYTES = 8;
const EXTENDED_HEADER_BYTES = 16;
const SEGMENT_HEADER_BYTES = 8;
const MAX_SEGMENTS = 16;
const CHECKSUM_SEED = 0xef;
const SHA256_BYTES = 32;
const APP_DESCRIPTOR_MAGIC = 0xabcd5432;
const APP_DESCRIPTOR_BYTES = 256;
const PIECE_BYTES = 64 * 1024;
const FLASH_MODES = ['qio', 'qout', 'dio', 'dout'] as const;
/** Chip id by which the header says "not set": images of ESP-IDF before 3.1. */
const CHIP_ID_UNSET = 0xffff;
/** Instruction RAM, where the entry point of every ESP8266 image is; no other chip starts there. */
const ESP8266_IRAM = { start: 0x40100000, end: 0x40110000 } as const;

/** ESP-IDF treats 0 and 65535 in the revision fields as "no limit" (bootloader_common_loader.c, IS_FIELD_SET). */
const revisionLimit = (value: number): number | undefined => (value === 0 || value === 0xffff ? undefined : value);

/**
 * Reads an image and checks all of it: magic, chip, segments, checksum, hash. Memory use does not depend on its size.
 * Rejects with image/not-an-image, image/wrong-chip, image/truncated or image/checksum.
 */
export async function readEspImage(source: ImageBytes, expected: ExpectedChip): Promise<EspImage> {
  const isEsp8266 = expected.imageChipId === undefined;
  const need = async (offset: number, length: number, part: Sentence): Promise<DataView> => {
    if (offset + length > source.sizeBytes) {
      throw new SlipwayError(
        'image/truncated',
        say('image-too-short', {
          image: source.name,
          sizeBytes: source.sizeBytes,
          part,
          neededBytes: offset + length,
        }),
      );
    }
    const bytes = await source.read(offset, length);
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };

  if (source.sizeBytes === 0) throw notAnImage(source, say('reason-image-empty'));
  const magic = (await need(0, 1, say('part-first-byte'))).getUint8(0);
  let start = 0;
  const segments: EspSegment[] = [];
  if (magic === ESP8266_V2_MAGIC && isEsp8266) {
    const first = await need(0, HEADER_BYTES + SEGMENT_HEADER_BYTES, say('part-header'));
    const sizeBytes = first.getUint32(12, true);
    const fileOffset = HEADER_BYTES + SEGMENT_HEADER_BYTES;
    segments.push({ address: first.getUint32(8, true), fileOffset, sizeBytes });
    start = fileOffset + sizeBytes;
  } else if (magic !== ESP_IMAGE_MAGIC) {
    throw notAnImage(source, say('reason-image-magic', { found: hex2(magic) }));
  }

  const header = await need(start, HEADER_BYTES, say('part-header'));
  if (header.getUint8(0) !== ESP_IMAGE_MAGIC) throw notAnImage(source, say('reason-image-no-header', { count: start }));
  const segmentCount = header.getUint8(1);
  const modeCode = header.getUint8(2);
  const sizeAndFrequency = header.getUint8(3);
  const entryAddress = header.getUint32(4, true);
  if (segmentCount === 0 || segmentCount > MAX_SEGMENTS) {
    throw notAnImage(source, say('reason-image-segments', { count: segmentCount, maximum: MAX_SEGMENTS }));
  }
  const isEsp8266Entry = entryAddress >= ESP8266_IRAM.start && entryAddress < ESP8266_IRAM.end;
  if (isEsp8266Entry !== isEsp8266) {
    const place = { image: source.name, expected: expected.name };
    throw wrongChip(isEsp8266Entry ? say('image-for-esp8266', place) : say('image-not-for-esp8266', place));
  }

  let chipId: number | undefined;
  let minRevision: number | undefined;
  let maxRevision: number | undefined;
  let hasHash = false;
  let at = start + HEADER_BYTES;
  if (!isEsp8266) {
    const extended = await need(at, EXTENDED_HEADER_BYTES, say('part-extended-header'));
    chipId = extended.getUint16(4, true);
    if (chipId !== expected.imageChipId && chipId !== CHIP_ID_UNSET) {
      throw wrongChip(say('image-for-chip-id', { image: source.name, chipId, expected: expected.name }));
    }
    // Before ESP-IDF 4.4.3 only the major revision of the ESP32 stood here, one byte earlier.
    const legacyMajor = expected.imageChipId === 0 ? extended.getUint8(6) * 100 : 0;
    minRevision = revisionLimit(extended.getUint16(7, true)) ?? revisionLimit(legacyMajor);
    maxRevision = revisionLimit(extended.getUint16(9, true));
    const flag = extended.getUint8(15);
    if (flag > 1) throw notAnImage(source, say('reason-image-hash-flag', { value: flag }));
    hasHash = flag === 1;
    at += EXTENDED_HEADER_BYTES;
  }

  const dataSegments: EspSegment[] = [];
  for (let index = 0; index < segmentCount; index++) {
    const segment = await need(at, SEGMENT_HEADER_BYTES, say('part-segment-header', { segment: index }));
    const sizeBytes = segment.getUint32(4, true);
    const fileOffset = at + SEGMENT_HEADER_BYTES;
    if (fileOffset + sizeBytes > source.sizeBytes)
      await need(fileOffset, sizeBytes, say('part-segment', { segment: index }));
    dataSegments.push({ address: segment.getUint32(0, true), fileOffset, sizeBytes });
    at = fileOffset + sizeBytes;
  }
  segments.push(...dataSegments);

  // The checksum is the last byte of a 16-byte line, counted from the header.
  const checksumAt = start + ((at - start) | 15);
  const checksumEnd = checksumAt + 1;
  const imageBytes = checksumEnd + (hasHash ? SHA256_BYTES : 0);
  const checksum = (await need(checksumAt, 1, say('part-checksum'))).getUint8(0);
  if (hasHash) await need(checksumEnd, SHA256_BYTES, say('part-sha256'));
  const found = await digestOf(source, checksumEnd, dataSegments);
  if (found.checksum !== checksum) {
    throw damaged(source, say('reason-image-checksum', { expected: hex2(checksum), found: hex2(found.checksum) }));
  }
  let appendedSha256: string | undefined;
  if (hasHash) {
    appendedSha256 = Buffer.from(await source.read(checksumEnd, SHA256_BYTES)).toString('hex');
    if (found.sha256 !== appendedSha256) throw damaged(source, say('reason-image-sha256'));
  }

  return {
    entryAddress,
    flashMode: FLASH_MODES[modeCode] ?? 'unknown',
    flashSizeCode: sizeAndFrequency >> 4,
    flashFrequencyCode: sizeAndFrequency & 0x0f,
    chipId: chipId === CHIP_ID_UNSET ? undefined : chipId,
    minRevision,
    maxRevision,
    segments,
    checksum,
    appendedSha256,
    imageBytes,
    descriptor: await readDescriptor(source, dataSegments),
  };
}

/** XOR over the segments' data and SHA-256 over everything up to `endOffset`, in one pass. */
async function digestOf(source: ImageBytes, endOffset: number, segments: readonly EspSegment[]) {
  const hash = createHash('sha256');
  let checksum = CHECKSUM_SEED;
  for (let at = 0; at < endOffset; at += PIECE_BYTES) {
    const piece = await source.read(at, Math.min(PIECE_BYTES, endOffset - at));
    hash.update(piece);
    for (const segment of segments) {
      const from = Math.max(segment.fileOffset - at, 0);
      const to = Math.min(segment.fileOffset + segment.sizeBytes - at, piece.length);
      for (let index = from; index < to; index++) checksum ^= piece[index] ?? 0;
    }
  }
  return { checksum, sha256: hash.digest('hex') };
}

/** `esp_app_desc_t` stands at the start of the first segment that is mapped from flash (ESP-IDF, "App Image Format"). */
async function readDescriptor(
  source: ImageBytes,
  segments: readonly EspSegment[],
): Promise<EspAppDescriptor | undefined> {
  for (const segment of segments) {
    if (segment.sizeBytes < APP_DESCRIPTOR_BYTES) continue;
    const bytes = await source.read(segment.fileOffset, APP_DESCRIPTOR_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(0, true) !== APP_DESCRIPTOR_MAGIC) continue;
    return {
      secureVersion: view.getUint32(4, true),
      version: textAt(bytes, 16, 32),
      projectName: textAt(bytes, 48, 32),
      buildTime: textAt(bytes, 80, 16),
      buildDate: textAt(bytes, 96, 16),
      idfVersion: textAt(bytes, 112, 32),
    };
  }
  return undefined;
}

/** Text up to the first NUL; what cannot be printed is left out, as the file may hold anything. */
function textAt(bytes: Uint8Array, offset: number, length: number): string {
  const field = bytes.subarray(offset, offset + length);
  const end = field.indexOf(0);
  const text = new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
  return text.replace(/\p{C}/gu, '');
}

const hex2 = (value: number) => value.toString(16).padStart(2, '0');

const notAnImage = (source: ImageBytes, reason: Sentence) =>
  new SlipwayError('image/not-an-image', say('image-of-no-kind', { image: source.name, reason }));

const damaged = (source: ImageBytes, reason: Sentence) =>
  new SlipwayError('image/checksum', say('image-damaged', { image: source.name, reason }));

const wrongChip = (what: Sentence) => new SlipwayError('image/wrong-chip', what);
