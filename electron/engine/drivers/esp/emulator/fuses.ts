// One-time programmable memory behind the fuse controller's registers (ESP32-C3 TRM, chapter "eFuse Controller";
// ESP32-S2, S3, C2, C5, C6, H2 and P4 have the same controller). Bits only ever go from zero to one.
import type { EmulatedChip } from './chips.ts';

const CHECK_VALUES = 0x20;
const CONF = 0x1cc;
const STATUS = 0x1d0;
const CMD = 0x1d4;
/** EFUSE_CONF: which operation the next command may start. */
const WRITE_OP_CODE = 0x5a5a;
const READ_OP_CODE = 0x5aa5;
const PGM_WORDS = 11;

/** RS(44, 32) over GF(2^8) with the polynomial 0x11d: the twelve check bytes of a block (TRM, "RS Encoding"). */
export function reedSolomonCheck(data: Uint8Array): Uint8Array {
  const exponents = new Uint8Array(510);
  const logs = new Uint8Array(256);
  for (let power = 0, value = 1; power < 255; power++) {
    exponents[power] = value;
    exponents[power + 255] = value;
    logs[value] = power;
    value = value & 0x80 ? ((value << 1) ^ 0x11d) & 0xff : value << 1;
  }
  const multiply = (a: number, b: number) => (a && b ? (exponents[(logs[a] ?? 0) + (logs[b] ?? 0)] ?? 0) : 0);
  let generator = [1];
  for (let root = 0; root < 12; root++) {
    const next = [...generator, 0];
    generator.forEach((factor, index) => {
      next[index + 1] = (next[index + 1] ?? 0) ^ multiply(factor, exponents[root] ?? 0);
    });
    generator = next;
  }
  const remainder = new Uint8Array(12);
  for (const byte of data) {
    const lead = byte ^ (remainder[0] ?? 0);
    remainder.copyWithin(0, 1);
    remainder[11] = 0;
    for (let at = 0; at < 12; at++) remainder[at] = (remainder[at] ?? 0) ^ multiply(lead, generator[at + 1] ?? 0);
  }
  return remainder;
}

export interface FuseBank {
  /** How often a program command burned something. */
  readonly burnCount: number;
  /** Undefined when the address is not the controller's. */
  readRegister(address: number): number | undefined;
  /** Answers whether the address is the controller's. */
  writeRegister(address: number, value: number): boolean;
  /** A block's content as it is in the fuses, whatever the read registers show. */
  block(index: number): Uint8Array;
  /** Burns without the controller, as the chip's maker does. */
  preset(byteOffset: number, word: number): void;
  /** The read registers are filled again, as after a reset. */
  reset(): void;
  /** All words, for persistence. */
  dump(): readonly number[];
  restore(words: readonly number[]): void;
}

const SPACE_WORDS = 0x200 / 4;

export function createFuseBank(chip: EmulatedChip, onChange?: () => void): FuseBank {
  const base = chip.efuseBase;
  const controller = chip.fuses.kind === 'rs' ? chip.fuses : undefined;
  /** What is burned, by word offset from the base. */
  const burned = new Uint32Array(SPACE_WORDS);
  /** What the read registers show: the fuses as of the last read command. */
  let shown = new Uint32Array(SPACE_WORDS);
  const staging = new Uint32Array(PGM_WORDS);
  const badBlocks = new Set<number>();
  let conf = 0;
  let burnCount = 0;

  function block(index: number): Uint8Array {
    const place = controller?.blocks[index];
    if (!place) return new Uint8Array(0);
    const start = place.offset / 4;
    return new Uint8Array(burned.slice(start, start + place.words).buffer);
  }

  function program(index: number): void {
    const place = controller?.blocks[index];
    if (!place) return;
    const words = staging.slice(0, place.words);
    if (words.every((word) => word === 0)) return;
    burnCount += 1;
    const wasBlank = block(index).every((byte) => byte === 0);
    // A coded block that is burned a second time, or with check values that do not fit, can no longer be decoded.
    if (index >= 1 && !(wasBlank && hasRightCheckValues())) badBlocks.add(index);
    const start = place.offset / 4;
    words.forEach((word, at) => {
      burned[start + at] = (burned[start + at] ?? 0) | word;
    });
    onChange?.();
  }

  function hasRightCheckValues(): boolean {
    const data = new Uint8Array(staging.slice(0, 8).buffer);
    const check = new Uint8Array(staging.slice(8, 11).buffer);
    return Buffer.compare(reedSolomonCheck(data), check) === 0;
  }

  function runCommand(value: number): void {
    if (value & 2 && conf === WRITE_OP_CODE) program((value >>> 2) & 0xf);
    else if (value & 1 && conf === READ_OP_CODE) shown = burned.slice();
  }

  /** RD_RS_ERR0/1 on all these chips: four bits for each block from BLOCK1, three of count and one for "failed". */
  function errorWord(first: number): number {
    let word = 0;
    for (let at = 0; at < 8; at++) if (badBlocks.has(first + at)) word |= 0xf << (at * 4);
    return word >>> 0;
  }

  return {
    get burnCount() {
      return burnCount;
    },
    readRegister(address) {
      const offset = address - base;
      if (offset < 0 || offset >= 0x200) return undefined;
      if (controller) {
        if (offset < CHECK_VALUES + 12) return staging[offset >> 2] ?? 0;
        if (offset === CONF) return conf;
        if (offset === STATUS) return 0;
        // Commands are finished as soon as they are given.
        if (offset === CMD) return 0;
        if (offset === 0x1c0 && controller.userDataBlock !== undefined) return errorWord(1);
        if (offset === 0x1c4 && controller.userDataBlock !== undefined) return errorWord(9);
      }
      return shown[offset >> 2] ?? 0;
    },
    writeRegister(address, value) {
      const offset = address - base;
      if (!controller || offset < 0 || offset >= 0x200) return false;
      if (offset < CHECK_VALUES + 12) staging[offset >> 2] = value;
      else if (offset === CONF) conf = value & 0xffff;
      else if (offset === CMD) runCommand(value);
      return true;
    },
    block,
    preset(byteOffset, word) {
      burned[byteOffset >> 2] = (burned[byteOffset >> 2] ?? 0) | word;
      shown = burned.slice();
    },
    reset() {
      shown = burned.slice();
      staging.fill(0);
      conf = 0;
    },
    dump: () => [...burned],
    restore(words) {
      burned.set(words.slice(0, SPACE_WORDS));
      shown = burned.slice();
    },
  };
}
