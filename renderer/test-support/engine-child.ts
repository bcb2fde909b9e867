// Owns: a real engine on an instant virtual bench, in a process of its own as on the desktop, for component tests.
// Its wire is the IPC channel; killing the process is a crash of the engine. Start reading at `main`.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { startServer } from '../../electron/api/http.ts';
import { createMessagePortServer } from '../../electron/api/message-port.ts';
import { createStation } from '../../electron/engine/index.ts';
import type { VirtualUnitSpec } from '../../electron/engine/virtual-bench/bench.ts';
import { createTestBox, instantBench, instantUnit, prepareMainJob } from '../../test/support/main-job.ts';
import { type EngineSettings, engineSettingsSchema } from './engine-settings.ts';

/** Tests restart the engine on the same data, so the key that seals it is the same each time. */
const boxKey = new Uint8Array(32).fill(7);

async function main(): Promise<void> {
  const settings = engineSettingsSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const dataDir = path.join(settings.dir, 'station');
  if (!existsSync(dataDir)) {
    await prepareMainJob(settings.dir, { boxKey });
    if (settings.isSealedByPassphrase) await rm(path.join(dataDir, 'keystore.json'));
  }
  const isReal = settings.units === 0;
  const station = await createStation({
    dataDir,
    ...(settings.isSealedByPassphrase ? {} : { keychain: { kind: 'os-keychain', box: createTestBox(boxKey) } }),
    ...(isReal ? {} : { virtualBench: benchOf(settings) }),
  });
  const server = createMessagePortServer(station, {
    onDefect: (thrown, procedure) => process.stderr.write(`${procedure}: ${String(thrown)}\n`),
  });
  server.accept({
    on(event, listener) {
      if (event === 'message') process.on('message', (message) => listener(message));
      if (event === 'close') process.on('disconnect', () => listener());
    },
    postMessage: (message) => void process.send?.(message),
    close: () => process.disconnect(),
  });
  process.on('disconnect', () => void station.close().then(() => process.exit(0)));
  const web = settings.served && (await startServer(station, { ...settings.served, version: '0.0.0' }));
  process.send?.({ ready: true, url: web?.url ?? null });
}

function benchOf({ dir, units, tempers, isSlow }: EngineSettings) {
  const specs = Array.from({ length: units }, (_, index): VirtualUnitSpec => {
    const unit = instantUnit(String(index + 1).padStart(2, '0'), index + 1, tempers[index] ?? 'good');
    const { slot, chip, mac } = unit;
    return isSlow ? { slot, chip, mac, temper: tempers[index] ?? 'good' } : unit;
  });
  return { units: specs, dataDir: path.join(dir, 'bench'), ...(isSlow ? {} : { model: instantBench.model }) };
}

await main();
