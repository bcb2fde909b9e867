import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checksumOf,
  decodeSecurityInfo,
  encodeDataBlock,
  encodeRequest,
  encodeSyncBody,
  errorMeaning,
  op,
  splitStatus,
  tryDecodeReply,
  words,
} from './codec.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('requests', () => {
  // Vectors: esptool documentation, "Serial Protocol", sections "Command Packet" and "Functional Description".
  test.each([
    ['SYNC', encodeRequest(op.sync, encodeSyncBody()), `00 08 2400 00000000 07071220 ${'55'.repeat(32)}`],
    ['READ_REG', encodeRequest(op.readReg, words(0x40001000)), '00 0a 0400 00000000 00100040'],
    [
      'FLASH_BEGIN',
      encodeRequest(op.flashBegin, words(0x4000, 16, 0x400, 0x1000)),
      '00 02 1000 00000000 00400000 10000000 00040000 00100000',
    ],
  ])('%s', (_name, packet, expected) => {
    expect(hex(packet)).toBe(expected.replaceAll(' ', ''));
  });

  test('the checksum covers the data only', () => {
    const { body, checksum } = encodeDataBlock(Uint8Array.of(1, 2, 4), 9);
    expect(checksum).toBe(0xef ^ 1 ^ 2 ^ 4);
    expect(hex(body)).toBe('0300000009000000000000000000000001' + '0204');
    expect(checksumOf(new Uint8Array())).toBe(0xef);
  });
});

describe('replies', () => {
  test.each([
    ['stub, 2 status bytes', '01 0a 0200 01020304 0000', { kind: 'ok' }],
    ['ROM, 4 status bytes', '01 0a 0400 01020304 00000000', { kind: 'ok' }],
    ['ROM failure', '01 03 0400 00000000 01070000', { kind: 'failed', errorCode: 7 }],
    ['stub failure', '01 03 0200 00000000 c100', { kind: 'failed', errorCode: 0xc1 }],
  ])('%s', (_name, packet, expected) => {
    const reply = tryDecodeReply(bytes(packet));
    expect(reply && splitStatus(reply, 0)).toMatchObject(expected);
  });

  test('a refusal of a command that returns data is a refusal, not data', () => {
    const reply = tryDecodeReply(bytes('01 13 0400 00000000 01050000'));
    expect(reply && splitStatus(reply, 32)).toEqual({ kind: 'failed', errorCode: 5 });
    expect(errorMeaning(5).text).toContain('not supported');
  });

  test('no bytes whatever make the decoder throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.integer({ min: 0, max: 64 }), (frame, dataBytes) => {
        const reply = tryDecodeReply(frame);
        if (reply) splitStatus(reply, dataBytes);
      }),
    );
  });

  test('security info of an ESP32-C3 with flash encryption', () => {
    const info = decodeSecurityInfo(bytes('04000000 07 00000000000000 05000000 03000000'));
    expect(info).toMatchObject({ isFlashEncrypted: true, chipId: 5, ecoVersion: 3 });
    expect(info.flags.secureDownload).toBe(true);
    expect(decodeSecurityInfo(bytes('00000000 03 00000000000000'))).toMatchObject({
      isFlashEncrypted: false,
      chipId: undefined,
    });
  });
});
