// Our client through esptool's own port server, esp_rfc2217_server, which resets the unit by itself as soon as it hears
// the beginning of a reset. Behind it: pyserial's RFC 2217 client and an emulated unit.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { makeFirmware } from '../../electron/engine/drivers/esp/firmware.ts';
import { espDriver } from '../../electron/engine/drivers/esp/module.ts';
import { openFileImage } from '../../electron/engine/image/source.ts';
import { parsePortUrl } from '../../electron/engine/transport/port-url.ts';
import { createRfc2217Opener } from '../../electron/engine/transport/rfc2217.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { createVirtualBench, usbAdapterModel } from '../../electron/engine/virtual-bench/bench.ts';
import { closedPort } from '../support/closed-port.ts';
import { projectRoot } from '../support/processes.ts';
import { PYTHON } from '../support/pty.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { useTempDir } from '../support/temp-dir.ts';

const peers = path.join(projectRoot, '.peers', 'esptool');
const program = path.join(peers, 'esp_rfc2217_server.py');
const mac = '7c:df:a1:0b:00:01';

skipUnless(existsSync(program), 'esp_rfc2217_server is not installed: npm run test:peers').run(
  'esp_rfc2217_server',
  () => {
    describe('a unit that has to be reset into its loader', () => {
      test('is recognised, written and verified through it', async () => {
        const folder = useTempDir('slipway-esp-rfc2217-');
        await using bench = createVirtualBench({
          clock: systemClock,
          model: usbAdapterModel,
          units: [
            { slot: '01', chip: 'esp32c3', mac, emulator: { bootTimeFactor: 0.1, resetCircuit: 'usb-serial-jtag' } },
          ],
        });
        await using unit = await bench.serve('01', 'rfc2217');
        await using server = await startServer(folder, `rfc2217://127.0.0.1:${unit.port}`);
        const { signal } = new AbortController();
        await using transport = await createRfc2217Opener({ clock: systemClock }).open(
          parsePortUrl(`rfc2217://127.0.0.1:${server.port}`),
          { baudRate: espDriver.initialBaudRate },
          signal,
        );
        const options = espDriver.optionsSchema.parse({ baudRate: 460_800, reset: ['classic'] });
        await using session = await espDriver.open(transport, options, {
          clock: systemClock,
          signal,
          log: () => undefined,
        });
        const op = { signal, onProgress: () => undefined };
        expect(session.identity).toMatchObject({ chip: 'esp32c3', mac });

        const { bytes } = makeFirmware({ chip: 'esp32c3', version: '1.0.0', appBytes: 0x10000 }).app;
        const file = path.join(folder, 'app.bin');
        writeFileSync(file, bytes);
        await using source = await openFileImage('app', file);
        const plan = await session.plan([{ source, kind: 'app', at: 0x10000, isEncrypted: false }], { preserve: [] });
        await session.flash(plan, op);
        await session.verify(plan, op);
        expect(Buffer.compare(bench.unit('01').flash.read(0x10000, bytes.length), bytes)).toBe(0);
      });
    });
  },
);

/** Between us and a port that pyserial opens. */
async function startServer(folder: string, port: string): Promise<AsyncDisposable & { readonly port: number }> {
  // Its own ways want a file descriptor, or changes within microseconds, which a port behind a network has not: the unit
  // is one whose USB looks at the order of the changes only.
  const config = path.join(folder, 'esptool.cfg');
  writeFileSync(config, '[esptool]\ncustom_reset_sequence = D0|R0|W0.05|D1|W0.05|R1|D0|W0.05|R0\n');
  const own = await closedPort();
  const child = spawn(
    PYTHON,
    [path.join(import.meta.dirname, 'esp-rfc2217-server.py'), program, '-p', String(own), port],
    { env: { ...process.env, PYTHONPATH: peers, ESPTOOL_CFGFILE: config }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said: string[] = [];
  const listening = new Promise<void>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);

      if (line.includes(`TCP/IP port: ${own}`)) resolve();
    });
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`esp_rfc2217_server ended: ${said.join('\n')}`);
  });
  await Promise.race([listening, ended]);
  ended.catch(() => undefined);
  return {
    port: own,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
