// Owns: cyclic redundancy checks by their catalogue names (reveng "Catalogue of parametrised CRC algorithms").
// Imports node:zlib only. Start reading at `crc32`.
import { crc32 as zlibCrc32 } from 'node:zlib';

/**
 * CRC-32/ISO-HDLC (zip, Ethernet). `previous` continues a check over several chunks.
 * `esp_rom_crc32_le(0, …)` of Espressif's ROM gives the same value; NVS starts it at 0xffffffff: see `crc32Nvs`.
 */
export function crc32(bytes: Uint8Array, previous = 0): number {
  return zlibCrc32(bytes, previous);
}

/** The CRC of ESP-IDF's NVS entries and pages: `esp_rom_crc32_le(0xffffffff, …)`, which is zlib's continued from 0xffffffff. */
export function crc32Nvs(bytes: Uint8Array): number {
  return zlibCrc32(bytes, 0xffffffff);
}

/** CRC-16/XMODEM: polynomial 0x1021, start 0, not reflected (XMODEM, YMODEM, MCUmgr SMP over console). */
export function crc16Xmodem(bytes: Uint8Array, previous = 0): number {
  let crc = previous;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}

/** CRC-8/SMBUS: polynomial 0x07, start 0. */
export function crc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x80 ? (crc << 1) ^ 0x07 : crc << 1) & 0xff;
  }
  return crc;
}
