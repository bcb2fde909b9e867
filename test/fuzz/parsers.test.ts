// Every parser of bytes from outside that needs no socket; bundle.test.ts and wire.test.ts have the others.
import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { SlipwayError } from '../../electron/contract/errors.ts';
import type { ConfigEntry } from '../../electron/engine/drivers/driver.ts';
import {
  encodeRequest,
  encodeSyncBody,
  op,
  splitStatus,
  tryDecodeReply,
} from '../../electron/engine/drivers/esp/codec.ts';
import { createInflater } from '../../electron/engine/drivers/esp/emulator/inflate.ts';
import { makeFirmware } from '../../electron/engine/drivers/esp/firmware.ts';
import { buildNvs, parseNvs } from '../../electron/engine/drivers/esp/nvs.ts';
import { buildPartitionTable, parsePartitionTable } from '../../electron/engine/drivers/esp/partition-table.ts';
import { createSlipDecoder, encodeSlip } from '../../electron/engine/drivers/esp/slip.ts';
import { verifyCarryFile, verifyReceiptFile } from '../../electron/engine/fleet/carry-file.ts';
import { readEspImage } from '../../electron/engine/image/esp.ts';
import { bytesImage } from '../../electron/engine/image/source.ts';
import { checkRecipe } from '../../electron/engine/recipe/load.ts';
import { parseSerialPool } from '../../electron/engine/recipe/pool.ts';
import { parsePortUrl } from '../../electron/engine/transport/port-url.ts';
import { createTelnetParser, subnegotiation } from '../../electron/engine/transport/telnet.ts';
import { crc32Nvs } from '../../electron/engine/util/crc.ts';
import { fuzz } from './fuzz-target.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const firmware = makeFirmware({ chip: 'esp32c3', version: '1.0.0', appBytes: 8192 });

const maxFrameBytes = 4096;
fuzz({
  name: 'slip',
  seeds: () => [
    encodeSlip(encodeRequest(op.sync, encodeSyncBody())),
    encodeSlip(Uint8Array.from([0xc0, 0xdb, 0xdd])),
    new Uint8Array(9000).fill(0xdb),
  ],
  parse(bytes) {
    const decoder = createSlipDecoder(maxFrameBytes);
    const frames = [...decoder.push(bytes.subarray(0, 7)), ...decoder.push(bytes.subarray(7))];
    const whole = createSlipDecoder(maxFrameBytes).push(bytes);
    // However the line cuts the bytes, the frames are the same; and what was framed frames again.
    expect(frames).toEqual(whole);
    for (const frame of frames) {
      expect(frame.length).toBeLessThanOrEqual(maxFrameBytes);
      expect(createSlipDecoder(maxFrameBytes).push(encodeSlip(frame))).toEqual([frame]);
    }
    if (frames.length === 0) throw new SlipwayError('port/garbage', 'There is no frame in these bytes.');
  },
});

fuzz({
  name: 'loader-reply',
  seeds: () => [
    Uint8Array.from([1, 8, 4, 0, 7, 7, 18, 32, 0, 0, 0, 0]),
    Uint8Array.from([1, 0x13, 18, 0, 0, 0, 0, 0, ...new Uint8Array(18)]),
  ],
  parse(bytes) {
    const reply = tryDecodeReply(bytes);
    if (reply === undefined) throw new SlipwayError('port/garbage', 'This is no reply of the loader.');
    for (const dataBytes of [0, 16, 20, 32]) splitStatus(reply, dataBytes);
  },
});

fuzz({
  name: 'esp-image',
  seeds: () => [firmware.bootloader.bytes, firmware.app.bytes],
  parse: (bytes) => readEspImage(bytesImage('fuzz', bytes), { name: 'esp32c3', imageChipId: 5 }),
});

fuzz({
  name: 'partition-table',
  repair: repairPartitionTable,
  seeds: () => [firmware.partitionTable.bytes, buildPartitionTable(firmware.partitions)],
  parse: parsePartitionTable,
});

const nvsEntries: ConfigEntry[] = [
  { namespace: 'factory', key: 'serial', value: { type: 'string', value: 'AC-2648-00001' } },
  { namespace: 'factory', key: 'key', value: { type: 'blob', value: new Uint8Array(5000).fill(0x5a) } },
  { namespace: 'config', key: 'interval', value: { type: 'u32', value: 60n } },
  { namespace: 'config', key: 'offset', value: { type: 'i64', value: -5n } },
];
/** Page headers and entries get the CRCs of what they hold (esp-idf, nvs_flash, "Structure of a page"). */
function repairNvs(input: Uint8Array): Uint8Array {
  const bytes = input.slice();
  const view = new DataView(bytes.buffer);
  for (let page = 0; page + 4096 <= bytes.length; page += 4096) {
    view.setUint32(page + 28, crc32Nvs(bytes.subarray(page + 4, page + 28)), true);
    for (let entry = page + 64; entry < page + 4096; entry += 32) {
      if (bytes.subarray(entry, entry + 32).every((byte) => byte === 0xff)) continue;
      const covered = Buffer.concat([bytes.subarray(entry, entry + 4), bytes.subarray(entry + 8, entry + 32)]);
      view.setUint32(entry + 4, crc32Nvs(covered), true);
    }
  }
  return bytes;
}

/** The MD5 entry gets the digest of the entries before it (esp-idf, partition tables). */
function repairPartitionTable(input: Uint8Array): Uint8Array {
  const bytes = input.slice();
  for (let at = 0; at + 32 <= bytes.length; at += 32) {
    if (bytes[at] !== 0xeb || bytes[at + 1] !== 0xeb) continue;
    bytes.set(createHash('md5').update(bytes.subarray(0, at)).digest(), at + 16);
    break;
  }
  return bytes;
}

fuzz({
  name: 'nvs',
  repair: repairNvs,
  seeds: () => [buildNvs(nvsEntries, 0x6000), buildNvs(nvsEntries.slice(2), 0x3000)],
  parse: parseNvs,
});

const recipeText = readFileSync(path.join(import.meta.dirname, '../../resources/recipes/acme-sensor/recipe.yaml'));
fuzz({
  name: 'recipe',
  // YAML and its positions take about two milliseconds.
  share: 0.25,
  seeds: () => [
    new Uint8Array(recipeText),
    utf8('recipe: 1\nproduct: a\n'),
    utf8('a: &a [*a]\n'),
    utf8('{{{{{{{{[[[[[['),
  ],
  parse(bytes) {
    const { recipe, problems } = checkRecipe(textOf(bytes));
    for (const { line, column, message } of problems) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
      expect(message).not.toBe('');
    }
    const first = problems[0];
    expect(recipe === undefined).toBe(first !== undefined);
    if (first !== undefined) throw new SlipwayError(first.code, first.message);
  },
});

fuzz({
  name: 'serial-pool',
  seeds: () => [utf8('serial,lot\nA-1,7\nA-2,7\n'), utf8('\uFEFF"serial"\r\n"A 1"\r\n')],
  parse: (bytes) => parseSerialPool(textOf(bytes), 'pool.csv'),
});
fuzz({
  name: 'port-url',
  seeds: () => ['rfc2217://127.0.0.1:4000', 'tcp://[::1]:1', '/dev/ttyUSB0', 'COM3', 'virtual:01'].map(utf8),
  parse: (bytes) => parsePortUrl(textOf(bytes)),
});

fuzz({
  name: 'telnet',
  seeds: () => [
    subnegotiation(44, Uint8Array.from([1, 0, 0, 0xe1, 0])),
    Uint8Array.from([255, 251, 44, 255, 253, 0, 255, 255, 65]),
  ],
  parse(bytes) {
    const kinds = createTelnetParser()(bytes).map(({ kind }) => kind);
    if (kinds.length === 0) throw new SlipwayError('port/garbage', 'There is nothing in these bytes.');
  },
});

const { publicKey } = generateKeyPairSync('ed25519');
const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
fuzz({
  name: 'carry-file',
  seeds: () => [
    utf8(
      JSON.stringify({
        payloadType: 'application/vnd.slipway.enrollments+json',
        payload: 'e30=',
        signatures: [{ keyid: 'a'.repeat(64), sig: 'AAAA' }],
        publicKey: publicKeyPem,
      }),
    ),
  ],
  parse(bytes) {
    verifyCarryFile(textOf(bytes), { publicKeyPems: [publicKeyPem] });
    throw new Error('a file that nobody signed was accepted');
  },
});
fuzz({
  name: 'receipt-file',
  seeds: () => [
    utf8(
      JSON.stringify({
        payloadType: 'application/vnd.slipway.receipts+json',
        payload: 'e30=',
        signatures: [{ keyid: 'a'.repeat(64), sig: 'AAAA' }],
        publicKey: publicKeyPem,
      }),
    ),
  ],
  parse(bytes) {
    verifyReceiptFile(textOf(bytes), { publicKeyPems: [publicKeyPem] });
    throw new Error('a receipt that nobody signed was accepted');
  },
});

fuzz({
  name: 'inflate',
  seeds: () => [Uint8Array.from([0x78, 0x9c, 0x4b, 0x4c, 0x4a, 0x06, 0x00, 0x02, 0x4d, 0x01, 0x27])],
  parse(bytes) {
    const inflater = createInflater();
    const { status } = inflater.push(bytes);
    if (status !== 'done') throw new SlipwayError('device/rejected', `The stream is ${status}.`);
  },
});
