// Owns: what the command line sees of the process around it; tests give it their own. Imports contract only.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { SlipwayError } from '../contract/errors.ts';

export interface Io {
  /** Results: goes to standard output. */
  out(text: string): void;
  /** Resolves when what was written has gone out far enough to write more: a slow pipe holds its writer back. */
  drained(): Promise<void>;
  /** Words for the person at the keyboard: goes to standard error. */
  err(text: string): void;
  /** Standard output is a terminal that can be redrawn. */
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Calls back on Ctrl-C and on a polite kill; returns how to stop listening. */
  onInterrupt(listener: () => void): () => void;
  /** Leaves at once, whatever still runs. */
  exit(code: number): void;
  /** Asks without showing the answer; undefined where nobody can be asked. */
  askSecret(question: string): Promise<string | undefined>;
  /** All of standard input, as text. Rejects with station/usage where it is longer. */
  readInput(maxBytes: number): Promise<string>;
}

export function createProcessIo(): Io {
  // `slipway units | head` closes the pipe early: that is not an error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    out: (text) => void process.stdout.write(text),
    async drained() {
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    },
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stdout.isTTY === true && process.env.TERM !== 'dumb',
    get columns() {
      return process.stdout.columns ?? 80;
    },
    env: process.env,
    cwd: process.cwd(),
    onInterrupt(listener) {
      process.on('SIGINT', listener);
      process.on('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
    exit: (code) => process.exit(code),
    askSecret,
    readInput,
  };
}

async function readInput(maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk);
    sizeBytes += bytes.length;
    if (sizeBytes > maxBytes)
      throw new SlipwayError('station/usage', `Standard input has more than ${maxBytes} bytes.`, {
        action: 'Give what was asked for alone.',
      });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function askSecret(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return Promise.resolve(undefined);
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve) => {
    lines.question('', (answer) => {
      lines.close();
      process.stderr.write('\n');
      resolve(answer);
    });
    lines.once('close', () => resolve(undefined));
  });
}
