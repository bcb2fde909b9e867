// Owns: running one tool of the project under this Node to its end. Imports Node only.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

export interface ToolEnd {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

/** Runs a script of the project; its output is kept, or shown as it comes when `isShown`. Ends with us. */
export function runTool(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  isShown = false,
): Promise<ToolEnd> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], {
      env: { ...process.env, ...env },
      stdio: isShown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    let stoppedBy: NodeJS.Signals | undefined;
    const stop = (signal: NodeJS.Signals) => {
      stoppedBy = signal;
      child.kill(signal);
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    const finish = (code: number) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      // Whoever stopped us wants no next tool, and no count that looks like a whole run.
      if (stoppedBy) process.exit(128 + constants.signals[stoppedBy]);
      resolve({ code, output, seconds: (performance.now() - startedAt) / 1000 });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}
