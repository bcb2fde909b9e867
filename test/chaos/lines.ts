// Owns: a child process that is spoken to in JSON lines. Imports Node and test/support only. Start at `startLineChild`.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { node24, projectRoot } from '../support/processes.ts';

export interface LineChild {
  readonly pid: number;
  send(message: unknown): void;
  kill(): void;
  /** Resolves once the process is gone and all that it said has been heard. */
  readonly gone: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

/** Starts a script of this repository under Node 24; `onLine` hears each JSON line of its stdout. */
export function startLineChild(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  onLine: (message: unknown) => void,
): LineChild {
  const child = spawn(node24(), args, { cwd: projectRoot, env: { ...process.env, ...env }, stdio: 'pipe' });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4000);
  });
  // A child that was killed closes its end.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    // The last line may have been cut off by the kill.
    const message = tryParse(line);
    if (message !== undefined) onLine(message);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code));
  });
  const heard = new Promise<void>((resolve) => lines.once('close', resolve));
  return {
    pid: child.pid ?? -1,
    send: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    kill: () => void child.kill('SIGKILL'),
    gone: Promise.all([ended, heard]).then(([code]) => ({ code, stderr })),
  };
}

function tryParse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
