// Owns: the emulated units that a benchmark writes to, in a process of their own, so that what a client costs is its own.
// One JSON line in for `blank`, one out; stdin at its end ends the process. May import the engine's bench.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { instantFlashTiming, realisticFlashTiming } from '../../electron/engine/drivers/esp/emulator/nor-flash.ts';
import type { LineServer } from '../../electron/engine/transport/line-server.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { createVirtualBench } from '../../electron/engine/virtual-bench/bench.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '1' },
    /** `uart`: lines with their rate and flash with its times; `unlimited`: neither, so that only the client costs. */
    line: { type: 'string', default: 'uart' },
    flash: { type: 'string', default: '4194304' },
  },
});
const isUart = values.line === 'uart';
const macs = function* () {
  for (let n = 1; ; n += 1)
    yield `7c:df:a1:0b:${(n >> 8).toString(16).padStart(2, '0')}:${(n & 0xff).toString(16).padStart(2, '0')}`;
};
const nextMac = macs();
const slots = Array.from({ length: Number(values.units) }, (_, index) => String(index + 1).padStart(2, '0'));
const bench = createVirtualBench({
  clock: systemClock,
  model: isUart
    ? { rate: 'uart', latencyMs: 1, bufferBytes: 4096 }
    : { rate: 'unlimited', latencyMs: 0, bufferBytes: 65_536 },
  units: slots.map((slot) => ({
    slot,
    chip: 'esp32c3',
    mac: nextMac.next().value ?? '',
    emulator: {
      // Both clients leave the reset lines alone, so that only their work is measured and not the board's reset circuit.
      startInDownload: true,
      flashTiming: isUart ? realisticFlashTiming : instantFlashTiming,
      flashSizeBytes: Number(values.flash),
      bootTimeFactor: 0.1,
    },
  })),
});
const servers = new Map<string, LineServer>();
const say = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer)}\n`);
for (const slot of slots) servers.set(slot, await bench.serve(slot, 'rfc2217'));
say({ ports: slots.map((slot) => servers.get(slot)?.port ?? 0) });
for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== 'blank') break;
  for (const slot of slots) {
    const server = servers.get(slot);
    await server?.close();
    bench.replace(slot, nextMac.next().value ?? '');
    servers.set(slot, await bench.serve(slot, 'rfc2217', server?.port ?? 0));
  }
  say({ blank: true });
}
await bench.close();
process.stdin.destroy();
