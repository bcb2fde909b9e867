// The loader in the chip's ROM, and the flasher stub that a host puts in its place: one command in, its answers out.
// esptool documentation, "Serial Protocol" and "Flasher Stub". Start reading at `createLoader`; `execute` is the table.
import { createHash, type Hash } from 'node:crypto';
import { concatBytes, toHex, viewOf } from '../../../util/bytes.ts';
import { encodeSlip } from '../slip.ts';
import type { EmulatedChip } from './chips.ts';
import type { FuseBank } from './fuses.ts';
import { createInflater, type Inflater } from './inflate.ts';
import type { FlashTiming, FlashWait, NorFlash } from './nor-flash.ts';
import type { Registers } from './registers.ts';

const OP = {
  flashBegin: 0x02,
  flashData: 0x03,
  flashEnd: 0x04,
  memBegin: 0x05,
  memEnd: 0x06,
  memData: 0x07,
  sync: 0x08,
  writeReg: 0x09,
  readReg: 0x0a,
  spiSetParams: 0x0b,
  spiAttach: 0x0d,
  readFlashSlow: 0x0e,
  changeBaudRate: 0x0f,
  deflBegin: 0x10,
  deflData: 0x11,
  deflEnd: 0x12,
  spiFlashMd5: 0x13,
  getSecurityInfo: 0x14,
  eraseFlash: 0xd0,
  eraseRegion: 0xd1,
  readFlash: 0xd2,
  runUserCode: 0xd3,
} as const;

/** Serial protocol, "ROM Bootloader Errors". */
const ROM_ERROR = {
  badMessage: 0x05,
  run: 0x06,
  checksum: 0x07,
  write: 0x08,
  read: 0x09,
  readLength: 0x0a,
  inflate: 0x0b,
  adler: 0x0c,
} as const;
/** Serial protocol, "Stub Loader Errors". */
const STUB_ERROR = {
  badLength: 0xc0,
  checksum: 0xc1,
  blockSize: 0xc2,
  command: 0xc3,
  spi: 0xc4,
  notInFlash: 0xc6,
  inflate: 0xc7,
  notEnough: 0xc8,
  tooMuch: 0xc9,
  unimplemented: 0xff,
} as const;

const SECURE_DOWNLOAD_OPS: readonly number[] = [
  OP.sync,
  OP.spiAttach,
  OP.spiSetParams,
  OP.changeBaudRate,
  OP.flashBegin,
  OP.flashData,
  OP.flashEnd,
  OP.getSecurityInfo,
];
const STUB_OPS: readonly number[] = [OP.eraseFlash, OP.eraseRegion, OP.readFlash, OP.runUserCode];
const MINIMAL_ROM_OPS: readonly number[] = [
  OP.flashBegin,
  OP.flashData,
  OP.flashEnd,
  OP.memBegin,
  OP.memEnd,
  OP.memData,
  OP.sync,
  OP.writeReg,
  OP.readReg,
];
/** What the ROM leaves in `value` of answers that have none; a stub leaves zero, which tells the two apart. */
const ROM_VALUE = 0x20120707;
const SECURE_DOWNLOAD_FLAG = 1 << 2;

export interface LoaderDeps {
  readonly chip: EmulatedChip;
  readonly flash: NorFlash;
  readonly fuses: FuseBank;
  readonly registers: Registers;
  readonly timing: () => FlashTiming;
  readonly isSecureDownload: boolean;
  readonly send: (bytes: Uint8Array) => void;
  readonly wait: FlashWait;
  readonly setBaudRate: (baudRate: number) => void;
  readonly onAttach: () => void;
  /** Leaves the loader and starts what is in flash. */
  readonly reboot: (into: 'loader' | 'application') => void;
}

export interface Loader {
  readonly isStub: boolean;
  /** Handles one frame; resolves when the loader is ready for the next. */
  handle(frame: Uint8Array): Promise<void>;
}

interface Transfer {
  readonly isCompressed: boolean;
  readonly blockBytes: number;
  /** Where the next byte goes, and up to where it may. */
  at: number;
  readonly end: number;
  /** The stub erases just before it writes. */
  erasedTo: number;
  readonly inflater: Inflater | undefined;
  pending: Uint8Array[];
}

interface Upload {
  readonly address: number;
  readonly sizeBytes: number;
}

interface Reading {
  at: number;
  readonly end: number;
  readonly blockBytes: number;
  readonly maxUnacked: number;
  readonly start: number;
  readonly md5: Hash;
}

class Refusal extends Error {
  readonly romCode: number;
  readonly stubCode: number;
  constructor(romCode: number, stubCode: number) {
    super(`refused with 0x${romCode.toString(16)}/0x${stubCode.toString(16)}`);
    this.romCode = romCode;
    this.stubCode = stubCode;
  }
}

export function createLoader(deps: LoaderDeps): Loader {
  const { chip, flash, registers } = deps;
  let isStub = false;
  let transfer: Transfer | undefined;
  let uploads: Upload[] = [];
  let reading: Reading | undefined;
  let lateRefusal: Refusal | undefined;

  function reply(op: number, value = isStub ? 0 : ROM_VALUE, data: Uint8Array = new Uint8Array(0), error = 0): void {
    const status = new Uint8Array(isStub ? 2 : chip.romStatusBytes);
    // ROMs say 1 and then why; the stub says why in the first byte (esp-flasher-stub, "s_send_response").
    if (error !== 0) status.set(isStub ? [error, 0] : [1, error]);
    const head = new Uint8Array(8);
    const view = viewOf(head);
    view.setUint8(0, 1);
    view.setUint8(1, op);
    view.setUint16(2, data.length + status.length, true);
    view.setUint32(4, value >>> 0, true);
    deps.send(encodeSlip(concatBytes([head, data, status])));
  }

  async function handle(frame: Uint8Array): Promise<void> {
    if (reading) return acknowledgeRead(frame, reading);
    if (frame.length < 8 || frame[0] !== 0) return;
    const view = viewOf(frame);
    const op = view.getUint8(1);
    const body = frame.subarray(8);
    try {
      if (view.getUint16(2, true) !== body.length) throw new Refusal(ROM_ERROR.badMessage, STUB_ERROR.badLength);
      const late = lateRefusal;
      lateRefusal = undefined;
      if (late) throw late;
      if (!isSupported(op)) throw new Refusal(ROM_ERROR.badMessage, STUB_ERROR.unimplemented);
      await execute(op, body, view.getUint32(4, true));
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      reply(op, undefined, undefined, isStub ? thrown.stubCode : thrown.romCode);
    }
  }

  function isSupported(op: number): boolean {
    if (op === OP.getSecurityInfo && !chip.hasSecurityInfo) return false;
    if (deps.isSecureDownload) return SECURE_DOWNLOAD_OPS.includes(op);
    if (isStub) return op !== OP.readFlashSlow;
    if (STUB_OPS.includes(op)) return false;
    return !chip.isMinimalRom || MINIMAL_ROM_OPS.includes(op);
  }

  async function execute(op: number, body: Uint8Array, checksum: number): Promise<void> {
    const args = argumentsOf(body);
    const [first = 0, second = 0, third = 0, fourth = 0] = args;
    const need = (count: number) => {
      if (args.length < count) throw new Refusal(ROM_ERROR.badMessage, STUB_ERROR.badLength);
    };
    switch (op) {
      case OP.sync:
        for (let count = 0; count < 8; count++) reply(op);
        return;
      case OP.readReg:
        need(1);
        return reply(op, registers.read(first));
      case OP.writeReg: {
        need(4);
        // Several writes in one command, each with its mask and delay (esptool, "write_reg").
        for (let at = 0; at + 3 < args.length; at += 4) {
          registers.write(args[at] ?? 0, args[at + 1] ?? 0, args[at + 2] ?? 0);
          const delayMs = Math.min(1000, (args[at + 3] ?? 0) / 1000);
          if (delayMs > 0 && !(await deps.wait(delayMs))) return;
        }
        return reply(op);
      }
      case OP.spiAttach:
        deps.onAttach();
        return reply(op);
      case OP.spiSetParams:
        need(6);
        return reply(op);
      case OP.changeBaudRate:
        need(2);
        reply(op);
        return deps.setBaudRate(first);
      case OP.getSecurityInfo:
        return reply(op, undefined, securityInfo());
      case OP.memBegin:
        need(4);
        uploads = [...uploads.filter((upload) => upload.address !== fourth), { address: fourth, sizeBytes: first }];
        return reply(op);
      case OP.memData:
        assertChecksum(dataOf(body), checksum);
        return reply(op);
      case OP.memEnd:
        need(2);
        return runFromRam(op, first !== 0, second);
      case OP.flashBegin:
      case OP.deflBegin:
        need(4);
        return beginFlash(op, first, second, third, fourth);
      case OP.flashData:
      case OP.deflData:
        return flashData(op, body, checksum);
      case OP.flashEnd:
      case OP.deflEnd:
        transfer = undefined;
        reply(op);
        // A software reset does not read the straps anew: from the stub it leads back into the ROM's loader.
        if (first === 0) deps.reboot(isStub ? 'loader' : 'application');
        return;
      case OP.spiFlashMd5: {
        need(2);
        assertInFlash(first, second, ROM_ERROR.read);
        if (!(await deps.wait((second / 0x100000) * deps.timing().md5MsPerMiB))) return;
        const digest = flash.md5(first, second);
        return reply(op, undefined, isStub ? digest : new TextEncoder().encode(toHex(digest)));
      }
      case OP.readFlashSlow:
        need(2);
        if (second > 64) throw new Refusal(ROM_ERROR.readLength, STUB_ERROR.unimplemented);
        assertInFlash(first, second, ROM_ERROR.read);
        return reply(op, undefined, concatBytes([flash.read(first, second), new Uint8Array(64 - second)]));
      case OP.eraseFlash:
        if (!(await flash.erase(0, flash.sizeBytes, deps.timing(), deps.wait))) return;
        return reply(op);
      case OP.eraseRegion:
        need(2);
        if (first % 0x1000 !== 0 || second % 0x1000 !== 0) throw new Refusal(ROM_ERROR.write, STUB_ERROR.badLength);
        assertInFlash(first, second, ROM_ERROR.write);
        if (!(await flash.erase(first, second, deps.timing(), deps.wait))) return;
        return reply(op);
      case OP.readFlash:
        need(4);
        assertInFlash(first, second, ROM_ERROR.read);
        reply(op);
        reading = {
          at: first,
          start: first,
          end: first + second,
          blockBytes: Math.max(1, third),
          maxUnacked: fourth,
          md5: createHash('md5'),
        };
        return sendRead(reading, 0);
      case OP.runUserCode:
        return deps.reboot('application');
      default:
        throw new Refusal(ROM_ERROR.badMessage, STUB_ERROR.unimplemented);
    }
  }

  function securityInfo(): Uint8Array {
    const info = new Uint8Array(chip.securityInfoBytes);
    const view = viewOf(info);
    view.setUint32(0, deps.isSecureDownload ? SECURE_DOWNLOAD_FLAG : 0, true);
    if (chip.securityInfoBytes === 20) view.setUint32(12, chip.chipId ?? 0, true);
    return info;
  }

  /** Serial protocol, "Checksum": over the data to write only, and only in the low byte. */
  function assertChecksum(data: Uint8Array, checksum: number): void {
    let sum = 0xef;
    for (const byte of data) sum ^= byte;
    if (sum !== (checksum & 0xff)) throw new Refusal(ROM_ERROR.checksum, STUB_ERROR.checksum);
  }

  function dataOf(body: Uint8Array): Uint8Array {
    if (body.length < 16) throw new Refusal(ROM_ERROR.badMessage, STUB_ERROR.badLength);
    const length = viewOf(body).getUint32(0, true);
    if (length !== body.length - 16) throw new Refusal(ROM_ERROR.badMessage, STUB_ERROR.badLength);
    return body.subarray(16);
  }

  function assertInFlash(offset: number, length: number, romCode: number): void {
    if (offset + length > flash.sizeBytes) throw new Refusal(romCode, STUB_ERROR.spi);
  }

  async function runFromRam(op: number, isStaying: boolean, entry: number): Promise<void> {
    if (isStaying) return reply(op);
    const isUploaded = uploads.some((upload) => entry >= upload.address && entry < upload.address + upload.sizeBytes);
    if (!isUploaded) throw new Refusal(ROM_ERROR.run, STUB_ERROR.command);
    reply(op);
    if (!(await deps.wait(0))) return;
    isStub = true;
    uploads = [];
    transfer = undefined;
    deps.onAttach();
    deps.send(encodeSlip(new TextEncoder().encode('OHAI')));
  }

  async function beginFlash(
    op: number,
    size: number,
    blocks: number,
    blockBytes: number,
    offset: number,
  ): Promise<void> {
    const isCompressed = op === OP.deflBegin;
    if (blockBytes === 0 || blockBytes > 0x4000) throw new Refusal(ROM_ERROR.badMessage, STUB_ERROR.blockSize);
    assertInFlash(offset, isStub || !isCompressed ? size : 0, ROM_ERROR.write);
    // The ROM erases everything first and answers then; the stub erases as it goes.
    const eraseBytes = chip.isMinimalRom ? erasedByMinimalRom(offset, size) : size;
    if (!isStub && size > 0 && !(await flash.erase(offset, eraseBytes, deps.timing(), deps.wait))) return;
    transfer = {
      isCompressed,
      blockBytes,
      at: offset,
      // The ROM takes as many blocks as were announced; the erase size only says what to erase.
      end: offset + (isStub || isCompressed ? size : blocks * blockBytes),
      erasedTo: Math.floor(offset / 0x1000) * 0x1000,
      inflater: isCompressed ? createInflater() : undefined,
      pending: [],
    };
    reply(op);
  }

  async function flashData(op: number, body: Uint8Array, checksum: number): Promise<void> {
    const data = dataOf(body);
    const current = transfer;
    if (!current || current.isCompressed !== (op === OP.deflData)) {
      throw new Refusal(ROM_ERROR.badMessage, STUB_ERROR.notInFlash);
    }
    if (data.length > current.blockBytes) throw new Refusal(ROM_ERROR.badMessage, STUB_ERROR.blockSize);
    assertChecksum(data, checksum);
    if (!isStub) {
      if (await unpackAndWrite(current, data)) reply(op);
      return;
    }
    // The stub answers first, and unpacks and writes while the next block is on its way; what goes wrong then is
    // the answer to the next command (esp-flasher-stub, "post_process").
    reply(op);
    const unpackMs = current.isCompressed ? (data.length / 0x100000) * (deps.timing().unpackMsPerMiB ?? 0) : 0;
    if (!(await deps.wait(unpackMs))) return;
    try {
      await unpackAndWrite(current, data);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      lateRefusal = thrown;
    }
  }

  async function unpackAndWrite(current: Transfer, data: Uint8Array): Promise<boolean> {
    const output = current.inflater ? inflated(current.inflater, data) : data;
    if (current.at + output.length > flash.sizeBytes) throw new Refusal(ROM_ERROR.write, STUB_ERROR.tooMuch);
    return writeOut(current, output);
  }

  function inflated(inflater: Inflater, data: Uint8Array): Uint8Array {
    const { status, output } = inflater.push(data);
    if (status === 'bad-data') throw new Refusal(ROM_ERROR.inflate, STUB_ERROR.inflate);
    if (status === 'bad-adler') throw new Refusal(ROM_ERROR.adler, STUB_ERROR.inflate);
    return output;
  }

  async function writeOut(current: Transfer, output: Uint8Array): Promise<boolean> {
    const room = current.isCompressed ? output : output.subarray(0, Math.max(0, roundUp(current.end) - current.at));
    const at = current.at;
    current.at += room.length;
    if (isStub) {
      // The stub erases 64 KiB at once where the rest of the transfer covers them, else sector by sector.
      const needed = roundUp(at + room.length);
      while (current.erasedTo < needed) {
        const from = current.erasedTo;
        const isBlock = from % 0x10000 === 0 && roundUp(current.end) - from >= 0x10000;
        current.erasedTo += isBlock ? 0x10000 : 0x1000;
        if (!(await flash.erase(from, current.erasedTo - from, deps.timing(), deps.wait))) return false;
      }
    }
    return flash.program(at, room, deps.timing(), deps.wait);
  }

  const roundUp = (end: number) => Math.ceil(end / 0x1000) * 0x1000;

  /** Serial protocol, "Reading Flash": packets of data that the host acknowledges with the number of bytes it has. */
  function sendRead(current: Reading, acknowledgedBytes: number): void {
    const acknowledged = Math.floor(acknowledgedBytes / current.blockBytes);
    for (;;) {
      const sent = Math.ceil((current.at - current.start) / current.blockBytes);
      if (current.at >= current.end || sent - acknowledged >= Math.max(1, current.maxUnacked)) return;
      const bytes = flash.read(current.at, Math.min(current.blockBytes, current.end - current.at));
      current.md5.update(bytes);
      current.at += bytes.length;
      deps.send(encodeSlip(bytes));
    }
  }

  function acknowledgeRead(frame: Uint8Array, current: Reading): void {
    if (frame.length !== 4) {
      reading = undefined;
      return;
    }
    const acknowledged = viewOf(frame).getUint32(0, true);
    if (acknowledged < current.end - current.start) {
      sendRead(current, acknowledged);
      return;
    }
    reading = undefined;
    deps.send(encodeSlip(new Uint8Array(current.md5.digest())));
  }

  return {
    get isStub() {
      return isStub;
    },
    handle,
  };
}

function argumentsOf(body: Uint8Array): number[] {
  const view = viewOf(body);
  const count = Math.min(64, Math.floor(body.length / 4));
  return Array.from({ length: count }, (_, index) => view.getUint32(index * 4, true));
}

/** SPIEraseArea of the ESP8266 counts the sectors up to the first 64 KiB boundary twice (esptool, "get_erase_size"). */
function erasedByMinimalRom(offset: number, askedBytes: number): number {
  const asked = Math.ceil(askedBytes / 0x1000);
  const head = 16 - (Math.floor(offset / 0x1000) % 16);
  return (asked + Math.min(head, asked)) * 0x1000;
}
