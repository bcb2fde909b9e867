// What the emulated chips look like from outside: registers, fuses, images, the first line of their ROM.
// Sources: Espressif's technical reference manuals (register summaries) and ESP-IDF's soc/*_reg.h. Data only.

/** Where the bits of the chip's revision stand in its fuses; the word is counted from `base`. */
export interface RevisionField {
  readonly part: 'major' | 'minor';
  /** Byte offset of the fuse word from `efuseBase`. */
  readonly word: number;
  readonly shift: number;
  readonly bits: number;
  /** Which bits of the number stand here: they are shifted right by this. */
  readonly from: number;
}

export interface SpiRegisters {
  readonly base: number;
  readonly usr: number;
  readonly usr2: number;
  readonly w0: number;
}

/** Byte offsets of the fuse controller of the chips from ESP32-S2 on (TRM, "eFuse Controller"). */
export interface FuseController {
  readonly kind: 'rs';
  /** Byte offset of each block's read registers, and its length in words. */
  readonly blocks: readonly { readonly offset: number; readonly words: number }[];
  readonly userDataBlock: number | undefined;
}

export interface EmulatedChip {
  readonly name: string;
  /** As GET_SECURITY_INFO and image headers give it; undefined for ESP8266, whose images have none. */
  readonly chipId: number | undefined;
  /** The word at 0x40001000 of its ROM, by which older hosts tell the chips apart. */
  readonly magic: number;
  readonly hasSecurityInfo: boolean;
  /** ESP32-S2 leaves chip id and ECO version out of its answer. */
  readonly securityInfoBytes: 12 | 20;
  readonly bootloaderOffset: number;
  readonly efuseBase: number;
  readonly macOffset: number;
  readonly fuses: FuseController | { readonly kind: 'read-only' };
  readonly revisionFields: readonly RevisionField[];
  readonly spi: SpiRegisters;
  readonly uartClkDivReg: number;
  readonly xtalHz: number;
  readonly xtalDivider: number;
  readonly uartDateReg: number;
  /** 4 on all ROMs but ESP8266's (serial protocol, "Response Packet"). */
  readonly romStatusBytes: 2 | 4;
  /** Commands 0x0a and up that the ROM lacks. */
  readonly isMinimalRom: boolean;
  readonly romBanner: string;
  readonly bootMode: { readonly flash: string; readonly download: string };
  readonly resetLine: (code: number, name: string, bootMode: string) => string;
}

const RS_BLOCKS = [
  { offset: 0x2c, words: 6 },
  { offset: 0x44, words: 6 },
  ...[0x5c, 0x7c, 0x9c, 0xbc, 0xdc, 0xfc, 0x11c, 0x13c, 0x15c].map((offset) => ({ offset, words: 8 })),
];
const rsFuses: FuseController = { kind: 'rs', blocks: RS_BLOCKS, userDataBlock: 3 };

const modernSpi = (base: number): SpiRegisters => ({ base, usr: 0x18, usr2: 0x20, w0: 0x58 });
const classicSpi = (base: number, w0: number): SpiRegisters => ({ base, usr: 0x1c, usr2: 0x24, w0 });

const fields = (
  minor: readonly (readonly [word: number, shift: number, bits: number, from?: number])[],
  major: readonly (readonly [word: number, shift: number, bits: number, from?: number])[],
): RevisionField[] => [
  ...minor.map(([word, shift, bits, from = 0]) => ({ part: 'minor' as const, word, shift, bits, from })),
  ...major.map(([word, shift, bits, from = 0]) => ({ part: 'major' as const, word, shift, bits, from })),
];

/** `rst:0x1 (POWERON),boot:0xc (SPI_FAST_FLASH_BOOT)`, as ROMs from ESP32 on print it. */
const modernReset = (code: number, name: string, bootMode: string) =>
  `rst:0x${code.toString(16)} (${name}),boot:${bootMode}`;
const modernBoot = { flash: '0xc (SPI_FAST_FLASH_BOOT)', download: '0x4 (DOWNLOAD(USB/UART0))' };

const riscv = {
  magic: 0,
  hasSecurityInfo: true,
  securityInfoBytes: 20,
  macOffset: 0x44,
  fuses: rsFuses,
  uartClkDivReg: 0x60000014,
  xtalHz: 40_000_000,
  xtalDivider: 1,
  uartDateReg: 0x6000007c,
  romStatusBytes: 4,
  isMinimalRom: false,
  bootMode: modernBoot,
  resetLine: modernReset,
} as const;

const b1 = 0x44;

export const emulatedChips: readonly EmulatedChip[] = [
  {
    name: 'esp8266',
    chipId: undefined,
    magic: 0xfff0c101,
    hasSecurityInfo: false,
    securityInfoBytes: 20,
    bootloaderOffset: 0,
    efuseBase: 0x3ff00050,
    macOffset: 0,
    fuses: { kind: 'read-only' },
    revisionFields: [],
    spi: classicSpi(0x60000200, 0x40),
    uartClkDivReg: 0x60000014,
    xtalHz: 26_000_000,
    xtalDivider: 2,
    uartDateReg: 0x60000078,
    romStatusBytes: 2,
    isMinimalRom: true,
    romBanner: ' ets Jan  8 2013,rst cause:2, boot mode:(3,6)',
    bootMode: { flash: '(3,6)', download: '(1,6)' },
    resetLine: (_code, _name, bootMode) => `boot mode:${bootMode}`,
  },
  {
    name: 'esp32',
    chipId: 0,
    magic: 0x00f01d83,
    hasSecurityInfo: false,
    securityInfoBytes: 20,
    bootloaderOffset: 0x1000,
    efuseBase: 0x3ff5a000,
    macOffset: 0x04,
    fuses: { kind: 'read-only' },
    // Major revision 1 and 3 are spread over BLOCK0 and APB_CTRL_DATE; registers.ts sets them.
    revisionFields: fields([[0x14, 24, 2]], []),
    spi: classicSpi(0x3ff42000, 0x80),
    uartClkDivReg: 0x3ff40014,
    xtalHz: 40_000_000,
    xtalDivider: 1,
    uartDateReg: 0x60000078,
    romStatusBytes: 4,
    isMinimalRom: false,
    romBanner: 'ets Jul 29 2019 12:21:46',
    bootMode: { flash: '0x13 (SPI_FAST_FLASH_BOOT)', download: '0x3 (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))' },
    resetLine: (code, name, bootMode) => `rst:0x${code.toString(16)} (${name}_RESET),boot:${bootMode}`,
  },
  {
    ...riscv,
    name: 'esp32s2',
    chipId: 2,
    magic: 0x000007c6,
    securityInfoBytes: 12,
    bootloaderOffset: 0x1000,
    efuseBase: 0x3f41a000,
    revisionFields: fields(
      [
        [b1 + 16, 4, 3],
        [b1 + 12, 20, 1, 3],
      ],
      [[b1 + 12, 18, 2]],
    ),
    spi: modernSpi(0x3f402000),
    uartClkDivReg: 0x3f400014,
    uartDateReg: 0x60000078,
    romBanner: 'ESP-ROM:esp32s2-rc4-20191025',
    bootMode: { flash: '0x8 (SPI_FAST_FLASH_BOOT)', download: '0x1 (DOWNLOAD(UART0))' },
  },
  {
    ...riscv,
    name: 'esp32s3',
    magic: 0x00000009,
    chipId: 9,
    bootloaderOffset: 0,
    efuseBase: 0x60007000,
    revisionFields: fields(
      [
        [b1 + 12, 18, 3],
        [b1 + 20, 23, 1, 3],
      ],
      [[b1 + 20, 24, 2]],
    ),
    spi: modernSpi(0x60002000),
    uartDateReg: 0x60000080,
    romBanner: 'ESP-ROM:esp32s3-20210327',
    bootMode: { flash: '0x8 (SPI_FAST_FLASH_BOOT)', download: '0x0 (DOWNLOAD(USB/UART0))' },
  },
  {
    ...riscv,
    name: 'esp32c2',
    magic: 0x6f51306f,
    chipId: 12,
    bootloaderOffset: 0,
    efuseBase: 0x60008800,
    macOffset: 0x40,
    // ESP8684 TRM, "eFuse Controller": four blocks only; BLOCK1 is the user's, BLOCK2 the system's.
    fuses: {
      kind: 'rs',
      blocks: [
        { offset: 0x2c, words: 2 },
        { offset: 0x34, words: 3 },
        { offset: 0x40, words: 8 },
        { offset: 0x60, words: 8 },
      ],
      userDataBlock: undefined,
    },
    revisionFields: fields([[0x44, 16, 4]], [[0x44, 20, 2]]),
    spi: modernSpi(0x60002000),
    romBanner: 'ESP-ROM:esp8684-api2-20220127',
  },
  {
    ...riscv,
    name: 'esp32c3',
    magic: 0x1b31506f,
    chipId: 5,
    bootloaderOffset: 0,
    efuseBase: 0x60008800,
    revisionFields: fields(
      [
        [b1 + 12, 18, 3],
        [b1 + 20, 23, 1, 3],
      ],
      [[b1 + 20, 24, 2]],
    ),
    spi: modernSpi(0x60002000),
    romBanner: 'ESP-ROM:esp32c3-api1-20210207',
  },
  {
    ...riscv,
    name: 'esp32c5',
    magic: 0x1101406f,
    chipId: 23,
    bootloaderOffset: 0x2000,
    efuseBase: 0x600b4800,
    revisionFields: fields([[b1 + 8, 0, 4]], [[b1 + 8, 4, 2]]),
    spi: modernSpi(0x60003000),
    xtalHz: 48_000_000,
    romBanner: 'ESP-ROM:esp32c5-eco2-20250121',
  },
  {
    ...riscv,
    name: 'esp32c6',
    magic: 0x2ce0806f,
    chipId: 13,
    bootloaderOffset: 0,
    efuseBase: 0x600b0800,
    revisionFields: fields([[b1 + 12, 18, 4]], [[b1 + 12, 22, 2]]),
    spi: modernSpi(0x60003000),
    romBanner: 'ESP-ROM:esp32c6-20220919',
  },
  {
    ...riscv,
    name: 'esp32h2',
    magic: 0xd7b73e80,
    chipId: 16,
    bootloaderOffset: 0,
    efuseBase: 0x600b0800,
    revisionFields: fields([[b1 + 12, 18, 3]], [[b1 + 12, 21, 2]]),
    spi: modernSpi(0x60003000),
    xtalHz: 32_000_000,
    romBanner: 'ESP-ROM:esp32h2-20221101',
  },
  {
    ...riscv,
    name: 'esp32p4',
    magic: 0x00000000,
    chipId: 18,
    bootloaderOffset: 0x2000,
    efuseBase: 0x5012d000,
    revisionFields: fields(
      [[b1 + 8, 0, 4]],
      [
        [b1 + 8, 4, 2],
        [b1 + 8, 23, 1, 2],
      ],
    ),
    spi: modernSpi(0x5008d000),
    uartClkDivReg: 0x500ca014,
    uartDateReg: 0x500ca08c,
    romBanner: 'ESP-ROM:esp32p4-eco2-20240710',
  },
];

/** The chip of this name; throws a TypeError for one that is not emulated. */
export function emulatedChip(name: string): EmulatedChip {
  const found = emulatedChips.find((chip) => chip.name === name);
  if (!found)
    throw new TypeError(`no chip "${name}" is emulated; there are ${emulatedChips.map((c) => c.name).join(', ')}`);
  return found;
}
