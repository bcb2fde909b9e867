import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { provokes } from '../../../test/support/provoke.ts';
import { instantFlashTiming } from '../drivers/esp/emulator/nor-flash.ts';
import { makeFirmware } from '../drivers/esp/firmware.ts';
import { createVirtualBus } from '../transport/virtual.ts';
import { fromHex } from '../util/bytes.ts';
import { systemClock } from '../util/clock.ts';
import { createVirtualBench, type VirtualBenchDeps } from './bench.ts';

const fast = { rate: 'unlimited', latencyMs: 0, bufferBytes: 65_536 } as const;
const emulator = { flashTiming: instantFlashTiming, bootTimeFactor: 0 };
const unit = { slot: '01', chip: 'esp32c3', mac: '7c:df:a1:00:00:01', emulator };

function open(deps: Partial<VirtualBenchDeps> = {}) {
  const bus = createVirtualBus(systemClock);
  return { bus, bench: createVirtualBench({ clock: systemClock, bus, units: [unit], model: fast, ...deps }) };
}

test('a unit is a port of the bus while it is plugged in', async () => {
  const { bus, bench } = open();
  expect(bus.list().map((port) => port.id)).toEqual(['virtual:01']);
  bench.unplug('01');
  expect(bus.list()).toEqual([]);
  bench.plug('01');
  expect(bench.list()).toEqual([
    { slot: '01', chip: 'esp32c3', mac: '7c:df:a1:00:00:01', temper: 'good', isPlugged: true, portId: 'virtual:01' },
  ]);
  await bench.close();
});

test('a unit answers on its port, pulls itself out at the byte given, and comes back', async () => {
  const { bus, bench } = open();
  const sync = fromHex(`c0000824000000000007071220${'55'.repeat(32)}c0`);
  const [port] = bus.list();
  if (!port) throw new Error('no port');
  await using transport = await bus.open(port, { baudRate: 115200 });
  await transport.setLines({ dtr: false, rts: true });
  await transport.setLines({ dtr: true, rts: false });
  await systemClock.sleep(30);
  await transport.setLines({ dtr: false });
  await transport.discardInput();
  await transport.write(sync);
  expect((await transport.read(500))?.subarray(0, 3)).toEqual(fromHex('c00108'));
  bench.setTemper('01', 'unplug@10');
  await transport.write(sync).catch(() => undefined);
  await systemClock.sleep(20);
  expect(bus.list()).toEqual([]);
  bench.plug('01');
  expect(bus.list().length).toBe(1);
  await bench.close();
});

test('flash and fuses outlive the bench', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  try {
    const first = open({ dataDir, isPlugged: false }).bench;
    const { app } = makeFirmware({ chip: 'esp32c3', version: '1.0.0', appBytes: 0x4000 });
    const wait = async () => true;
    await first.unit('01').flash.program(0x10000, app.bytes, instantFlashTiming, wait);
    const burn = (register: number, value: number) =>
      first.unit('01').fuses.writeRegister(0x60008800 + register, value);
    burn(0, 0x12345678);
    burn(0x1cc, 0x5a5a);
    burn(0x1d4, 2 | (3 << 2));
    await first.close();
    const second = open({ dataDir, isPlugged: false }).bench;
    expect(Buffer.compare(second.unit('01').flash.read(0x10000, app.bytes.length), app.bytes)).toBe(0);
    expect(second.inspect('01').userDataHex.slice(0, 8)).toBe('78563412');
    await second.close();
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});

const readySchema = z.object({
  ready: z.literal(true),
  units: z.array(z.object({ slot: z.string(), port: z.number() })),
});

test('a bench in its own process serves units and obeys JSON lines', async () => {
  const main = new URL('./bench-main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, '--units', '2', '--fast'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => JSON.parse((await lines.next()).value ?? 'null');
  const ready = readySchema.parse(await next());
  expect(ready.units.map(({ slot }) => slot)).toEqual(['01', '02']);
  const ask = (command: unknown) => {
    child.stdin.write(`${JSON.stringify(command)}\n`);
    return next();
  };
  expect(await ask({ do: 'setTemper', slot: '02', temper: 'silent' })).toEqual({ ok: true, result: null });
  expect(await ask({ do: 'inspect', slot: '02' })).toMatchObject({ ok: true, result: { temper: 'silent' } });
  expect(await ask({ do: 'dance' })).toMatchObject({ ok: false });
  expect(await ask({ do: 'exit' })).toMatchObject({ ok: true });
  expect(await exited).toBe(0);
});

provokes('port/not-found', 'a slot that the virtual bench does not have', () => open().bench.plug('99'));
provokes('wire/invalid-input', 'a temper that no unit has', () => open().bench.setTemper('01', 'grumpy'));
