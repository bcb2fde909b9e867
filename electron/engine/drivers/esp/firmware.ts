// Images in the chips' real format, made from nothing but a version and a size: what the virtual bench's recipes write,
// and what tests program (esptool documentation, "Firmware Image Format"; esp_app_desc_t of ESP-IDF).
// Pure and deterministic: the same options give the same bytes. Start reading at `makeFirmware`.
import { createHash } from 'node:crypto';
import { concatBytes, viewOf } from '../../util/bytes.ts';
import type { Partition } from '../driver.ts';
import { firmwareProjectName } from './emulator/app-description.ts';
import { emulatedChip } from './emulator/chips.ts';
import { buildPartitionTable } from './partition-table.ts';

export interface FirmwareOptions {
  /** `esp32c3` and its like; see emulator/chips.ts. */
  readonly chip: string;
  /** At most 31 characters. */
  readonly version: string;
  /** Rough size of the application; 96 KiB when not given. */
  readonly appBytes?: number;
  /** Rough size of the bootloader; 16 KiB when not given. */
  readonly bootloaderBytes?: number;
  /** The application calls itself by another name: the emulator then boots it as somebody's own. */
  readonly projectName?: string;
  /** `factory` alone, or two slots for updates. */
  readonly layout?: 'factory' | 'ota';
  readonly flashSizeBytes?: number;
}

export interface FirmwareFiles {
  readonly bootloader: { readonly offset: number; readonly bytes: Uint8Array };
  readonly partitionTable: { readonly offset: number; readonly bytes: Uint8Array };
  readonly app: { readonly offset: number; readonly bytes: Uint8Array };
  readonly partitions: readonly Partition[];
}

const PARTITION_TABLE_OFFSET = 0x8000;
const HEADER_BYTES = 8;
const EXTENDED_HEADER_BYTES = 16;
const CHECKSUM_SEED = 0xef;
const DIO = 2;
/** 80 MHz on most chips; the highest that each knows. */
const FASTEST = 0xf;
const DATA = 1;
const APP = 0;

/** Where code and read-only data of each chip are mapped (TRM, "System and Memory"). */
const MEMORY: Readonly<Record<string, { readonly rom: number; readonly ram: number }>> = {
  esp8266: { rom: 0x3ffe8000, ram: 0x40100000 },
  esp32: { rom: 0x3f400020, ram: 0x40080000 },
  esp32s2: { rom: 0x3f000020, ram: 0x40024000 },
  esp32s3: { rom: 0x3c000020, ram: 0x40378000 },
  esp32c2: { rom: 0x3c000020, ram: 0x4037c000 },
  esp32c3: { rom: 0x3c000020, ram: 0x40380000 },
  esp32c5: { rom: 0x42000020, ram: 0x40800000 },
  esp32c6: { rom: 0x42000020, ram: 0x40800000 },
  esp32h2: { rom: 0x42000020, ram: 0x40800000 },
  esp32p4: { rom: 0x40000020, ram: 0x4ff00000 },
};

/** Bootloader, partition table and application that belong together, with the offsets at which the chip wants them. */
export function makeFirmware(options: FirmwareOptions): FirmwareFiles {
  const chip = emulatedChip(options.chip);
  const memory = MEMORY[chip.name];
  if (!memory) throw new TypeError(`no memory map for ${chip.name}`);
  const partitions = layoutOf(options.layout ?? 'factory');
  const [app] = partitions.filter(({ type }) => type === APP);
  if (!app) throw new TypeError('the layout has no application');
  const loaderBytes = options.bootloaderBytes ?? 0x4000;
  const appBytes = options.appBytes ?? 0x18000;
  const description = describe(options);
  const flashSizeBytes = options.flashSizeBytes ?? 0x400000;
  return {
    bootloader: {
      offset: chip.bootloaderOffset,
      bytes: makeImage(chip.chipId, flashSizeBytes, memory.ram, [
        { address: memory.ram, data: filler(`bootloader ${chip.name}`, loaderBytes) },
      ]),
    },
    partitionTable: { offset: PARTITION_TABLE_OFFSET, bytes: buildPartitionTable(partitions) },
    app: {
      offset: app.offset,
      bytes: makeImage(chip.chipId, flashSizeBytes, memory.ram, [
        {
          address: memory.rom,
          data: concatBytes([description, filler(`${chip.name} ${options.version} rodata`, appBytes - 0x1000)]),
        },
        { address: memory.ram, data: filler(`${chip.name} ${options.version} text`, 0xc00) },
      ]),
    },
    partitions,
  };
}

function layoutOf(layout: 'factory' | 'ota'): Partition[] {
  const one = (label: string, type: number, subtype: number, offset: number, sizeBytes: number): Partition => ({
    label,
    type,
    subtype,
    offset,
    sizeBytes,
    isEncrypted: false,
  });
  const storage = one('nvs', DATA, 0x02, 0x9000, 0x6000);
  if (layout === 'factory') {
    return [storage, one('phy_init', DATA, 0x01, 0xf000, 0x1000), one('factory', APP, 0x00, 0x10000, 0x100000)];
  }
  return [
    storage,
    one('otadata', DATA, 0x00, 0xf000, 0x2000),
    one('ota_0', APP, 0x10, 0x20000, 0x100000),
    one('ota_1', APP, 0x11, 0x120000, 0x100000),
  ];
}

/** esp_app_desc_t, 256 bytes at the start of the first segment. */
function describe(options: FirmwareOptions): Uint8Array {
  const bytes = new Uint8Array(256);
  const put = (at: number, length: number, text: string) => {
    const encoded = new TextEncoder().encode(text);
    if (encoded.length >= length) throw new TypeError(`"${text}" is longer than ${length - 1} bytes`);
    bytes.set(encoded, at);
  };
  viewOf(bytes).setUint32(0, 0xabcd5432, true);
  put(16, 32, options.version);
  put(48, 32, options.projectName ?? firmwareProjectName);
  put(80, 16, '12:00:00');
  put(96, 16, 'Jan  1 2026');
  put(112, 32, 'v5.2');
  bytes.set(createHash('sha256').update(`${options.chip} ${options.version}`).digest(), 144);
  // No upper limit of the block revision of the fuses.
  viewOf(bytes).setUint16(178, 0xffff, true);
  return bytes;
}

interface Segment {
  readonly address: number;
  readonly data: Uint8Array;
}

function makeImage(
  chipId: number | undefined,
  flashSizeBytes: number,
  entry: number,
  segments: readonly Segment[],
): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES + (chipId === undefined ? 0 : EXTENDED_HEADER_BYTES));
  const view = viewOf(header);
  header.set([0xe9, segments.length, DIO, (flashSizeCode(chipId, flashSizeBytes) << 4) | FASTEST]);
  view.setUint32(4, entry, true);
  if (chipId !== undefined) {
    header[8] = 0xee;
    view.setUint16(12, chipId, true);
    view.setUint16(17, 0, true);
    view.setUint16(19, 0xffff, true);
    header[23] = 1;
  }
  const parts = [header];
  let checksum = CHECKSUM_SEED;
  for (const { address, data } of segments) {
    const head = new Uint8Array(8);
    viewOf(head).setUint32(0, address, true);
    viewOf(head).setUint32(4, data.length, true);
    parts.push(head, new Uint8Array(data));
    for (const byte of data) checksum ^= byte;
  }
  const body = concatBytes(parts);
  // The checksum is the last byte of a line of 16.
  const padded = new Uint8Array(Math.ceil((body.length + 1) / 16) * 16);
  padded.set(body);
  padded[padded.length - 1] = checksum;
  if (chipId === undefined) return padded;
  return concatBytes([padded, createHash('sha256').update(padded).digest()]);
}

/** ESP8266 counts sizes otherwise than its successors. */
function flashSizeCode(chipId: number | undefined, sizeBytes: number): number {
  if (chipId !== undefined) return Math.max(0, Math.round(Math.log2(sizeBytes / 0x100000)));
  return { 524288: 0, 262144: 1, 1048576: 2, 2097152: 3, 4194304: 4, 8388608: 8, 16777216: 9 }[sizeBytes] ?? 4;
}

/**
 * Bytes that compress about as machine code does (to somewhat more than a half): lines of 16, some of them seen before.
 */
function filler(seed: string, sizeBytes: number): Uint8Array {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0) || 1;
  const next = () => {
    // xorshift32 (Marsaglia, "Xorshift RNGs", 2003).
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const out = new Uint8Array(Math.ceil(Math.max(16, sizeBytes) / 16) * 16);
  for (let at = 0; at < out.length; at += 16) {
    const isRepeat = at > 256 && next() % 100 < 45;
    if (isRepeat) {
      const from = (next() % Math.floor(at / 16)) * 16;
      out.copyWithin(at, from, from + 16);
      continue;
    }
    for (let byte = 0; byte < 16; byte++) out[at + byte] = next() >>> 24;
  }
  return out;
}
