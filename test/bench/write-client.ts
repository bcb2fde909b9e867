// Owns: our client as a program that does what `esptool write_flash` does: connect, raise the rate, write, verify.
// Prints one JSON line per unit. Run by the benchmarks only; imports drivers and transports.
import { parseArgs } from 'node:util';
import { espDriver } from '../../electron/engine/drivers/esp/module.ts';
import { openFileImage } from '../../electron/engine/image/source.ts';
import { parsePortUrl } from '../../electron/engine/transport/port-url.ts';
import { createRfc2217Opener } from '../../electron/engine/transport/rfc2217.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', multiple: true, default: [] },
    baud: { type: 'string', default: '921600' },
    image: { type: 'string', default: '' },
    at: { type: 'string', default: '0x10000' },
    kind: { type: 'string', default: 'app' },
    'no-stub': { type: 'boolean', default: false },
    /** How often the image is written and verified: an engine writes all day, esptool once per process. */
    repeat: { type: 'string', default: '1' },
  },
});
const kind = values.kind === 'app' ? 'app' : 'data';
const signal = new AbortController().signal;
const op = { signal, onProgress: () => undefined };

async function write(url: string) {
  const startedMs = performance.now();
  await using transport = await createRfc2217Opener({ clock: systemClock }).open(
    parsePortUrl(url),
    { baudRate: espDriver.initialBaudRate },
    signal,
  );
  const options = espDriver.optionsSchema.parse({
    baudRate: Number(values.baud),
    stub: !values['no-stub'],
    diff: 'never',
    reset: ['none'],
  });
  await using session = await espDriver.open(transport, options, { clock: systemClock, signal, log: () => undefined });
  const connectedMs = performance.now();
  await using source = await openFileImage('image', values.image);
  const plan = await session.plan([{ source, kind, at: Number(values.at), isEncrypted: false }], { preserve: [] });
  const repeats: { flashMs: number; verifyMs: number; cpuMs: number; sentBytes: number }[] = [];
  for (let time = 0; time < Number(values.repeat); time += 1) {
    const cpuBefore = process.cpuUsage();
    const beginMs = performance.now();
    const { sentBytes } = await session.flash(plan, op);
    const flashedMs = performance.now();
    await session.verify(plan, op);
    const { user, system } = process.cpuUsage(cpuBefore);
    const verifyMs = performance.now() - flashedMs;
    repeats.push({ flashMs: flashedMs - beginMs, verifyMs, cpuMs: (user + system) / 1000, sentBytes });
  }
  return {
    connectMs: connectedMs - startedMs,
    totalMs: performance.now() - startedMs,
    baudRate: transport.baudRate,
    repeats,
  };
}

process.stdout.write(`${JSON.stringify(await Promise.all(values.url.map(write)))}\n`);
