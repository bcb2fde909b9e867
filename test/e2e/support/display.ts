// Owns: a screen for windows where there is none: Xvfb, started and ended by its pid. Start reading at `openDisplay`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Display extends AsyncDisposable {
  /** For DISPLAY. */
  readonly name: string;
}

/** Large enough for windows at 4K; `width`×`height` for tests that need a smaller one. */
export async function openDisplay(width = 3840, height = 2160): Promise<Display> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const failed = once(server, 'error').then(([error]) => {
    throw error;
  });
  const pipe = server.stdio[3];
  if (pipe === null || pipe === undefined || !('read' in pipe)) throw new Error('Xvfb gives no number.');
  const [number] = await Promise.race([once(createInterface({ input: pipe }), 'line'), failed]);
  const exited = once(server, 'exit');
  // Also where a test is cut short.
  const end = () => void server.kill();
  process.on('exit', end);
  return {
    name: `:${String(number).trim()}`,
    async [Symbol.asyncDispose]() {
      process.off('exit', end);
      server.kill();
      await exited;
    },
  };
}
