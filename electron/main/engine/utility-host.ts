// Owns: the engine in Electron's utility process, the way of every release. Start reading at `startUtilityEngine`.
import { type MessagePortMain, utilityProcess } from 'electron';
import { fromEngineSchema } from '../../engine-process/control.ts';
import type { EngineProcess, EngineProcessListener } from './supervisor.ts';

export interface EnginePlace {
  /** The built entry of the engine process. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

/**
 * Room for what an engine makes at its start (MiB of V8's young generation): the usual 1 is collected again and again on
 * the way, which costs 40 ms.
 */
export const startHeap = '--min-semi-space-size=16';

export function startUtilityEngine(
  place: EnginePlace,
  listener: EngineProcessListener,
): EngineProcess<MessagePortMain> {
  const child = utilityProcess.fork(place.entry, [], {
    serviceName: 'Slipway engine',
    stdio: 'pipe',
    env: place.env,
    execArgv: [`--js-flags=${startHeap}`],
  });
  let lastPort = 0;
  child.stderr?.on('data', (text) => place.log(String(text).trimEnd()));
  child.on('message', (data: unknown) => listener.onMessage(fromEngineSchema.parse(data)));
  child.on('exit', (code) => listener.onExit(`exit code ${code}`));
  return {
    send: (message) => child.postMessage(message),
    connect(port) {
      lastPort += 1;
      child.postMessage({ kind: 'port', id: lastPort }, [port]);
    },
    kill: () => void child.kill(),
  };
}
