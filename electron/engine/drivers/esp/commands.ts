// The loader's commands with their arguments and timeouts. esptool documentation, "Supported Commands".
import { SlipwayError } from '../../../contract/errors.ts';
import { say } from '../../../contract/sentences.ts';
import { encodeDataBlock, encodeRequest, op, splitStatus, tryDecodeReply, words } from './codec.ts';
import type { Loader } from './connect.ts';
import { COMMAND_TIMEOUT_MS, outcomeError } from './link.ts';

export const SECTOR_BYTES = 4096;
const MEBIBYTE = 1024 * 1024;

/** Erasing alone (esptool: ERASE_REGION_TIMEOUT_PER_MB), erasing and writing, and MD5 of flash, each at its slowest. */
const ERASE_MS_PER_MIB = 30_000;
const WRITE_MS_PER_MIB = 40_000;
const MD5_MS_PER_MIB = 8_000;
const CHIP_ERASE_TIMEOUT_MS = 120_000;
/** MEM_DATA block of every ROM (esptool: ESP_RAM_BLOCK). */
const RAM_BLOCK_BYTES = 0x1800;
const STUB_BLOCK_BYTES = 0x4000;
const ROM_BLOCK_BYTES = 0x400;
/** The USB-OTG peripheral of the ROM loses data in longer blocks (esptool: USB_RAM_BLOCK). */
const USB_OTG_BLOCK_BYTES = 0x800;
const ESPRESSIF_VENDOR_ID = 0x303a;

/** `perMib` for `sizeBytes`, and never less than an ordinary command has. */
export const scaledTimeoutMs = (perMib: number, sizeBytes: number): number =>
  Math.max(COMMAND_TIMEOUT_MS, Math.ceil((perMib * sizeBytes) / MEBIBYTE));
export const writeTimeoutMs = (sizeBytes: number): number => scaledTimeoutMs(WRITE_MS_PER_MIB, sizeBytes);

/** Whether the ROM of the ESP8266 answers: it can neither unpack nor compute MD5. */
const isOldRom = (loader: Loader) => loader.chip.name === 'esp8266' && !loader.isStub;
export const canDeflate = (loader: Loader): boolean => !loader.isSecureDownload && !isOldRom(loader);
export const canMd5 = (loader: Loader): boolean => !loader.isSecureDownload && !isOldRom(loader);
export const canRead = (loader: Loader): boolean => !loader.isSecureDownload && !isOldRom(loader);

const isUsbOtg = ({ link, chip }: Loader) =>
  link.transport.port.usbVendorId === ESPRESSIF_VENDOR_ID && link.transport.port.usbProductId === chip.imageChipId;

export function blockBytes(loader: Loader): number {
  if (isUsbOtg(loader)) return USB_OTG_BLOCK_BYTES;
  // esptool writes an ESP8266 ROM in blocks of 16 KiB as well.
  return loader.isStub || isOldRom(loader) ? STUB_BLOCK_BYTES : ROM_BLOCK_BYTES;
}

export async function readReg(loader: Loader, address: number, signal: AbortSignal): Promise<number> {
  return (await loader.link.request(op.readReg, words(address), { signal })).value;
}

export async function writeReg(loader: Loader, address: number, value: number, signal: AbortSignal): Promise<void> {
  await loader.link.request(op.writeReg, words(address, value, 0xffffffff, 0), { signal });
}

/** The ROM does not touch the flash before this; the stub and the ESP8266 need none. */
export async function attachFlash(loader: Loader, signal: AbortSignal): Promise<void> {
  if (loader.isStub) return;
  if (loader.chip.name === 'esp8266') {
    await flashBegin(loader, { eraseBytes: 0, blocks: 0, offset: 0, isEncrypted: false }, signal);
    return;
  }
  await loader.link.request(op.spiAttach, words(0, 0), { signal });
}

/** Tells the loader how large the flash is; without it the ROM stops at 2 or 4 MiB. */
export async function setFlashSize(loader: Loader, sizeBytes: number, signal: AbortSignal): Promise<void> {
  if (isOldRom(loader)) return;
  await loader.link.request(op.spiSetParams, words(0, sizeBytes, 0x10000, 0x1000, 0x100, 0xffff), { signal });
}

export interface BeginWrite {
  readonly eraseBytes: number;
  readonly blocks: number;
  readonly offset: number;
  readonly isEncrypted: boolean;
}

/** The ROM erases before it answers; the stub erases as it writes. */
const beginTimeoutMs = (loader: Loader, eraseBytes: number) =>
  loader.isStub ? COMMAND_TIMEOUT_MS : scaledTimeoutMs(ERASE_MS_PER_MIB, eraseBytes);

export async function flashBegin(loader: Loader, begin: BeginWrite, signal: AbortSignal): Promise<void> {
  const eraseBytes = isOldRom(loader) ? oldRomEraseBytes(begin.offset, begin.eraseBytes) : begin.eraseBytes;
  const args = [eraseBytes, begin.blocks, blockBytes(loader), begin.offset];
  if (loader.chip.hasEncryptedWriteInRom && !loader.isStub) args.push(begin.isEncrypted ? 1 : 0);
  const timeoutMs = beginTimeoutMs(loader, begin.eraseBytes);
  await loader.link.request(op.flashBegin, words(...args), { timeoutMs, signal });
}

/** The ROM wants the size in whole blocks, the stub the true one. */
export async function deflateBegin(
  loader: Loader,
  begin: { plainBytes: number; blocks: number; offset: number },
  signal: AbortSignal,
): Promise<void> {
  const block = blockBytes(loader);
  const sizeBytes = loader.isStub ? begin.plainBytes : Math.ceil(begin.plainBytes / block) * block;
  const args = [sizeBytes, begin.blocks, block, begin.offset];
  if (loader.chip.hasEncryptedWriteInRom && !loader.isStub) args.push(0);
  const timeoutMs = beginTimeoutMs(loader, sizeBytes);
  await loader.link.request(op.deflateBegin, words(...args), { timeoutMs, signal });
}

/**
 * The erase size that makes the ESP8266 ROM erase what we mean: its SPIEraseArea counts the sectors up to the first
 * 64 KiB boundary twice (esptool documentation, "FLASH_BEGIN ... erase size", ESP8266 note).
 */
export function oldRomEraseBytes(offset: number, sizeBytes: number): number {
  const sectorsPerBlock = 16;
  const sectors = Math.ceil(sizeBytes / SECTOR_BYTES);
  const head = Math.min(sectorsPerBlock - (Math.floor(offset / SECTOR_BYTES) % sectorsPerBlock), sectors);
  const asked = sectors < 2 * head ? Math.ceil(sectors / 2) : sectors - head;
  return asked * SECTOR_BYTES;
}

/** MD5 of a piece of flash as the unit computes it, lower-case hex. */
export async function md5OnUnit(
  loader: Loader,
  offset: number,
  sizeBytes: number,
  signal: AbortSignal,
): Promise<string> {
  const timeoutMs = scaledTimeoutMs(MD5_MS_PER_MIB, sizeBytes);
  const { data } = await loader.link.request(op.spiFlashMd5, words(offset, sizeBytes, 0, 0), {
    timeoutMs,
    // The ROM sends 32 hex digits, the stub 16 bytes.
    dataBytes: [32, 16],
    signal,
  });
  return data.length === 16 ? Buffer.from(data).toString('hex') : new TextDecoder().decode(data).toLowerCase();
}

export async function eraseRange(
  loader: Loader,
  offset: number,
  sizeBytes: number,
  signal: AbortSignal,
): Promise<void> {
  const timeoutMs = scaledTimeoutMs(ERASE_MS_PER_MIB, sizeBytes);
  if (loader.isStub) {
    await loader.link.request(op.eraseRegion, words(offset, sizeBytes), { timeoutMs, signal });
    return;
  }
  await flashBegin(loader, { eraseBytes: sizeBytes, blocks: 0, offset, isEncrypted: false }, signal);
}

/** Stub only. */
export async function eraseChip(loader: Loader, signal: AbortSignal): Promise<void> {
  await loader.link.request(op.eraseFlash, new Uint8Array(), { timeoutMs: CHIP_ERASE_TIMEOUT_MS, signal });
}

const OHAI = [0x4f, 0x48, 0x41, 0x49];

/** Loads a program into RAM and starts it; resolves when it has said OHAI. */
export async function runInRam(
  loader: Loader,
  program: { entryAddress: number; parts: readonly { address: number; bytes: Uint8Array }[] },
  signal: AbortSignal,
): Promise<void> {
  const { link } = loader;
  for (const { address, bytes } of program.parts) {
    const blocks = Math.ceil(bytes.length / RAM_BLOCK_BYTES);
    await link.request(op.memBegin, words(bytes.length, blocks, RAM_BLOCK_BYTES, address), { signal });
    for (let block = 0; block < blocks; block++) {
      const data = bytes.subarray(block * RAM_BLOCK_BYTES, (block + 1) * RAM_BLOCK_BYTES);
      const { body, checksum } = encodeDataBlock(data, block);
      const outcome = await link.exchange(op.memData, link.encode(op.memData, body, checksum), { signal });
      if (outcome.kind !== 'ok') throw outcomeError(op.memData, outcome, COMMAND_TIMEOUT_MS);
    }
  }
  // The stub may start before the ROM has answered MEM_END, so any frame up to the greeting is taken.
  await link.sendFrame(encodeRequest(op.memEnd, words(0, program.entryAddress)), signal);
  for (;;) {
    const frame = await link.nextFrame(COMMAND_TIMEOUT_MS, signal);
    if (!frame) break;
    if (frame.length === OHAI.length && OHAI.every((byte, index) => frame[index] === byte)) return;
    const reply = tryDecodeReply(frame);
    const status = reply?.op === op.memEnd ? splitStatus(reply, 0) : undefined;
    if (status?.kind === 'failed') throw outcomeError(op.memEnd, status, COMMAND_TIMEOUT_MS);
  }
  throw new SlipwayError('device/timeout', say('loader-stub-silent'), {
    context: { timeoutMs: COMMAND_TIMEOUT_MS },
  });
}
