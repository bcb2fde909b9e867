// Owns: one start of the engine as the app starts it: the built process under the project's Node, told to open a station.
// Start reading at `startBuiltEngine`.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fromEngineSchema, type ToEngine } from '../../electron/engine-process/control.ts';
import { distDir, projectNode } from '../../scripts/electron/paths.ts';

export const builtEngine = path.join(distDir, 'engine', 'js', 'main.js');

/**
 * Milliseconds from the command to the engine that takes calls. Node's compile cache was tried: it saves a twentieth of
 * the processor time, for most of the start is opening the journal and the bench.
 */
export async function startBuiltEngine(dataDir: string): Promise<number> {
  const startedMs = performance.now();
  const child = fork(builtEngine, {
    execPath: projectNode,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const send = (message: ToEngine) => child.send(message);
  const exited = once(child, 'exit');
  const ready = Promise.withResolvers<number>();
  child.on('message', (data) => {
    const message = fromEngineSchema.parse(data);
    if (message.kind === 'loaded') send({ kind: 'open', dataDir, sealing: 'passphrase', virtualUnits: 4 });
    if (message.kind === 'ready') ready.resolve(performance.now() - startedMs);
    if (message.kind === 'refused') ready.reject(new Error(message.message));
  });
  void exited.then(([code, signal]) => ready.reject(new Error(`The engine ended: ${code ?? signal}`)));
  try {
    return await ready.promise;
  } finally {
    if (child.connected) send({ kind: 'close' });
    await exited;
  }
}
