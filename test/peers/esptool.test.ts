// The real esptool and espefuse of Debian drive our emulated chips over RFC 2217, reset lines included: what they accept
// of the emulator is what our own driver is tested against. Installed by scripts/peers/install-esptool.sh.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emulatedChip } from '../../electron/engine/drivers/esp/emulator/chips.ts';
import { instantFlashTiming } from '../../electron/engine/drivers/esp/emulator/nor-flash.ts';
import { makeFirmware } from '../../electron/engine/drivers/esp/firmware.ts';
import { readEspImage } from '../../electron/engine/image/esp.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { createVirtualBench, type VirtualBench } from '../../electron/engine/virtual-bench/bench.ts';
import { serveVirtualUnits } from '../../electron/engine/virtual-bench/served-units.ts';

const peer = new URL('../../.peers/esptool/', import.meta.url).pathname;
const samples = new URL('../../../shared/samples/esp/', import.meta.url).pathname;
const python = '/usr/bin/python3';
const isInstalled = existsSync(join(peer, '.complete')) && existsSync(python);
const hasSamples = existsSync(samples);

/** ESP32-C5 is newer than esptool 4.7. */
const chips = ['esp8266', 'esp32', 'esp32s2', 'esp32s3', 'esp32c2', 'esp32c3', 'esp32c6', 'esp32h2', 'esp32p4'];
/** Debian ships stubs for RISC-V and ESP8266 only: the others' sources are not built there. */
const withStub = ['esp8266', 'esp32c3', 'esp32c6'];
const withoutStub = ['esp32', 'esp32s3'];

const macOf = (chip: string) => `7c:df:a1:00:00:${String(chips.indexOf(chip) + 10)}`;

interface Finished {
  readonly code: number;
  readonly text: string;
}

function run(module: 'esptool' | 'espefuse', ...args: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(
      python,
      ['-m', module, ...args],
      { env: { ...process.env, PYTHONPATH: peer }, timeout: 60_000 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), text: stdout + stderr }),
    );
  });
}

describe.skipIf(!isInstalled)('esptool (skipped where scripts/peers/install-esptool.sh was not run)', () => {
  let bench: VirtualBench;
  let folder = '';
  const urls = new Map<string, string>();
  const at = (chip: string) => ['--chip', chip, '--port', urls.get(chip) ?? ''];
  const keep = ['--flash_mode', 'keep', '--flash_freq', 'keep', '--flash_size', 'keep'];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-esptool-'));
    bench = createVirtualBench({
      clock: systemClock,
      model: { rate: 'unlimited', latencyMs: 0, bufferBytes: 65_536 },
      units: chips.map((chip) => ({
        slot: chip,
        chip,
        mac: macOf(chip),
        // pyserial waits 50 ms between DTR and RTS for the answer of the server, so EN must rise later than that
        // (esptool documentation, "Remote Serial Ports").
        emulator: { strapDelayMs: 150, flashTiming: instantFlashTiming, bootTimeFactor: 0.1 },
      })),
    });
    for (const chip of chips) {
      const server = await bench.serve(chip, 'rfc2217');
      urls.set(chip, `rfc2217://${server.host}:${server.port}`);
    }
  });

  afterAll(async () => {
    await bench.close();
    rmSync(folder, { recursive: true });
  });

  const inFolder = (name: string, bytes: Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  test('detects every chip by itself, with MAC address and flash', async () => {
    for (let first = 0; first < chips.length; first += 3) {
      const some = chips.slice(first, first + 3);
      const results = await Promise.all(
        some.map((chip) => run('esptool', '--port', urls.get(chip) ?? '', '--no-stub', 'flash_id')),
      );
      results.forEach(({ text }, index) => {
        const chip = some[index] ?? '';
        expect(text.toLowerCase(), chip).toContain(macOf(chip));
        expect(text, chip).toContain('Detected flash size: 4MB');
        const name = chip.toUpperCase().replace(/^ESP32(?=.)/, 'ESP32-');
        expect(text, chip).toContain(`Detecting chip type... ${name}`);
      });
    }
  });

  for (const chip of withStub) {
    test(`${chip}: writes compressed and raw, verifies and reads back through its stub`, async () => {
      const app = inFolder(`${chip}.bin`, makeFirmware({ chip, version: '1.0.0', appBytes: 0xa000 }).app.bytes);
      for (const [way, address] of [
        ['-z', '0x10000'],
        ['-u', '0x40000'],
      ] as const) {
        const written = await run('esptool', ...at(chip), 'write_flash', ...keep, way, address, app);
        expect(written.text).toContain('Running stub');
        expect(written.text).toContain('Hash of data verified');
        expect((await run('esptool', ...at(chip), 'verify_flash', address, app)).text).toContain('verify OK');
      }
      const back = join(folder, 'back.bin');
      const size = readFileSync(app).length;
      expect((await run('esptool', ...at(chip), 'read_flash', '0x10000', String(size), back)).code).toBe(0);
      expect(Buffer.compare(readFileSync(back), readFileSync(app))).toBe(0);
    });
  }

  for (const chip of withoutStub) {
    test(`${chip}: writes compressed and raw, verifies and reads back through its ROM`, async () => {
      const app = inFolder(`${chip}.bin`, makeFirmware({ chip, version: '1.0.0', appBytes: 0x6000 }).app.bytes);
      for (const [way, address] of [
        ['-z', '0x10000'],
        ['-u', '0x40000'],
      ] as const) {
        const written = await run('esptool', ...at(chip), '--no-stub', 'write_flash', ...keep, way, address, app);
        expect(written.text).toContain('Hash of data verified');
      }
      expect((await run('esptool', ...at(chip), '--no-stub', 'verify_flash', '0x10000', app)).text).toContain(
        'verify OK',
      );
      const back = join(folder, 'back.bin');
      expect((await run('esptool', ...at(chip), '--no-stub', 'read_flash', '0x10000', '1024', back)).code).toBe(0);
      expect(Buffer.compare(readFileSync(back), readFileSync(app).subarray(0, 1024))).toBe(0);
    });
  }

  test('erases with the stub, and changes the line rate', async () => {
    const chip = 'esp32c3';
    bench.unit(chip).flash.load(0x300000, new Uint8Array(0x1000));
    const { text } = await run('esptool', ...at(chip), '--baud', '921600', 'erase_region', '0x300000', '0x1000');
    expect(text).toContain('Changing baud rate to 921600');
    expect(text).toContain('Erase completed successfully');
    expect(
      bench
        .unit(chip)
        .flash.read(0x300000, 0x1000)
        .every((byte) => byte === 0xff),
    ).toBe(true);
  });

  test('works over a pty, which has neither rate nor reset lines, run after run', async () => {
    await using served = await serveVirtualUnits({ units: 1, chip: 'esp32c3', as: 'pty', isFast: true });
    const node = served.units[0]?.at ?? '';
    const over = ['--chip', 'esp32c3', '--port', node, '--before', 'no_reset', '--after', 'no_reset'];
    const app = inFolder('pty.bin', makeFirmware({ chip: 'esp32c3', version: '1.0.0', appBytes: 0xa000 }).app.bytes);
    const written = await run('esptool', ...over, 'write_flash', ...keep, '0x10000', app);
    expect(written.text).toContain('Hash of data verified');
    const back = join(folder, 'pty-back.bin');
    const read = await run('esptool', ...over, 'read_flash', '0x10000', String(readFileSync(app).length), back);
    expect(read.code, read.text).toBe(0);
    expect(Buffer.compare(readFileSync(back), readFileSync(app))).toBe(0);
  });

  test('notices bad flash by its own verification', async () => {
    const chip = 'esp32h2';
    bench.setTemper(chip, 'bad-flash');
    const app = inFolder('bad.bin', makeFirmware({ chip, version: '1.0.0', appBytes: 0x2000 }).app.bytes);
    const { code, text } = await run('esptool', ...at(chip), '--no-stub', 'write_flash', ...keep, '0x10000', app);
    bench.setTemper(chip, 'good');
    expect(code).not.toBe(0);
    expect(text).toContain('MD5 of file does not match data in flash');
  });

  for (const chip of ['esp32c3', 'esp32s3']) {
    test(`espefuse burns the user data of ${chip} with the right check bytes`, async () => {
      const before = await run('espefuse', ...at(chip), 'summary');
      expect(before.text).toContain(`${macOf(chip)} (OK)`);
      const data = randomBytes(32);
      const burned = await run(
        'espefuse',
        ...at(chip),
        '--do-not-confirm',
        'burn_block_data',
        'BLOCK3',
        inFolder('user', data),
      );
      expect(burned.text).toContain('BURN BLOCK3  - OK (write block == read block)');
      expect(bench.inspect(chip)).toMatchObject({ fuseBurns: 1, userDataHex: data.toString('hex') });
      const again = await run(
        'espefuse',
        ...at(chip),
        '--do-not-confirm',
        'burn_block_data',
        'BLOCK3',
        inFolder('user', randomBytes(32)),
      );
      expect(again.code).not.toBe(0);
      expect(bench.inspect(chip).fuseBurns).toBe(1);
    });
  }

  async function agrees(path: string, chip: string): Promise<void> {
    const bytes = new Uint8Array(readFileSync(path));
    const source = {
      name: path,
      sizeBytes: bytes.length,
      read: async (offset: number, length: number) => bytes.slice(offset, offset + length),
    };
    const ours = await readEspImage(source, { name: chip, imageChipId: emulatedChip(chip).chipId });
    const { code, text } = await run('esptool', '--chip', chip, 'image_info', '--version', '2', path);
    expect(code, text).toBe(0);
    expect(text).toContain(`Segments: ${ours.segments.length}`);
    expect(text.toLowerCase()).toContain(`entry point: 0x${ours.entryAddress.toString(16).padStart(8, '0')}`);
    expect(text.toLowerCase()).toContain(`checksum: 0x${ours.checksum.toString(16).padStart(2, '0')} (valid)`);
    for (const { address, sizeBytes } of ours.segments) {
      expect(text).toMatch(new RegExp(`0x0*${sizeBytes.toString(16)}\\s+0x0*${address.toString(16)}`));
    }
    if (ours.appendedSha256 !== undefined) expect(text).toContain(`${ours.appendedSha256} (valid)`);
    // esptool 4.7 looks for the description in segments that it calls DROM; C6 and H2 map theirs beside the code.
    if (ours.descriptor && text.includes('DROM'))
      expect(text).toContain(`Project name: ${ours.descriptor.projectName}`);
  }

  test('image_info agrees with our reader about the images that we make', async () => {
    for (const chip of chips) {
      const files = makeFirmware({ chip, version: '1.0.0', appBytes: 0x3000 });
      await agrees(inFolder('app.bin', files.app.bytes), chip);
      await agrees(inFolder('bootloader.bin', files.bootloader.bytes), chip);
    }
  });

  test.skipIf(!hasSamples)(
    'image_info agrees with our reader about images of ESP-IDF (skipped where the samples are absent)',
    async () => {
      await agrees(join(samples, 'bootloader_esp32_v5_2.bin'), 'esp32');
      await agrees(join(samples, 'bootloader_esp32c3.bin'), 'esp32c3');
      await agrees(join(samples, 'esp_idf_blink_esp32s2.bin'), 'esp32s2');
    },
  );

  test.skipIf(!hasSamples)(
    'a real application of ESP-IDF is written and boots (skipped where the samples are absent)',
    async () => {
      const chip = 'esp32s2';
      const bootloader = inFolder('s2-bootloader.bin', makeFirmware({ chip, version: '1.0.0' }).bootloader.bytes);
      const parts = [
        '0x1000',
        bootloader,
        '0x8000',
        join(samples, 'partitions_singleapp.bin'),
        '0x10000',
        join(samples, 'esp_idf_blink_esp32s2.bin'),
      ];
      const written = await run(
        'esptool',
        ...at(chip),
        '--no-stub',
        '--after',
        'no_reset',
        'write_flash',
        ...keep,
        '-z',
        ...parts,
      );
      expect(written.text.match(/Hash of data verified/g)?.length).toBe(3);
      bench.unplug(chip);
      let text = '';
      const stop = bench.line(chip).host.onData((bytes) => {
        text += Buffer.from(bytes).toString('latin1');
      });
      bench.plug(chip);
      await expect.poll(() => text, { timeout: 5_000 }).toContain('Calling app_main()');
      stop();
      expect(text).toContain('Project name:     blink');
      expect(bench.inspect(chip).mode).toBe('running');
    },
  );
});
