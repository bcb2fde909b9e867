// A planned region as bytes: padded to what the loader writes, with digests of its pieces.
import { createHash } from 'node:crypto';
import type { PlannedRegion } from '../driver.ts';
import { SECTOR_BYTES } from './commands.ts';

const PIECE_BYTES = 64 * 1024;
/** Loaders write words; encrypted writes go in units of 32 bytes (ESP32 flash encryption block). */
const WORD_BYTES = 4;
const ENCRYPTED_UNIT_BYTES = 32;

export interface RegionBytes {
  readonly name: string;
  readonly offset: number;
  /** Padded with 0xFF. */
  readonly sizeBytes: number;
  readonly isEncrypted: boolean;
  read(at: number, length: number): Promise<Uint8Array>;
  /** MD5, lower-case hex. */
  md5(at: number, length: number): Promise<string>;
}

export const alignUp = (value: number, unit: number): number => Math.ceil(value / unit) * unit;
export const alignDown = (value: number, unit: number): number => Math.floor(value / unit) * unit;

export function regionBytes(region: PlannedRegion): RegionBytes {
  const { source, isEncrypted } = region.image;
  const sizeBytes = alignUp(source.sizeBytes, isEncrypted ? ENCRYPTED_UNIT_BYTES : WORD_BYTES);
  async function read(at: number, length: number): Promise<Uint8Array> {
    const real = Math.max(0, Math.min(length, source.sizeBytes - at));
    const bytes = await source.read(at, real);
    if (real === length) return bytes;
    const out = new Uint8Array(length).fill(0xff);
    out.set(bytes);
    return out;
  }
  return {
    name: source.name,
    offset: region.offset,
    sizeBytes,
    isEncrypted,
    read,
    async md5(at, length) {
      const hash = createHash('md5');
      for (let done = 0; done < length; done += PIECE_BYTES) {
        hash.update(await read(at + done, Math.min(PIECE_BYTES, length - done)));
      }
      return hash.digest('hex');
    },
  };
}

/** MD5 of erased flash. */
export const blankMd5 = (length: number): string => createHash('md5').update(Buffer.alloc(length, 0xff)).digest('hex');

/** The piece of a region that starts at `at`, cut to the region's end. */
export const pieceLength = (region: RegionBytes, at: number, length: number): number =>
  Math.min(length, region.sizeBytes - at);

export const sectorsOf = (region: RegionBytes): number => Math.ceil(region.sizeBytes / SECTOR_BYTES);
