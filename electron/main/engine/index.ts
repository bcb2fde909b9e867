// Owns: the engine as main sees it: supervised, wherever it runs. Start reading at `createEngineSupervisor`;
// supervisor.ts has the rules, choose-host.ts where it runs, utility-host.ts and node-host.ts how.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, type MessagePortMain } from 'electron';
import type { EngineState } from '../../contract/shell.ts';
import type { FromEngine, Sealing } from '../../engine-process/control.ts';
import type { Keychain } from '../keychain.ts';
import { chooseHost } from './choose-host.ts';
import { startNodeEngine } from './node-host.ts';
import { createSupervisor, type EngineProcessListener, type Supervisor } from './supervisor.ts';
import { startUtilityEngine } from './utility-host.ts';

export interface EngineSupervisor extends Supervisor<MessagePortMain> {
  /** Whether it can be started before Electron is ready: its own processes cannot. */
  readonly mayStartEarly: boolean;
}

export interface EngineDeps {
  /** The built app: `dist` of the checkout, or of the package. */
  readonly distDir: string;
  readonly resourcesPath: string;
  readonly isPackaged: boolean;
  readonly dataDir: string;
  /** Where the engine keeps its compiled code, which is made again whenever it is gone. */
  readonly codeCacheDir: string;
  readonly virtualUnits: number | undefined;
  readonly keychain: Keychain;
  readonly onState: (state: EngineState) => void;
  readonly onWorking: (runs: number) => void;
  readonly onRunFailed: (failure: Extract<FromEngine, { kind: 'run-failed' }>) => void;
  readonly log: (line: string) => void;
}

export function createEngineSupervisor(deps: EngineDeps): EngineSupervisor {
  const { distDir, log, virtualUnits } = deps;
  const place = {
    // Neither Node nor a native module can be read from within the archive.
    entry: path.join(distDir, 'engine', 'js', 'main.js').replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'),
    // Node's own variable: a fifth of the engine's start was compiling.
    env: { ...engineEnvironment(process.env), NODE_COMPILE_CACHE: deps.codeCacheDir },
    log: (line: string) => log(`engine: ${line}`),
  };
  const host = chooseHost({
    nodeApi: process.versions.napi,
    env: process.env,
    platform: process.platform,
    // A package made with the development runtime brings its Node along.
    places: deps.isPackaged ? [deps.resourcesPath] : [path.join(distDir, '..', 'node_modules')],
    exists: existsSync,
  });
  log(host.kind === 'node' ? `The engine runs under ${host.node}.` : `The engine runs in: ${host.kind}.`);
  const start = (listener: EngineProcessListener) => {
    if (host.kind === 'utility') return startUtilityEngine(place, listener);
    if (host.kind === 'node') return startNodeEngine(host.node, place, listener);
    // No process to start: it refuses as a station would that cannot be opened.
    const { message, action, context } = host;
    setImmediate(() => listener.onMessage({ kind: 'refused', message, action, context }));
    return { send: () => undefined, connect: () => undefined, kill: () => listener.onExit('no process') };
  };
  const supervisor = createSupervisor<MessagePortMain>({
    start,
    async open() {
      // Before, nothing is known of the keychain.
      await app.whenReady();
      const sealing: Sealing = deps.keychain.sealing();
      return { kind: 'open', dataDir: deps.dataDir, sealing, ...(virtualUnits === undefined ? {} : { virtualUnits }) };
    },
    seal: (question) => deps.keychain.answer(question),
    after: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    nowMs: () => performance.now(),
    onState: deps.onState,
    onWorking: deps.onWorking,
    onRunFailed: deps.onRunFailed,
    log,
  });
  return { ...supervisor, mayStartEarly: host.kind === 'node' };
}

/** Nothing of Electron's or Node's own settings reaches the engine: they could load code into it. */
function engineEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const isPassed = (name: string) => !/^(?:ELECTRON_|NODE_)/i.test(name);
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (isPassed(name) && value !== undefined ? [[name, value]] : [])),
  );
}
