// A NOR flash as its datasheet describes it (Winbond W25Q32JV, "Instructions"): erase sets a sector to ones, programming
// only clears bits, and power that goes away in the middle leaves what was done so far. Imports node:crypto only.
import { createHash } from 'node:crypto';

export const SECTOR_BYTES = 0x1000;
const BLOCK_BYTES = 0x10000;
const PAGE_BYTES = 256;

/** Times of the flash and of the work on it, in ms. */
export interface FlashTiming {
  readonly sectorEraseMs: number;
  readonly blockEraseMs: number;
  readonly pageProgramMs: number;
  /** The chip computing MD5 over its own flash. */
  readonly md5MsPerMiB: number;
  /** The stub unpacking compressed data, by the length of what is unpacked; nothing when not given. */
  readonly unpackMsPerMiB?: number;
}

/** Typical times of a W25Q32JV (datasheet, "AC Electrical Characteristics") and of an ESP32-C3's MD5. */
export const realisticFlashTiming: FlashTiming = {
  sectorEraseMs: 45,
  blockEraseMs: 150,
  pageProgramMs: 0.4,
  md5MsPerMiB: 180,
  unpackMsPerMiB: 190,
};
export const instantFlashTiming: FlashTiming = { sectorEraseMs: 0, blockEraseMs: 0, pageProgramMs: 0, md5MsPerMiB: 0 };

/** Waits; answers false when power or reset ended the wait. */
export type FlashWait = (ms: number) => Promise<boolean>;

export interface NorFlash {
  readonly sizeBytes: number;
  readonly eraseCount: number;
  readonly programmedBytes: number;
  /** A copy; bytes past the end read as ones. */
  read(offset: number, length: number): Uint8Array;
  md5(offset: number, length: number): Uint8Array;
  /** Erases the sectors that the range touches. False: interrupted, with what was done so far. */
  erase(offset: number, length: number, timing: FlashTiming, wait: FlashWait): Promise<boolean>;
  /** Programs page by page: bits only go from one to zero. */
  program(offset: number, bytes: Uint8Array, timing: FlashTiming, wait: FlashWait): Promise<boolean>;
  /** From now on the sector of the next byte programmed at or after this address keeps one wrong bit. */
  breakSectorFrom(offset: number | undefined): void;
  /** Puts content in from outside, as a programmer's socket does; for tests and persistence. */
  load(offset: number, bytes: Uint8Array): void;
}

export function createNorFlash(sizeBytes: number, onChange?: (offset: number, bytes: Uint8Array) => void): NorFlash {
  const blocks = new Map<number, Uint8Array>();
  let eraseCount = 0;
  let programmedBytes = 0;
  let breakFrom: number | undefined;
  let badByte: number | undefined;

  function blockAt(offset: number): Uint8Array {
    const index = Math.floor(offset / BLOCK_BYTES);
    let block = blocks.get(index);
    if (!block) {
      block = new Uint8Array(BLOCK_BYTES).fill(0xff);
      blocks.set(index, block);
    }
    return block;
  }

  function read(offset: number, length: number): Uint8Array {
    const out = new Uint8Array(length).fill(0xff);
    for (let at = offset; at < offset + length; ) {
      const inBlock = at % BLOCK_BYTES;
      const count = Math.min(BLOCK_BYTES - inBlock, offset + length - at);
      const block = at < sizeBytes ? blocks.get(Math.floor(at / BLOCK_BYTES)) : undefined;
      if (block) out.set(block.subarray(inBlock, inBlock + count), at - offset);
      at += count;
    }
    if (badByte !== undefined && badByte >= offset && badByte < offset + length) {
      out[badByte - offset] = (out[badByte - offset] ?? 0) ^ 0x01;
    }
    return out;
  }

  function setSector(sector: number): void {
    blockAt(sector).fill(0xff, sector % BLOCK_BYTES, (sector % BLOCK_BYTES) + SECTOR_BYTES);
    eraseCount += 1;
    onChange?.(sector, new Uint8Array(SECTOR_BYTES).fill(0xff));
  }

  return {
    sizeBytes,
    get eraseCount() {
      return eraseCount;
    },
    get programmedBytes() {
      return programmedBytes;
    },
    read,
    md5: (offset, length) => new Uint8Array(createHash('md5').update(read(offset, length)).digest()),
    async erase(offset, length, timing, wait) {
      const end = Math.min(sizeBytes, Math.ceil((offset + length) / SECTOR_BYTES) * SECTOR_BYTES);
      let at = Math.floor(offset / SECTOR_BYTES) * SECTOR_BYTES;
      while (at < end) {
        const isWholeBlock = at % BLOCK_BYTES === 0 && end - at >= BLOCK_BYTES;
        const size = isWholeBlock ? BLOCK_BYTES : SECTOR_BYTES;
        // Half-way through, a part of the bits has already become one: an interrupted erase is neither old nor new.
        const ms = isWholeBlock ? timing.blockEraseMs : timing.sectorEraseMs;
        if (ms > 0) {
          if (!(await wait(ms / 2))) return false;
          for (let sector = at; sector < at + size / 2; sector += SECTOR_BYTES) weaken(sector);
          if (!(await wait(ms / 2))) return false;
        }
        for (let sector = at; sector < at + size; sector += SECTOR_BYTES) setSector(sector);
        at += size;
      }
      return true;
    },
    async program(offset, bytes, timing, wait) {
      // Pages are waited for sixteen at a time: a timer of the station is coarser than a page.
      for (let at = 0; at < bytes.length; ) {
        const address = offset + at;
        const count = Math.min(SECTOR_BYTES - (address % SECTOR_BYTES), bytes.length - at);
        const pages = Math.ceil(((address % PAGE_BYTES) + count) / PAGE_BYTES);
        if (timing.pageProgramMs > 0 && !(await wait(pages * timing.pageProgramMs))) return false;
        for (let page = 0; page < count; ) {
          const part = Math.min(PAGE_BYTES - ((address + page) % PAGE_BYTES), count - page);
          if (address + page < sizeBytes) clearBits(address + page, bytes.subarray(at + page, at + page + part));
          page += part;
        }
        at += count;
      }
      return true;
    },
    breakSectorFrom(offset) {
      breakFrom = offset;
      badByte = undefined;
    },
    load(offset, bytes) {
      for (let at = 0; at < bytes.length; at++) blockAt(offset + at)[(offset + at) % BLOCK_BYTES] = bytes[at] ?? 0xff;
    },
  };

  function weaken(sector: number): void {
    const block = blockAt(sector);
    const start = sector % BLOCK_BYTES;
    for (let at = start; at < start + SECTOR_BYTES; at++) block[at] = (block[at] ?? 0xff) | 0x55;
    onChange?.(sector, block.slice(start, start + SECTOR_BYTES));
  }

  function clearBits(address: number, bytes: Uint8Array): void {
    const block = blockAt(address);
    const start = address % BLOCK_BYTES;
    for (let at = 0; at < bytes.length; at++) block[start + at] = (block[start + at] ?? 0xff) & (bytes[at] ?? 0xff);
    programmedBytes += bytes.length;
    if (breakFrom !== undefined && badByte === undefined && address >= breakFrom) badByte = address + bytes.length - 1;
    onChange?.(address, block.slice(start, start + bytes.length));
  }
}
