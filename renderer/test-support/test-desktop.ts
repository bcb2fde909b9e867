// Owns: the part of the desktop shell in component tests: starts engines, hands their ports to the window, records what
// the window asks for. Start reading at `createTestDesktop`.
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { WirePort } from '../../electron/api/wire-port.ts';
import type { EngineState, ShellMessage, ShellRequest } from '../../electron/contract/shell.ts';
import type { ShellLink } from '../wire/index.ts';
import { type EngineSettings, engineReadySchema } from './engine-settings.ts';

type Listener = Parameters<ShellLink['onMessage']>[0];

export interface TestDesktop {
  readonly link: ShellLink;
  /** Everything that the window asked of the shell. */
  readonly requests: ShellRequest[];
  /** Starts an engine on the test's data and hands its port over. */
  startEngine(): Promise<void>;
  /** Kills the engine as a crash would, and tells the window that it is started again. */
  crashEngine(): Promise<void>;
  say(message: ShellMessage): void;
  close(): Promise<void>;
}

export function createTestDesktop(settings: EngineSettings): TestDesktop {
  const listeners = new Set<Listener>();
  const requests: ShellRequest[] = [];
  let restarts = -1;
  let engine: ChildProcess | undefined;
  let last: { state: EngineState; port?: WirePort } = { state: { kind: 'starting' } };

  const say = (message: ShellMessage, port?: WirePort) => {
    for (const listener of [...listeners]) listener(message, port);
  };
  const tell = (state: EngineState, port?: WirePort) => {
    // A page that is opened later gets the port of the engine that is there.
    const kept = port ?? (state.kind === 'ready' ? last.port : undefined);
    last = kept === undefined ? { state } : { state, port: kept };
    say({ slipway: 'engine', state }, port);
  };
  const kill = async () => {
    const child = engine;
    engine = undefined;
    if (child !== undefined) await killChild(child);
  };
  return {
    requests,
    link: {
      shell: {
        platform: 'linux',
        appVersion: '0.0.0',
        electronVersion: '0.0.0',
        async request(request) {
          requests.push(request);
          if (request.kind === 'hello') say({ slipway: 'engine', state: last.state }, last.port);
        },
      },
      onMessage(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    async startEngine() {
      engine = (await startChild(settings)).child;
      restarts += 1;
      // As the shell does it.
      tell({ kind: 'starting' }, portOf(engine));
      tell({ kind: 'ready', restarts });
    },
    async crashEngine() {
      await kill();
      tell({ kind: 'restarting', reason: 'killed by the test', inMs: 1000 });
    },
    say: (message) => say(message),
    close: kill,
  };
}

/** An engine's process, and where it is served. */
export async function startChild(settings: EngineSettings): Promise<{ child: ChildProcess; url: string | null }> {
  const child = fork(path.join(import.meta.dirname, 'engine-child.ts'), [JSON.stringify(settings)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.on('data', (bytes) => {
    complaints += String(bytes);
  });
  const said = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The engine ended with ${code}: ${complaints}`)));
  });
  return { child, url: engineReadySchema.parse(said).url };
}

/** As a crash would end it: at once, and without a word. */
export async function killChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** The child's IPC channel as the MessagePort that it stands for. */
function portOf(child: ChildProcess): WirePort {
  return {
    on(event: string, listener: (message?: unknown) => void) {
      if (event === 'message') child.on('message', (message) => listener(message));
      if (event === 'close') child.on('disconnect', () => listener());
    },
    postMessage: (message: string) => void child.send(message, () => undefined),
    close: () => undefined,
  };
}
