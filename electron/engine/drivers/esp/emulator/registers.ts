// The addresses that a loader's host reads and writes: fuses, the SPI flash controller, what tells the chips apart.
// Everything else behaves as RAM that starts as zero. Start reading at `createRegisters`.
import type { EmulatedChip } from './chips.ts';
import type { FuseBank } from './fuses.ts';

export const CHIP_MAGIC_ADDRESS = 0x40001000;
/** APB_CTRL_DATE of ESP32: bit 31 tells revision 3. */
const ESP32_APB_CTRL_DATE = 0x3ff6607c;
/** PCR_SYSCLK_CONF of ESP32-C5: its crystal in MHz from bit 24. */
const ESP32C5_SYSCLK_CONF = 0x60096110;
const SPI_CMD_USR = 1 << 18;

export interface Registers {
  read(address: number): number;
  write(address: number, value: number, mask: number): void;
  clear(): void;
}

export interface RegistersDeps {
  readonly chip: EmulatedChip;
  readonly fuses: FuseBank;
  readonly revision: { readonly major: number; readonly minor: number };
  readonly flashSizeBytes: number;
  /** Whether the pins to the flash are connected (SPI_ATTACH). */
  readonly isFlashAttached: () => boolean;
  readonly baudRate: () => number;
}

/** JEDEC id as RDID answers it: maker, type, capacity as a power of two. GigaDevice GD25Q, as on many modules. */
export const flashIdOf = (sizeBytes: number): number => 0x40c8 | (Math.ceil(Math.log2(sizeBytes)) << 16);

export function createRegisters(deps: RegistersDeps): Registers {
  const { chip, fuses } = deps;
  const { spi } = chip;
  const memory = new Map<number, number>();

  /** A "user" command of the SPI memory controller (TRM, "SPI Controller", CPU-controlled transfer). */
  function runSpiCommand(): void {
    const command = (memory.get(spi.base + spi.usr2) ?? 0) & 0xff;
    const isConnected = deps.isFlashAttached();
    let answer = 0;
    if (command === 0x9f) answer = isConnected ? flashIdOf(deps.flashSizeBytes) : 0xffffff;
    if (command === 0x5a) answer = isConnected ? 0x50444653 : 0xffffffff;
    memory.set(spi.base + spi.w0, answer);
  }

  function fixed(address: number): number | undefined {
    if (address === CHIP_MAGIC_ADDRESS) return chip.magic;
    if (address === chip.uartClkDivReg) return Math.round((chip.xtalHz * chip.xtalDivider) / deps.baudRate());
    if (address === ESP32_APB_CTRL_DATE && chip.name === 'esp32') return deps.revision.major >= 3 ? 0x80000000 : 0;
    if (address === ESP32C5_SYSCLK_CONF && chip.name === 'esp32c5') return (chip.xtalHz / 1_000_000) << 24;
    if (address === chip.uartDateReg) return 0x15122500;
    return undefined;
  }

  return {
    read: (address) => (fixed(address) ?? fuses.readRegister(address) ?? memory.get(address) ?? 0) >>> 0,
    write(address, value, mask) {
      const next = ((this.read(address) & ~mask) | (value & mask)) >>> 0;
      if (fuses.writeRegister(address, next)) return;
      if (address === spi.base && next & SPI_CMD_USR) {
        runSpiCommand();
        memory.set(address, 0);
        return;
      }
      memory.set(address, next);
    },
    clear: () => memory.clear(),
  };
}

/** Burns what the chip's maker burns: MAC address and revision. */
export function presetFactoryFuses(
  chip: EmulatedChip,
  fuses: FuseBank,
  mac: Uint8Array,
  revision: { readonly major: number; readonly minor: number },
): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac;
  if (chip.name === 'esp8266') {
    fuses.preset(0, f << 24);
    fuses.preset(4, (d << 8) | e);
    fuses.preset(8, 1 << 15);
    fuses.preset(12, (a << 16) | (b << 8) | c);
    return;
  }
  fuses.preset(chip.macOffset, ((c << 24) | (d << 16) | (e << 8) | f) >>> 0);
  fuses.preset(chip.macOffset + 4, (a << 8) | b);
  // Chips with IEEE 802.15.4 have two more bytes for the middle of an EUI-64 (MAC_EXT): ff:fe.
  if (chip.name === 'esp32c6' || chip.name === 'esp32h2' || chip.name === 'esp32c5') {
    fuses.preset(chip.macOffset + 4, 0xfffe0000);
  }
  if (chip.name === 'esp32') {
    fuses.preset(chip.macOffset + 4, macCrc(mac) << 16);
    if (revision.major >= 1) fuses.preset(0x0c, 1 << 15);
    if (revision.major >= 2) fuses.preset(0x14, 1 << 20);
  }
  for (const field of chip.revisionFields) {
    const value = ((revision[field.part] >> field.from) & ((1 << field.bits) - 1)) << field.shift;
    if (value !== 0) fuses.preset(field.word, value >>> 0);
  }
}

/** CRC-8/MAXIM over the MAC address, which ESP32 keeps beside it (ESP32 TRM, "eFuse Controller", MAC_CRC). */
function macCrc(mac: Uint8Array): number {
  let crc = 0;
  for (const byte of mac) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x8c : crc >> 1;
  }
  return crc;
}
