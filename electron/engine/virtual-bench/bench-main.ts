// Owns: a virtual bench in a process of its own: units behind RFC 2217 ports on loopback, obeying JSON lines on stdin.
// Tests kill the engine and this process goes on, as a real bench does. May import the bench, util and zod.
// Start reading at `commandSchema`: one JSON object per line in, one per line out, in order; the first line out is `ready`.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { instantFlashTiming } from '../drivers/esp/emulator/nor-flash.ts';
import type { LineServer } from '../transport/line-server.ts';
import { systemClock } from '../util/clock.ts';
import { createVirtualBench, type VirtualBench } from './bench.ts';

const commandSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('list') }),
  z.strictObject({ do: z.literal('plug'), slot: z.string() }),
  z.strictObject({ do: z.literal('unplug'), slot: z.string() }),
  z.strictObject({ do: z.literal('setTemper'), slot: z.string(), temper: z.string() }),
  z.strictObject({ do: z.literal('inspect'), slot: z.string() }),
  /** Another, blank unit in the same slot, behind the same TCP port. */
  z.strictObject({
    do: z.literal('replace'),
    slot: z.string(),
    mac: z.string().regex(/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/),
  }),
  /** Flash as it is, in base64. */
  z.strictObject({
    do: z.literal('readFlash'),
    slot: z.string(),
    offset: z.int().min(0),
    length: z.int().min(0).max(0x100000),
  }),
  z.strictObject({ do: z.literal('exit') }),
]);
type Command = z.infer<typeof commandSchema>;

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '4' },
    chip: { type: 'string', default: 'esp32c3' },
    /** Last bytes of the MAC addresses count from here. */
    first: { type: 'string', default: '1' },
    'data-dir': { type: 'string' },
    /** Flash without waiting times, lines without a rate. */
    fast: { type: 'boolean', default: false },
  },
});

const say = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer)}\n`);

async function main(): Promise<void> {
  const count = z.coerce.number().int().min(1).max(99).parse(values.units);
  const first = z.coerce.number().int().min(0).max(0xff00).parse(values.first);
  const units = Array.from({ length: count }, (_, index) => {
    const number = (first + index).toString(16).padStart(4, '0');
    return {
      slot: String(index + 1).padStart(2, '0'),
      chip: values.chip,
      mac: `7c:df:a1:00:${number.slice(0, 2)}:${number.slice(2)}`,
      emulator: values.fast ? { flashTiming: instantFlashTiming, bootTimeFactor: 0.1 } : {},
    };
  });
  const bench = createVirtualBench({
    clock: systemClock,
    units,
    ...(values.fast ? { model: { rate: 'unlimited' as const, latencyMs: 0, bufferBytes: 65_536 } } : {}),
    ...(values['data-dir'] === undefined ? {} : { dataDir: values['data-dir'] }),
  });
  const servers = new Map<string, LineServer>();
  for (const { slot } of units) servers.set(slot, await bench.serve(slot, 'rfc2217'));
  const list = () =>
    bench.list().map((unit) => {
      const server = servers.get(unit.slot);
      return { ...unit, url: `rfc2217:${server?.host}:${server?.port}`, port: server?.port ?? 0 };
    });

  say({ ready: true, units: list() });
  async function replace(slot: string, mac: string): Promise<void> {
    const server = servers.get(slot);
    await server?.close();
    bench.replace(slot, mac);
    servers.set(slot, await bench.serve(slot, 'rfc2217', server?.port ?? 0));
  }

  for await (const line of createInterface({ input: process.stdin })) {
    const answer = await obey({ bench, list, replace }, line);
    say(answer.reply);
    if (answer.isLast) break;
  }
  await bench.close();
  // An open stdin would keep the process.
  process.stdin.destroy();
}

interface Controls {
  readonly bench: VirtualBench;
  readonly list: () => unknown;
  readonly replace: (slot: string, mac: string) => Promise<void>;
}

async function obey(controls: Controls, line: string): Promise<{ reply: unknown; isLast: boolean }> {
  try {
    const command = commandSchema.parse(JSON.parse(line));
    return { reply: { ok: true, result: (await carryOut(controls, command)) ?? null }, isLast: command.do === 'exit' };
  } catch (thrown) {
    return { reply: { ok: false, error: thrown instanceof Error ? thrown.message : String(thrown) }, isLast: false };
  }
}

function carryOut({ bench, list, replace }: Controls, command: Command): unknown {
  switch (command.do) {
    case 'list':
      return list();
    case 'plug':
      return bench.plug(command.slot);
    case 'unplug':
      return bench.unplug(command.slot);
    case 'setTemper':
      return bench.setTemper(command.slot, command.temper);
    case 'inspect':
      return bench.inspect(command.slot);
    case 'replace':
      return replace(command.slot, command.mac);
    case 'readFlash': {
      const { slot, offset, length } = command;
      return Buffer.from(bench.unit(slot).flash.read(offset, length)).toString('base64');
    }
    case 'exit':
      return undefined;
  }
}

await main();
