import { describe, expect, test } from 'vitest';
import { createEspUnit, dataAt, firmwareLike, operation } from '../../../../test/support/esp-unit.ts';
import { caught, provokes } from '../../../../test/support/provoke.ts';
import type { ConfigEntry, Partition } from '../driver.ts';
import { instantFlashTiming } from './emulator/nor-flash.ts';
import { espDriver } from './module.ts';

const signal = new AbortController().signal;
const nvs: Partition = { label: 'nvs', type: 1, subtype: 2, offset: 0x9000, sizeBytes: 0x6000, isEncrypted: false };

describe('writing only what differs', () => {
  test('a second write of the same image sends almost nothing', async () => {
    await using unit = await createEspUnit();
    await using session = await unit.open();
    const plan = await session.plan([dataAt(0x20000, firmwareLike(300_000))], { preserve: [] });
    await session.flash(plan, operation());
    const again = await session.flash(plan, operation());
    expect(again).toMatchObject({ writtenBytes: 0, skippedBytes: 300_000 });
    expect(again.sentBytes).toBeLessThan(200);
  });

  test('two changed sectors are the only ones written', async () => {
    await using unit = await createEspUnit();
    await using session = await unit.open();
    const image = firmwareLike(300_000);
    await session.flash(await session.plan([dataAt(0x20000, image)], { preserve: [] }), operation());
    const changed = image.slice();
    changed.fill(0xa5, 100, 120);
    changed.fill(0xa5, 150_000, 150_010);
    const plan = await session.plan([dataAt(0x20000, changed)], { preserve: [] });
    expect((await session.flash(plan, operation())).writtenBytes).toBe(2 * 4096);
    await session.verify(plan, operation());
  });

  test('something else entirely is not asked for sector by sector to the end', async () => {
    await using unit = await createEspUnit();
    await using session = await unit.open();
    await session.flash(await session.plan([dataAt(0, firmwareLike(600_000, 1))], { preserve: [] }), operation());
    const plan = await session.plan([dataAt(0, firmwareLike(600_000, 2))], { preserve: [] });
    const report = await session.flash(plan, operation());
    expect(report).toMatchObject({ writtenBytes: 600_000, skippedBytes: 0 });
    await session.verify(plan, operation());
  });

  test('a fresh unit is written at the rate of the line', async () => {
    // Only the line counts here; a real flash has its own limit.
    await using unit = await createEspUnit({ flashTiming: instantFlashTiming });
    await using session = await unit.open({ baudRate: 921_600 });
    const plan = await session.plan([dataAt(0x10000, firmwareLike(1_500_000))], { preserve: [] });
    const report = await session.flash(plan, operation());
    expect(report.sentBytes).toBeLessThan(900_000);
    const lineMs = (report.sentBytes * 10_000) / report.baudRate;
    expect(lineMs / report.durationMs).toBeGreaterThan(0.97);
  });

  test('an image of several segments arrives whole', async () => {
    await using unit = await createEspUnit({ flashSizeBytes: 16 * 1024 * 1024, flashTiming: instantFlashTiming });
    await using session = await unit.open({ baudRate: 2_000_000 });
    const plan = await session.plan([dataAt(0x10000, firmwareLike(5_000_000))], { preserve: [] });
    await session.flash(plan, operation());
    await session.verify(plan, operation());
  });
});

describe('erasing', () => {
  test.each([
    ['stub', true],
    ['ROM', false],
  ])('a region through the %s', async (_name, stub) => {
    await using unit = await createEspUnit();
    await using session = await unit.open({ stub });
    await session.flash(await session.plan([dataAt(0x20000, firmwareLike(8192))], { preserve: [] }), operation());
    await session.erase?.(0x20000, 4096, operation());
    const left = unit.emulator.flash.read(0x20000, 8192);
    expect(left.subarray(0, 4096).every((byte) => byte === 0xff)).toBe(true);
    expect(Buffer.compare(left.subarray(4096), firmwareLike(8192).subarray(4096))).toBe(0);
  });

  test('the whole chip', async () => {
    await using unit = await createEspUnit();
    await using session = await unit.open();
    await session.flash(await session.plan([dataAt(0x20000, firmwareLike(8192))], { preserve: [] }), operation());
    await session.erase?.(0, 4 * 1024 * 1024, operation());
    expect(unit.emulator.flash.read(0x20000, 8192).every((byte) => byte === 0xff)).toBe(true);
  });
});

describe('configuration', () => {
  const entries: ConfigEntry[] = [
    { namespace: 'factory', key: 'serial', value: { type: 'string', value: 'AC-2647-00001' } },
    { namespace: 'factory', key: 'key', value: { type: 'blob', value: firmwareLike(5000) } },
    { namespace: 'config', key: 'interval', value: { type: 'u32', value: 300n } },
  ];

  test('is written and read back', async () => {
    await using unit = await createEspUnit();
    await using session = await unit.open();
    const { sha256 } = (await session.config?.write(nvs, entries, operation())) ?? { sha256: '' };
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await session.config?.read(nvs, operation())).toEqual(entries);
  });
});

describe.each(['esp32c3', 'esp32s3', 'esp32c6', 'esp32h2'])('fuses of the %s', (chip) => {
  test('are burned once and read back', async () => {
    await using unit = await createEspUnit({ chip });
    await using session = await unit.open();
    const data = new TextEncoder().encode('AC-2647-00001');
    expect((await session.fuses?.readUserData(signal))?.every((byte) => byte === 0)).toBe(true);
    await session.fuses?.burnUserData(data, signal);
    expect(Buffer.from((await session.fuses?.readUserData(signal)) ?? []).toString('latin1')).toBe(
      `AC-2647-00001${'\0'.repeat(19)}`,
    );
    expect(unit.emulator.inspect().fuseBurns).toBe(1);
  });
});

provokes('device/fuse-mismatch', 'a field that was burned before', async () => {
  await using unit = await createEspUnit();
  await using session = await unit.open();
  await session.fuses?.burnUserData(Uint8Array.of(1), signal);
  const again = await caught(() => session.fuses?.burnUserData(Uint8Array.of(2), signal));
  expect(unit.emulator.inspect().fuseBurns).toBe(1);
  throw again;
});

describe('the console', () => {
  test.each([
    ['by the modem signals', false],
    ['by asking the loader', true],
  ])('starts the application %s', async (_name, hasNoModemLines) => {
    await using unit = await createEspUnit({ hasNoModemLines, startInDownload: hasNoModemLines });
    await using session = await unit.open();
    const before = unit.emulator.inspect().resets;
    await session.console?.start(signal);
    let text = '';
    for (let reads = 0; reads < 20; reads++) {
      const more = await session.console?.read(2000, signal);
      if (more === undefined) break;
      text += more;
    }
    expect(unit.emulator.inspect().resets).toBeGreaterThan(before);
    if (hasNoModemLines) return;
    expect(text).toContain('ESP-ROM');
    const failure = session.console?.bootFailures.find(({ pattern }) => pattern.test(text));
    expect(failure?.meaning.text).toContain('boot loader');
  });

  test('and the loader comes back when it is needed again', async () => {
    await using unit = await createEspUnit();
    await using session = await unit.open();
    await session.console?.start(signal);
    const plan = await session.plan([dataAt(0x20000, firmwareLike(5000))], { preserve: [] });
    await session.flash(plan, operation());
    await session.verify(plan, operation());
  });
});

describe('the module', () => {
  test('says which ports may be its own', () => {
    const port = { id: 'serial:x', kind: 'serial', path: 'x' } as const;
    expect(espDriver.match({ ...port, usbVendorId: 0x303a })).toBe('yes');
    expect(espDriver.match({ ...port, usbVendorId: 0x10c4 })).toBe('maybe');
    expect(espDriver.match(port)).toBe('maybe');
    expect(espDriver.match({ ...port, usbVendorId: 0x1366 })).toBe('no');
  });
});
