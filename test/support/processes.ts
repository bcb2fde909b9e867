// Owns: child processes of tests: started under the project's Node 24, and ended by their pid, whatever happened.
// Imports Node only. Start reading at `spawnNode`.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export const projectRoot = path.resolve(import.meta.dirname, '../..');

/** The project's own Node 24, or this one where it is not installed as a package. */
export function node24(): string {
  const local = path.join(projectRoot, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(local) ? local : process.execPath;
}

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A child process. Leaving its `await using` block kills it and waits until it is gone. */
export interface TestProcess extends AsyncDisposable {
  readonly pid: number;
  readonly child: ChildProcessWithoutNullStreams;
  stdout(): string;
  stderr(): string;
  /** Resolves once what it wrote to either stream matches; rejects when it ends or `timeoutMs` passes first. */
  waitForOutput(pattern: RegExp, timeoutMs?: number): Promise<RegExpMatchArray>;
  /** Resolves when it has ended by itself or by a signal. */
  end(timeoutMs?: number): Promise<ChildEnd>;
  kill(signal: NodeJS.Signals): void;
}

export interface SpawnOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Starts a script under Node 24. */
export const spawnNode = (args: readonly string[], options: SpawnOptions = {}): TestProcess =>
  spawnProcess(node24(), args, options);

/** Starts a program. */
export function spawnProcess(program: string, args: readonly string[], options: SpawnOptions = {}): TestProcess {
  const child = spawn(program, args, {
    cwd: options.cwd ?? projectRoot,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let failure: Error | undefined;
  const watchers = new Set<() => void>();
  const notify = () => {
    for (const watcher of watchers) watcher();
  };
  const closed = new Promise<ChildEnd>((resolve) => {
    child.on('error', (error) => {
      failure = error;
      resolve({ code: 127, signal: null });
    });
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  void closed.then(notify);
  let isClosed = false;
  void closed.then(() => {
    isClosed = true;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    notify();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    notify();
  });
  // A child that is gone closes its end; writing to it then is not the test's failure.
  child.stdin.on('error', () => {});

  const describeIt = () => `${path.basename(program)} ${args.join(' ')}\n${out}${err}${failure ? failure.message : ''}`;

  const waitForOutput = (pattern: RegExp, timeoutMs = 30_000): Promise<RegExpMatchArray> =>
    new Promise((resolve, reject) => {
      const finish = (act: () => void) => {
        watchers.delete(look);
        clearTimeout(timer);
        act();
      };
      const look = () => {
        const match = out.match(pattern) ?? err.match(pattern);
        if (match) finish(() => resolve(match));
        else if (isClosed) finish(() => reject(new Error(`It ended before it wrote ${pattern}: ${describeIt()}`)));
      };
      const timer = setTimeout(
        () => finish(() => reject(new Error(`${pattern} did not come within ${timeoutMs} ms: ${describeIt()}`))),
        timeoutMs,
      );
      watchers.add(look);
      void closed.then(() => setImmediate(look));
      look();
    });

  const end = async (timeoutMs = 60_000): Promise<ChildEnd> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`It did not end within ${timeoutMs} ms: ${describeIt()}`)), timeoutMs);
    });
    try {
      return await Promise.race([closed, late]);
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    pid: child.pid ?? -1,
    child,
    stdout: () => out,
    stderr: () => err,
    waitForOutput,
    end,
    kill: (signal) => void child.kill(signal),
    [Symbol.asyncDispose]: async () => {
      if (!isClosed) child.kill('SIGKILL');
      await closed;
    },
  };
}
