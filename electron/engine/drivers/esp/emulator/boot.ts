// What a chip does after a reset into flash: ROM, second-stage bootloader, application; and what each prints on the way
// (ESP-IDF programming guide, "Application Startup Flow" and "Bootloader"). Pure: flash in, plan out.
// Start reading at `planBoot`.
import { createHash } from 'node:crypto';
import { toHex, viewOf } from '../../../util/bytes.ts';
import { crc32Nvs } from '../../../util/crc.ts';
import type { Partition } from '../../driver.ts';
import { PARTITION_TABLE_BYTES, parsePartitionTable } from '../partition-table.ts';
import { firmwareProjectName } from './app-description.ts';
import type { EmulatedChip } from './chips.ts';
import type { NorFlash } from './nor-flash.ts';

export interface BootStep {
  /** Time since the step before. */
  readonly afterMs: number;
  readonly text: string;
}

export type BootEnd =
  /** Our demonstration firmware: firmware-app.ts plays it. */
  | { readonly kind: 'slipway'; readonly version: string; readonly partitions: readonly Partition[] }
  /** Somebody's application: it runs, and this emulator cannot know what it would print. */
  | { readonly kind: 'foreign' }
  /** A watchdog or the bootloader resets the chip, which starts over. */
  | { readonly kind: 'reset'; readonly afterMs: number };

export interface BootPlan {
  readonly steps: readonly BootStep[];
  readonly end: BootEnd;
}

export interface BootInput {
  readonly chip: EmulatedChip;
  readonly flash: NorFlash;
  readonly revision: { readonly major: number; readonly minor: number };
  readonly cause: { readonly code: number; readonly name: string };
  /** The temper `wont-boot`: flash reads well for the loader, and badly for the cache. */
  readonly isChecksumBroken: boolean;
}

const PARTITION_TABLE_OFFSET = 0x8000;
const MAX_SEGMENTS = 16;
const APP_DESCRIPTION_MAGIC = 0xabcd5432;

interface ImageSegment {
  readonly address: number;
  readonly offset: number;
  readonly sizeBytes: number;
}

interface CheckedImage {
  readonly segments: readonly ImageSegment[];
  readonly entry: number;
  readonly chipId: number;
  readonly problem: string | undefined;
}

export function planBoot(input: BootInput): BootPlan {
  const { chip, flash, cause } = input;
  const steps: BootStep[] = [];
  let timeMs = 20;
  const say = (text: string, afterMs = 1) => {
    timeMs += afterMs;
    steps.push({ afterMs, text });
  };
  /** ESP-IDF's log format: level, milliseconds, tag. */
  const log = (level: 'I' | 'W' | 'E', tag: string, text: string) => say(`${level} (${timeMs}) ${tag}: ${text}`);
  const resets = (afterMs = 300): BootPlan => ({ steps, end: { kind: 'reset', afterMs } });

  say(`\r\n${chip.romBanner}`, 5);
  say(chip.resetLine(cause.code, cause.name, chip.bootMode.flash));

  const bootloader = checkImage(flash, chip, chip.bootloaderOffset);
  const first = viewOf(flash.read(chip.bootloaderOffset, 4)).getUint32(0, true);
  if (bootloader.problem?.startsWith('image at')) {
    for (let count = 0; count < 8; count++) say(`invalid header: 0x${first.toString(16)}`, 10);
    return resets();
  }
  if (chip.chipId !== undefined && bootloader.chipId !== chip.chipId) {
    say(`invalid chip id, expected ${chip.chipId} read ${bootloader.chipId}. bootloader for wrong chip?`);
    say('ets_main.c 333');
    return resets();
  }
  for (const segment of bootloader.segments)
    say(`load:0x${segment.address.toString(16)},len:0x${segment.sizeBytes.toString(16)}`);
  if (bootloader.problem) {
    say(bootloader.problem.startsWith('Checksum') ? 'csum err' : bootloader.problem);
    say('ets_main.c 329');
    return resets();
  }
  say(`entry 0x${bootloader.entry.toString(16)}`);

  log('I', 'boot', 'ESP-IDF v5.2 2nd stage bootloader');
  log('I', 'boot', `chip revision: v${input.revision.major}.${input.revision.minor}`);
  const partitions = tryPartitions(flash);
  if (typeof partitions === 'string') {
    log('E', 'flash_parts', partitions);
    log('E', 'boot', 'Failed to verify partition table');
    log('E', 'boot', 'load partition table error!');
    return resets();
  }
  log('I', 'boot', 'Partition Table:');
  log('I', 'boot', '## Label            Usage          Type ST Offset   Length');
  partitions.forEach((partition, index) => {
    log('I', 'boot', partitionLine(partition, index));
  });
  log('I', 'boot', 'End of partition table');

  const candidates = appCandidates(flash, partitions);
  for (const partition of candidates) {
    const image = checkImage(flash, chip, partition.offset, partition.sizeBytes);
    const problem = input.isChecksumBroken ? 'Checksum failed. Calculated 0x5a read 0xe1' : image.problem;
    if (chip.chipId !== undefined && image.problem === undefined && image.chipId !== chip.chipId) {
      log('E', 'boot_comm', `mismatch chip ID, expected ${chip.chipId}, found ${image.chipId}`);
    } else if (problem === undefined) {
      return { steps, end: startApp(partition, image) };
    } else {
      log('E', 'esp_image', problem);
    }
    const name =
      partition.subtype === 0 ? 'Factory app partition' : `OTA app partition slot ${partition.subtype - 0x10}`;
    log('E', 'boot', `${name} is not bootable`);
  }
  log('E', 'boot', 'No bootable app partitions in the partition table');
  return resets();

  function startApp(partition: Partition, image: CheckedImage): BootEnd {
    image.segments.forEach((segment, index) => {
      const place = `paddr=${hex8(segment.offset)} vaddr=${hex8(segment.address)} size=${segment.sizeBytes.toString(16).padStart(5, '0')}h`;
      log(
        'I',
        'esp_image',
        `segment ${index}: ${place} (${String(segment.sizeBytes).padStart(6)}) ${index === 0 ? 'map' : 'load'}`,
      );
    });
    log('I', 'boot', `Loaded app from partition at offset 0x${partition.offset.toString(16)}`);
    log('I', 'boot', 'Disabling RNG early entropy source...');
    say(`I (${timeMs}) cpu_start: Unicore app`, 20);
    const description = describeApp(flash, chip, partition.offset);
    if (!description) return { kind: 'foreign' };
    log('I', 'app_init', 'Application information:');
    log('I', 'app_init', `Project name:     ${description.project}`);
    log('I', 'app_init', `App version:      ${description.version}`);
    log('I', 'app_init', `Compile time:     ${description.compiled}`);
    log('I', 'app_init', `ELF file SHA256:  ${description.elfSha256.slice(0, 9)}...`);
    log('I', 'app_init', `ESP-IDF:          ${description.idf}`);
    say(`I (${timeMs}) main_task: Calling app_main()`, 30);
    if (description.project !== firmwareProjectName || typeof partitions === 'string') return { kind: 'foreign' };
    return { kind: 'slipway', version: description.version, partitions };
  }
}

/** The image as ROM and bootloader check it (ESP-IDF, "App Image Format"; bootloader_support/esp_image_format.c). */
function checkImage(
  flash: NorFlash,
  chip: EmulatedChip,
  offset: number,
  limitBytes = flash.sizeBytes - offset,
): CheckedImage {
  const headerBytes = chip.chipId === undefined ? 8 : 24;
  const header = flash.read(offset, headerBytes);
  const view = viewOf(header);
  const entry = view.getUint32(4, true);
  const chipId = chip.chipId === undefined ? 0 : view.getUint16(12, true);
  const segments: ImageSegment[] = [];
  const fail = (problem: string): CheckedImage => ({ segments, entry, chipId, problem });
  if (header[0] !== 0xe9) {
    return fail(`image at 0x${offset.toString(16)} has invalid magic byte (nothing flashed here?)`);
  }
  const count = header[1] ?? 0;
  if (count === 0 || count > MAX_SEGMENTS)
    return fail(`image at 0x${offset.toString(16)} segment count ${count} exceeds max ${MAX_SEGMENTS}`);
  let at = offset + headerBytes;
  let checksum = 0xef;
  for (let index = 0; index < count; index++) {
    const head = viewOf(flash.read(at, 8));
    const sizeBytes = head.getUint32(4, true);
    if (at + 8 + sizeBytes > offset + limitBytes)
      return fail(`Segment ${index} size 0x${sizeBytes.toString(16)}, image length exceeds partition length`);
    segments.push({ address: head.getUint32(0, true), offset: at + 8, sizeBytes });
    for (const byte of flash.read(at + 8, sizeBytes)) checksum ^= byte;
    at += 8 + sizeBytes;
  }
  const end = offset + Math.ceil((at - offset + 1) / 16) * 16;
  const stored = flash.read(end - 1, 1)[0] ?? 0;
  if (stored !== checksum) {
    return fail(`Checksum failed. Calculated 0x${checksum.toString(16)} read 0x${stored.toString(16)}`);
  }
  if (chip.chipId !== undefined && header[23] === 1) {
    const digest = createHash('sha256')
      .update(flash.read(offset, end - offset))
      .digest();
    if (toHex(digest) !== toHex(flash.read(end, 32))) return fail('Image hash failed - image is corrupt');
  }
  return { segments, entry, chipId, problem: undefined };
}

function tryPartitions(flash: NorFlash): readonly Partition[] | string {
  const bytes = flash.read(PARTITION_TABLE_OFFSET, PARTITION_TABLE_BYTES);
  const magic = viewOf(bytes).getUint16(0, true);
  if (magic !== 0x50aa) return `partition 0 invalid magic number 0x${magic.toString(16)}`;
  try {
    return parsePartitionTable(bytes);
  } catch {
    return 'calculated md5 does not match, or a partition is invalid';
  }
}

/** The order in which the bootloader tries applications (bootloader_utility_load_boot_image). */
function appCandidates(flash: NorFlash, partitions: readonly Partition[]): Partition[] {
  const slots = partitions.filter(({ type, subtype }) => type === 0 && subtype >= 0x10 && subtype < 0x20);
  const factory = partitions.filter(({ type, subtype }) => type === 0 && subtype === 0);
  const data = partitions.find(({ type, subtype }) => type === 1 && subtype === 0);
  const sequence = data ? otaSequence(flash, data) : 0;
  if (sequence === 0 || slots.length === 0) return [...factory, ...slots];
  const start = (sequence - 1) % slots.length;
  return [...slots.slice(start), ...slots.slice(0, start), ...factory];
}

/** The highest valid sequence number of the two OTA records (esp_ota_select_entry_t); 0 when there is none. */
function otaSequence(flash: NorFlash, partition: Partition): number {
  const records = [0, 0x1000].map((offset) => viewOf(flash.read(partition.offset + offset, 32)));
  const valid = records.filter((record) => {
    const sequence = record.getUint32(0, true);
    const bytes = new Uint8Array(record.buffer, record.byteOffset, 4);
    return sequence !== 0xffffffff && record.getUint32(28, true) === crc32Nvs(bytes);
  });
  return Math.max(0, ...valid.map((record) => record.getUint32(0, true)));
}

interface AppDescription {
  readonly version: string;
  readonly project: string;
  readonly compiled: string;
  readonly idf: string;
  readonly elfSha256: string;
}

/** esp_app_desc_t at the start of the first segment; undefined for an application without one. */
function describeApp(flash: NorFlash, chip: EmulatedChip, offset: number): AppDescription | undefined {
  const bytes = flash.read(offset + (chip.chipId === undefined ? 16 : 32), 256);
  if (viewOf(bytes).getUint32(0, true) !== APP_DESCRIPTION_MAGIC) return undefined;
  const text = (at: number, length: number) => {
    const field = bytes.subarray(at, at + length);
    const end = field.indexOf(0);
    return new TextDecoder('latin1').decode(end < 0 ? field : field.subarray(0, end));
  };
  return {
    version: text(16, 32),
    project: text(48, 32),
    compiled: `${text(96, 16)} ${text(80, 16)}`,
    idf: text(112, 32),
    elfSha256: toHex(bytes.subarray(144, 176)),
  };
}

const hex8 = (value: number) => value.toString(16).padStart(8, '0');

function partitionLine(partition: Partition, index: number): string {
  const usage =
    partition.type === 0
      ? partition.subtype === 0
        ? 'factory app'
        : 'OTA app'
      : (['OTA data', 'RF data', 'WiFi data', 'Coredump', 'NVS keys'][partition.subtype] ?? 'Unknown data');
  const numbers = [partition.type, partition.subtype].map((value) => value.toString(16).padStart(2, '0')).join(' ');
  return `${String(index).padStart(2)} ${partition.label.padEnd(16)} ${usage.padEnd(16)} ${numbers} ${hex8(partition.offset)} ${hex8(partition.sizeBytes)}`;
}
