import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildEspImage } from '../../../test/support/esp-image.ts';
import { provokes } from '../../../test/support/provoke.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { type ImageBytes, readEspImage } from './esp.ts';

const samples = new URL('../../../../shared/samples/esp/', import.meta.url);
const hasSamples = existsSync(samples);
const c3 = { name: 'esp32c3', imageChipId: 5 };
const esp8266 = { name: 'esp8266', imageChipId: undefined };

function sourceOf(name: string, bytes: Uint8Array): ImageBytes {
  return {
    name,
    sizeBytes: bytes.length,
    read: async (offset, length) => {
      if (offset + length > bytes.length) throw new Error('read past the end');
      return bytes.subarray(offset, offset + length);
    },
  };
}

const good = () => buildEspImage({ chipId: 5, segments: [{ address: 0x3c000020, data: new Uint8Array(300).fill(7) }] });
const changed = (change: (image: Uint8Array) => void) => {
  const image = good();
  change(image);
  return image;
};

describe('images that ESP-IDF built', () => {
  // Expected values: `esptool image_info` on the same files.
  test.skipIf(!hasSamples)('ESP32 boot loader (skipped: ../shared/samples is absent)', async () => {
    const bytes = readFileSync(new URL('bootloader_esp32_v5_2.bin', samples));
    const image = await readEspImage(sourceOf('bootloader', bytes), { name: 'esp32', imageChipId: 0 });
    expect(image).toMatchObject({ chipId: 0, flashMode: 'dout' });
    expect(image.segments.length).toBeGreaterThan(2);
  });

  test.skipIf(!hasSamples)('ESP32-C3 boot loader (skipped: ../shared/samples is absent)', async () => {
    const bytes = readFileSync(new URL('bootloader_esp32c3.bin', samples));
    const image = await readEspImage(sourceOf('bootloader', bytes), c3);
    expect(image.chipId).toBe(5);
    expect(image.appendedSha256).toBe(bytes.subarray(image.imageBytes - 32, image.imageBytes).toString('hex'));
  });

  test.skipIf(!hasSamples)('ESP32-S2 application (skipped: ../shared/samples is absent)', async () => {
    const bytes = readFileSync(new URL('esp_idf_blink_esp32s2.bin', samples));
    const image = await readEspImage(sourceOf('blink', bytes), { name: 'esp32s2', imageChipId: 2 });
    expect(image.descriptor?.projectName).toBe('blink');
    expect(image.imageBytes).toBe(bytes.length);
  });
});

describe('the parser', () => {
  test('an image is read in pieces, with its descriptor', async () => {
    const data = new Uint8Array(200_000).fill(3);
    const view = new DataView(data.buffer);
    view.setUint32(0, 0xabcd5432, true);
    data.set(Buffer.from('1.2.3\0'), 16);
    data.set(Buffer.from('sensor\0'), 48);
    data.set(Buffer.from('v5.3\0'), 112);
    const bytes = buildEspImage({
      chipId: 5,
      minRevision: 3,
      maxRevision: 199,
      segments: [{ address: 0x3c000020, data }],
    });
    let largest = 0;
    const source = sourceOf('app', bytes);
    const read = (offset: number, length: number) => {
      largest = Math.max(largest, length);
      return source.read(offset, length);
    };
    const image = await readEspImage({ ...source, read }, c3);
    expect(image).toMatchObject({ minRevision: 3, maxRevision: 199, imageBytes: bytes.length });
    expect(image.descriptor).toMatchObject({ version: '1.2.3', projectName: 'sensor', idfVersion: 'v5.3' });
    expect(image.appendedSha256).toBe(
      createHash('sha256')
        .update(bytes.subarray(0, bytes.length - 32))
        .digest('hex'),
    );
    expect(largest).toBeLessThanOrEqual(64 * 1024);
  });

  test('an ESP8266 image has no extended header', async () => {
    const segments = [{ address: 0x40100000, data: new Uint8Array(64).fill(1) }];
    const bytes = buildEspImage({ chipId: undefined, entryAddress: 0x40100010, segments });
    expect(await readEspImage(sourceOf('eboot', bytes), esp8266)).toMatchObject({ chipId: undefined, segments: [{}] });
  });

  test('no bytes whatever give anything but an image or a typed refusal', async () => {
    const check = async (bytes: Uint8Array) => {
      for (const chip of [c3, esp8266]) {
        try {
          await readEspImage(sourceOf('fuzz', bytes), chip);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(SlipwayError);
          expect(thrown instanceof SlipwayError && thrown.code).toMatch(/^image\//);
        }
      }
    };
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), check));
    await fc.assert(
      fc.asyncProperty(fc.nat(good().length - 1), fc.nat(255), fc.nat(400), (at, value, length) =>
        check(changed((image) => image.fill(value, at, at + 1)).subarray(0, length)),
      ),
    );
  });
});

const read =
  (bytes: Uint8Array, chip = c3) =>
  () =>
    readEspImage(sourceOf('app.bin', bytes), chip);
provokes('image/not-an-image', 'a file that begins otherwise', read(Buffer.from('PK\x03\x04 a zip archive')));
provokes('image/not-an-image', 'an empty file', read(new Uint8Array()));
provokes('image/not-an-image', 'an impossible number of segments', read(changed((image) => image.fill(200, 1, 2))));
provokes('image/truncated', 'a file cut in its segment', read(good().subarray(0, 100)));
provokes('image/truncated', 'a file cut in its hash', read(good().subarray(0, -1)));
provokes('image/checksum', 'one bit of a segment', read(changed((image) => image.fill(6, 50, 51))));
provokes(
  'image/checksum',
  'a byte of the header, which only the hash covers',
  read(changed((image) => image.fill(0x3f, 3, 4))),
);
provokes('image/wrong-chip', 'an image for the ESP32-S3', read(buildEspImage({ chipId: 9, segments: [] })));
provokes(
  'image/wrong-chip',
  'an image for the ESP8266',
  read(
    buildEspImage({
      chipId: undefined,
      entryAddress: 0x40100010,
      segments: [{ address: 0x40100000, data: new Uint8Array(16) }],
    }),
  ),
);
