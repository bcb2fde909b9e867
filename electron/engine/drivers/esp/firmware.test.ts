import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../util/bytes.ts';
import { systemClock } from '../../util/clock.ts';
import type { ConfigEntry } from '../driver.ts';
import { emulatedChips } from './emulator/chips.ts';
import { createEspEmulator, type EspEmulatorOptions } from './emulator/emulator.ts';
import { instantFlashTiming } from './emulator/nor-flash.ts';
import { type FirmwareFiles, type FirmwareOptions, makeFirmware } from './firmware.ts';
import { buildNvs } from './nvs.ts';

/** A unit with these files in its flash, and what it prints. */
async function boot(
  options: Partial<FirmwareOptions & EspEmulatorOptions> = {},
  change?: (files: FirmwareFiles) => void,
  entries: readonly ConfigEntry[] = [],
) {
  const chip = options.chip ?? 'esp32c3';
  const files = makeFirmware({ version: '1.2.3', ...options, chip });
  change?.(files);
  const device = createEspEmulator({
    mac: '7c:df:a1:00:00:01',
    clock: systemClock,
    flashTiming: instantFlashTiming,
    bootTimeFactor: 0,
    ...options,
    chip,
  });
  for (const { offset, bytes } of [files.bootloader, files.partitionTable, files.app]) device.flash.load(offset, bytes);
  if (entries.length > 0) device.flash.load(0x9000, buildNvs(entries, 0x6000));
  let text = '';
  device.connect({
    send: (bytes) => {
      text += Buffer.from(bytes).toString('utf8');
    },
    detach: () => undefined,
    attach: () => undefined,
  });
  const settle = async () => {
    for (let turn = 0; turn < 60; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  device.setPower(true);
  await settle();
  const before = text;
  const ask = async (command: string) => {
    const from = text.length;
    device.receive(new TextEncoder().encode(`${command}\n`));
    await settle();
    return text.slice(from);
  };
  return { device, text: before, ask, off: () => device.setPower(false) };
}

describe('our firmware boots on every chip', () => {
  for (const { name } of emulatedChips) {
    test(name, async () => {
      const unit = await boot({ chip: name });
      expect(unit.text).toContain('slipway: up, firmware 1.2.3');
      expect(unit.text).toMatch(/free heap: \d+ bytes/);
      expect(unit.text).toMatch(/vdd: 3\d\d\d mV/);
      unit.off();
    });
  }
});

test('images are the same every time and compress as code does', () => {
  const options = { chip: 'esp32c3', version: '1.0.0' };
  const { app } = makeFirmware(options);
  expect(toHex(app.bytes)).toBe(toHex(makeFirmware(options).app.bytes));
  const ratio = deflateSync(app.bytes).length / app.bytes.length;
  expect(ratio).toBeGreaterThan(0.4);
  expect(ratio).toBeLessThan(0.8);
});

describe('a damaged flash is told on the console as the chip does', () => {
  const damaged = (title: string, change: (files: FirmwareFiles) => void, line: string) =>
    test(title, async () => {
      const unit = await boot({}, change);
      expect(unit.text).toContain(line);
      expect(unit.text).not.toContain('slipway: up');
      unit.off();
    });
  const flip = (bytes: Uint8Array, at: number) => {
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  };
  damaged('no bootloader', ({ bootloader }) => bootloader.bytes.fill(0xff), 'invalid header: 0xffffffff');
  damaged('bootloader of another chip', ({ bootloader }) => flip(bootloader.bytes, 12), 'invalid chip id');
  damaged('partition table', ({ partitionTable }) => flip(partitionTable.bytes, 5), 'Failed to verify partition table');
  damaged('application', ({ app }) => flip(app.bytes, 0x500), 'Checksum failed');
  damaged('no application', ({ app }) => app.bytes.fill(0xff), 'No bootable app partitions in the partition table');
});

test("somebody's application boots with its own name and has no identity console", async () => {
  const unit = await boot({ projectName: 'blink' });
  expect(unit.text).toContain('Project name:     blink');
  expect(unit.text).not.toContain('slipway: up');
  expect(await unit.ask('identify 00')).toBe('');
  unit.off();
});

test('an OTA record chooses the slot; without one the first slot starts', async () => {
  const unit = await boot({ layout: 'ota' });
  expect(unit.text).toContain('Loaded app from partition at offset 0x20000');
  unit.off();
});

describe('identity console', () => {
  const nonce = '00112233445566778899aabbccddeeff';
  const answerOf = (text: string): Record<string, unknown> => JSON.parse(/SLIPWAY-ID (\{.*\})/.exec(text)?.[1] ?? '{}');

  test('a unit without identity says so', async () => {
    const unit = await boot();
    expect(answerOf(await unit.ask(`identify ${nonce}`))).toEqual({ mac: '7c:df:a1:00:00:01', serial: null });
    unit.off();
  });

  const pairs = {
    'ed25519 as PEM': () => generateKeyPairSync('ed25519'),
    'ecdsa-p256 as DER': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  };
  for (const [name, generate] of Object.entries(pairs)) {
    test(`signs the nonce with its key: ${name}`, async () => {
      const { privateKey, publicKey } = generate();
      const key: ConfigEntry['value'] = name.endsWith('PEM')
        ? { type: 'string', value: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
        : { type: 'blob', value: new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' })) };
      const unit = await boot({}, undefined, [
        { namespace: 'factory', key: 'serial', value: { type: 'string', value: 'AC-1' } },
        { namespace: 'factory', key: 'key', value: key },
        { namespace: 'config', key: 'interval', value: { type: 'u16', value: 60n } },
      ]);
      const answer = answerOf(await unit.ask(`identify ${nonce}`));
      const spki = publicKey.export({ type: 'spki', format: 'der' });
      expect(answer).toMatchObject({ serial: 'AC-1', mac: '7c:df:a1:00:00:01', chip: 'esp32c3', firmware: '1.2.3' });
      expect(answer.keyFingerprint).toBe(createHash('sha256').update(spki).digest('hex'));
      const signature = Buffer.from(String(answer.signature), 'base64');
      const algorithm = name.startsWith('ed25519') ? null : 'sha256';
      expect(verify(algorithm, Buffer.from(`slipway-identify:${nonce}:AC-1`), publicKey, signature)).toBe(true);
      expect(JSON.parse(await unit.ask('config'))).toEqual({ interval: 60 });
      expect(unit.device.inspect().identitiesSeen).toEqual(['AC-1']);
      unit.off();
    });
  }

  test('a lying unit names another serial number', async () => {
    const unit = await boot({ temper: 'wrong-identity' }, undefined, [
      { namespace: 'factory', key: 'serial', value: { type: 'string', value: 'AC-1' } },
    ]);
    expect(answerOf(await unit.ask(`identify ${nonce}`)).serial).toBe('AC-1-X');
    unit.off();
  });
});

test('wont-boot fails the checksum though the flash is right', async () => {
  const unit = await boot({ temper: 'wont-boot' });
  expect(unit.text).toContain('Checksum failed');
  unit.off();
});
