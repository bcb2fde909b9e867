// What differs from chip to chip, as data. Sources: the technical reference manuals' register summaries (eFuse
// controller, SPI1, RTC/LP watchdog) and esptool-js lib/targets (Apache-2.0), read for facts.
import type { ExpectedChip } from '../../image/esp.ts';

/** A field in a 32-bit register; several make one number, the lowest bits first. */
export interface BitField {
  readonly address: number;
  readonly shift: number;
  readonly bits: number;
}

/** SPI controller that the flash hangs on, for the JEDEC id. */
export interface SpiRegisters {
  readonly base: number;
  readonly usr: number;
  readonly usr1: number;
  readonly usr2: number;
  readonly w0: number;
  /** Absent on the ESP8266, where USR1 holds the lengths. */
  readonly mosiLength?: number;
  readonly misoLength?: number;
}

/** Watchdogs that keep running behind the USB-Serial-JTAG port and would reset the chip during a write. */
export interface WatchdogRegisters {
  readonly config: number;
  readonly protect: number;
  readonly superConfig: number;
  readonly superProtect: number;
  readonly superKey: number;
  readonly superAutoFeedBit: number;
}

export interface EspChip extends ExpectedChip {
  /** Espressif's own spelling, which also names the stub. */
  readonly title: string;
  /** Value at 0x40001000 of the chips whose ROM cannot tell its id. */
  readonly magic?: number;
  readonly features: string;
  readonly bootloaderOffset: number;
  readonly spi: SpiRegisters;
  readonly mac: 'esp8266' | { readonly address: number };
  readonly revision?: {
    readonly major: readonly BitField[];
    readonly minor: readonly BitField[];
    /** The major revision is the number of its bits that are set, counted from the lowest. */
    readonly isMajorUnary?: true;
  };
  /** eFuse controller with RS(44,32)-coded blocks and a user-data block (BLOCK3) that we know how to burn. */
  readonly efuseBase?: number;
  /** FLASH_BEGIN and FLASH_DEFL_BEGIN of the ROM take a fifth word: whether to encrypt. */
  readonly hasEncryptedWriteInRom: boolean;
  readonly watchdogs?: WatchdogRegisters;
  /** Flash encryption counter, where the ROM has no GET_SECURITY_INFO; an odd number of bits means on. */
  readonly flashCrypt?: BitField;
}

const field = (address: number, shift: number, bits: number): BitField => ({ address, shift, bits });

const spiEsp32: Omit<SpiRegisters, 'base'> = {
  usr: 0x1c,
  usr1: 0x20,
  usr2: 0x24,
  mosiLength: 0x28,
  misoLength: 0x2c,
  w0: 0x80,
};
const spiNewer: Omit<SpiRegisters, 'base'> = {
  usr: 0x18,
  usr1: 0x1c,
  usr2: 0x20,
  mosiLength: 0x24,
  misoLength: 0x28,
  w0: 0x58,
};

/** RTC_CNTL of the S3 and C3 with its own key for the super watchdog. */
const rtcWatchdogs = (config: number): WatchdogRegisters => ({
  config,
  protect: config + 0x18,
  superConfig: config + 0x1c,
  superProtect: config + 0x20,
  superKey: 0x8f1d312a,
  superAutoFeedBit: 31,
});
/** LP_WDT of the C5, C6, H2 and P4. */
const lpWatchdogs = (base: number): WatchdogRegisters => ({
  config: base,
  protect: base + 0x18,
  superConfig: base + 0x1c,
  superProtect: base + 0x20,
  superKey: 0x50d83aa1,
  superAutoFeedBit: 18,
});

export const WATCHDOG_KEY = 0x50d83aa1;

export const espChips = [
  {
    name: 'esp8266',
    title: 'ESP8266',
    imageChipId: undefined,
    magic: 0xfff0c101,
    features: 'Wi-Fi',
    bootloaderOffset: 0,
    spi: { base: 0x60000200, usr: 0x1c, usr1: 0x20, usr2: 0x24, w0: 0x40 },
    mac: 'esp8266',
    hasEncryptedWriteInRom: false,
  },
  {
    name: 'esp32',
    title: 'ESP32',
    imageChipId: 0,
    magic: 0x00f01d83,
    features: 'Wi-Fi, Bluetooth',
    bootloaderOffset: 0x1000,
    spi: { base: 0x3ff42000, ...spiEsp32 },
    mac: { address: 0x3ff5a004 },
    // Three scattered bits count up in unary; SYSCON's date register holds the third.
    revision: {
      major: [field(0x3ff5a00c, 15, 1), field(0x3ff5a014, 20, 1), field(0x3ff6607c, 31, 1)],
      minor: [field(0x3ff5a014, 24, 2)],
      isMajorUnary: true,
    },
    flashCrypt: field(0x3ff5a000, 20, 7),
    hasEncryptedWriteInRom: false,
  },
  {
    name: 'esp32s2',
    title: 'ESP32-S2',
    imageChipId: 2,
    magic: 0x000007c6,
    features: 'Wi-Fi',
    bootloaderOffset: 0x1000,
    spi: { base: 0x3f402000, ...spiNewer },
    mac: { address: 0x3f41a044 },
    revision: {
      major: [field(0x3f41a050, 18, 2)],
      minor: [field(0x3f41a054, 4, 3), field(0x3f41a050, 20, 1)],
    },
    hasEncryptedWriteInRom: true,
  },
  {
    name: 'esp32s3',
    title: 'ESP32-S3',
    imageChipId: 9,
    features: 'Wi-Fi, Bluetooth LE',
    bootloaderOffset: 0,
    spi: { base: 0x60002000, ...spiNewer },
    mac: { address: 0x60007044 },
    revision: {
      major: [field(0x60007058, 24, 2)],
      minor: [field(0x60007050, 18, 3), field(0x60007058, 23, 1)],
    },
    efuseBase: 0x60007000,
    hasEncryptedWriteInRom: true,
    watchdogs: rtcWatchdogs(0x60008098),
  },
  {
    name: 'esp32c2',
    title: 'ESP32-C2',
    imageChipId: 12,
    features: 'Wi-Fi, Bluetooth LE',
    bootloaderOffset: 0,
    spi: { base: 0x60002000, ...spiNewer },
    mac: { address: 0x60008840 },
    revision: { major: [field(0x60008844, 20, 2)], minor: [field(0x60008844, 16, 4)] },
    hasEncryptedWriteInRom: true,
  },
  {
    name: 'esp32c3',
    title: 'ESP32-C3',
    imageChipId: 5,
    features: 'Wi-Fi, Bluetooth LE',
    bootloaderOffset: 0,
    spi: { base: 0x60002000, ...spiNewer },
    mac: { address: 0x60008844 },
    revision: {
      major: [field(0x60008858, 24, 2)],
      minor: [field(0x60008850, 18, 3), field(0x60008858, 23, 1)],
    },
    efuseBase: 0x60008800,
    hasEncryptedWriteInRom: true,
    watchdogs: rtcWatchdogs(0x60008090),
  },
  {
    name: 'esp32c5',
    title: 'ESP32-C5',
    imageChipId: 23,
    features: 'Wi-Fi 6, Bluetooth LE, IEEE 802.15.4',
    bootloaderOffset: 0x2000,
    spi: { base: 0x60003000, ...spiNewer },
    mac: { address: 0x600b4844 },
    revision: { major: [field(0x600b484c, 4, 2)], minor: [field(0x600b484c, 0, 4)] },
    hasEncryptedWriteInRom: true,
    watchdogs: lpWatchdogs(0x600b1c00),
  },
  {
    name: 'esp32c6',
    title: 'ESP32-C6',
    imageChipId: 13,
    features: 'Wi-Fi 6, Bluetooth LE, IEEE 802.15.4',
    bootloaderOffset: 0,
    spi: { base: 0x60003000, ...spiNewer },
    mac: { address: 0x600b0844 },
    revision: { major: [field(0x600b0850, 22, 2)], minor: [field(0x600b0850, 18, 4)] },
    efuseBase: 0x600b0800,
    hasEncryptedWriteInRom: true,
    watchdogs: lpWatchdogs(0x600b1c00),
  },
  {
    name: 'esp32h2',
    title: 'ESP32-H2',
    imageChipId: 16,
    features: 'Bluetooth LE, IEEE 802.15.4',
    bootloaderOffset: 0,
    spi: { base: 0x60003000, ...spiNewer },
    mac: { address: 0x600b0844 },
    revision: { major: [field(0x600b0850, 21, 2)], minor: [field(0x600b0850, 18, 3)] },
    efuseBase: 0x600b0800,
    hasEncryptedWriteInRom: true,
    watchdogs: lpWatchdogs(0x600b1c00),
  },
  {
    name: 'esp32p4',
    title: 'ESP32-P4',
    imageChipId: 18,
    features: 'two RISC-V cores',
    // The first two sectors belong to the key manager.
    bootloaderOffset: 0x2000,
    spi: { base: 0x5008d000, ...spiNewer },
    mac: { address: 0x5012d044 },
    revision: { major: [field(0x5012d04c, 4, 2), field(0x5012d04c, 23, 1)], minor: [field(0x5012d04c, 0, 4)] },
    hasEncryptedWriteInRom: true,
    watchdogs: lpWatchdogs(0x50116000),
  },
] as const satisfies readonly EspChip[];

export const chipNames: readonly string[] = espChips.map((chip) => chip.name);

export const chipByName = (name: string): EspChip | undefined => espChips.find((chip) => chip.name === name);

/** Bits that are set in a counter that fuses can only count up. */
export const popCount = (value: number): number => {
  let ones = 0;
  for (let rest = value >>> 0; rest !== 0; rest >>>= 1) ones += rest & 1;
  return ones;
};

/** By the id that images and GET_SECURITY_INFO use. */
export const chipById = (id: number): EspChip | undefined => espChips.find((chip) => chip.imageChipId === id);

export const chipByMagic = (magic: number): EspChip | undefined =>
  espChips.find((chip) => 'magic' in chip && chip.magic === magic);
