// Requests and replies of the Espressif ROM loader and flasher stub as bytes.
// Source: esptool documentation, "Serial Protocol" (command packet, response packet, status bytes). Pure.

import type { Sentence } from '../../../contract/sentence.ts';
import { say } from '../../../contract/sentences.ts';

/** Operation codes ("Supported Commands" and "Stub-only commands"). */
export const op = {
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
  deflateBegin: 0x10,
  deflateData: 0x11,
  deflateEnd: 0x12,
  spiFlashMd5: 0x13,
  getSecurityInfo: 0x14,
  eraseFlash: 0xd0,
  eraseRegion: 0xd1,
  readFlash: 0xd2,
  runUserCode: 0xd3,
  flashEncryptedData: 0xd4,
} as const;
export type Op = (typeof op)[keyof typeof op];

const opNames: ReadonlyMap<number, string> = new Map(Object.entries(op).map(([name, code]) => [code, name]));
/** What a person reads for an operation code. */
export const opName = (code: number): string => opNames.get(code) ?? `0x${code.toString(16)}`;

const REQUEST = 0x00;
const REPLY = 0x01;
const HEADER_BYTES = 8;
const CHECKSUM_SEED = 0xef;

/** A request before SLIP. `checksum` covers only the data to write and is 0 for every other command. */
export function encodeRequest(code: number, body: Uint8Array, checksum = 0): Uint8Array {
  const out = new Uint8Array(HEADER_BYTES + body.length);
  const view = new DataView(out.buffer);
  out[0] = REQUEST;
  out[1] = code;
  view.setUint16(2, body.length, true);
  view.setUint32(4, checksum, true);
  out.set(body, HEADER_BYTES);
  return out;
}

/** Little-endian 32-bit words. */
export function words(...values: readonly number[]): Uint8Array {
  const out = new Uint8Array(values.length * 4);
  const view = new DataView(out.buffer);
  values.forEach((value, index) => {
    view.setUint32(index * 4, value >>> 0, true);
  });
  return out;
}

/** The body of MEM_DATA, FLASH_DATA and FLASH_DEFL_DATA, and the checksum that goes with it. */
export function encodeDataBlock(data: Uint8Array, sequence: number): { body: Uint8Array; checksum: number } {
  const body = new Uint8Array(16 + data.length);
  const view = new DataView(body.buffer);
  view.setUint32(0, data.length, true);
  view.setUint32(4, sequence, true);
  body.set(data, 16);
  return { body, checksum: checksumOf(data) };
}

/** XOR of the data, seeded with 0xEF. */
export function checksumOf(data: Uint8Array): number {
  let sum = CHECKSUM_SEED;
  for (const byte of data) sum ^= byte;
  return sum;
}

/** 07 07 12 20 and 32 times 55, so that the ROM can measure the line rate. */
export function encodeSyncBody(): Uint8Array {
  const body = new Uint8Array(36).fill(0x55);
  body.set([0x07, 0x07, 0x12, 0x20]);
  return body;
}

/** A reply as it came, its status not yet looked at: where that stands depends on how much data the command returns. */
export interface Reply {
  readonly op: number;
  readonly value: number;
  readonly body: Uint8Array;
}

/** `undefined` for a frame that is no reply: console text, an echo of ours, a damaged frame. */
export function tryDecodeReply(frame: Uint8Array): Reply | undefined {
  if (frame.length < HEADER_BYTES + 2 || frame[0] !== REPLY) return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const code = view.getUint8(1);
  // The size field bounds the body; a frame shorter than it has lost bytes on the line.
  const size = view.getUint16(2, true);
  if (size < 2 || frame.length - HEADER_BYTES < size) return undefined;
  return { op: code, value: view.getUint32(4, true), body: frame.subarray(HEADER_BYTES, HEADER_BYTES + size) };
}

/** The lowest error code of the stub; a ROM's status byte is 0 or 1. */
const STUB_ERRORS = 0xc0;

export type ReplyStatus =
  | { readonly kind: 'ok'; readonly data: Uint8Array }
  | { readonly kind: 'failed'; readonly errorCode: number }
  | { readonly kind: 'short' };

/**
 * Splits a reply into data and status. The stub and the ESP8266 ROM end it with 2 status bytes, other ROMs with 4;
 * the first two mean the same, so it is enough to know how much data the command returns. A failure has no data.
 */
export function splitStatus(reply: Reply, dataBytes: number): ReplyStatus {
  const { body } = reply;
  const hasData = body.length >= dataBytes + 2;
  const at = hasData ? dataBytes : 0;
  const status = body[at] ?? 0;
  // ROMs say 1 and then why; the stub says why in the first byte.
  if (status !== 0) return { kind: 'failed', errorCode: status >= STUB_ERRORS ? status : (body[at + 1] ?? 0) };
  return hasData ? { kind: 'ok', data: body.subarray(0, dataBytes) } : { kind: 'short' };
}

/** "ROM Loader Errors" and "Stub Loader Errors" in the documentation. */
const errorMeanings: ReadonlyMap<number, Sentence> = new Map([
  [0x05, say('reason-loader-05')],
  [0x06, say('reason-loader-06')],
  [0x07, say('reason-loader-07')],
  [0x08, say('reason-loader-08')],
  [0x09, say('reason-loader-09')],
  [0x0a, say('reason-loader-0a')],
  [0x0b, say('reason-loader-0b')],
  [0x0c, say('reason-loader-0c')],
  [0x0d, say('reason-loader-0d')],
  [0x0e, say('reason-loader-0e')],
  [0x0f, say('reason-loader-0f')],
  [0x64, say('reason-loader-64')],
  [0x65, say('reason-loader-65')],
  [0x66, say('reason-loader-66')],
  [0x67, say('reason-loader-67')],
  [0x69, say('reason-loader-69')],
  [0xc0, say('reason-loader-c0')],
  [0xc1, say('reason-loader-07')],
  [0xc2, say('reason-loader-c2')],
  [0xc3, say('reason-loader-c3')],
  [0xc4, say('reason-loader-c4')],
  [0xc5, say('reason-loader-c5')],
  [0xc6, say('reason-loader-c6')],
  [0xc7, say('reason-loader-0b')],
  [0xc8, say('reason-loader-c8')],
  [0xc9, say('reason-loader-c9')],
  [0xff, say('reason-loader-ff')],
]);

export const errorMeaning = (errorCode: number): Sentence =>
  errorMeanings.get(errorCode) ?? say('reason-loader-unknown');

/** The block was refused before anything was done with it, so the same block may be sent again. */
export const isChecksumError = (errorCode: number): boolean => errorCode === 0x07 || errorCode === 0xc1;
export const isUnsupportedError = (errorCode: number): boolean => errorCode === 0x05 || errorCode === 0xff;
export const isFlashError = (errorCode: number): boolean =>
  errorCode === 0x08 || errorCode === 0x09 || errorCode === 0xc4 || errorCode === 0xc5;

/** Flags of GET_SECURITY_INFO. */
const securityFlagBits = {
  secureBoot: 0,
  secureBootAggressiveRevoke: 1,
  secureDownload: 2,
  secureBootKeyRevoke0: 3,
  secureBootKeyRevoke1: 4,
  secureBootKeyRevoke2: 5,
  softDisableJtag: 6,
  hardDisableJtag: 7,
  disableUsb: 8,
} as const;

export interface SecurityInfo {
  readonly flags: Readonly<Record<keyof typeof securityFlagBits, boolean>>;
  /** Flash encryption is on when an odd number of its bits is set. */
  readonly isFlashEncrypted: boolean;
  /** Absent on the ESP32-S2, whose reply ends before it. */
  readonly chipId: number | undefined;
  readonly ecoVersion: number | undefined;
}

export const SECURITY_INFO_BYTES = 20;
export const SECURITY_INFO_BYTES_S2 = 12;

/** `data` is 20 bytes, or 12 from an ESP32-S2. */
export function decodeSecurityInfo(data: Uint8Array): SecurityInfo {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const bits = view.getUint32(0, true);
  const has = (bit: number) => ((bits >>> bit) & 1) === 1;
  const cryptCount = view.getUint8(4);
  let ones = 0;
  for (let bit = 0; bit < 8; bit++) ones += (cryptCount >>> bit) & 1;
  const isLong = data.length >= SECURITY_INFO_BYTES;
  const f = securityFlagBits;
  return {
    flags: {
      secureBoot: has(f.secureBoot),
      secureBootAggressiveRevoke: has(f.secureBootAggressiveRevoke),
      secureDownload: has(f.secureDownload),
      secureBootKeyRevoke0: has(f.secureBootKeyRevoke0),
      secureBootKeyRevoke1: has(f.secureBootKeyRevoke1),
      secureBootKeyRevoke2: has(f.secureBootKeyRevoke2),
      softDisableJtag: has(f.softDisableJtag),
      hardDisableJtag: has(f.hardDisableJtag),
      disableUsb: has(f.disableUsb),
    },
    isFlashEncrypted: ones % 2 === 1,
    chipId: isLong ? view.getUint32(12, true) : undefined,
    ecoVersion: isLong ? view.getUint32(16, true) : undefined,
  };
}
