// Owns: the processes of a benchmark: units, clients, and what a client cost by the operating system's own account.
// Imports node and zod only. Start reading at `runMeasured`.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';

export const root = path.resolve(import.meta.dirname, '../..');
const python = '/usr/bin/python3';
const esptoolDir = path.join(root, '.peers/esptool');

/** Why the peer is not here, with what installs it; undefined when it is. */
export function whyNoEsptool(): string | undefined {
  return existsSync(path.join(esptoolDir, '.complete')) && existsSync(python)
    ? undefined
    : 'esptool is not installed here: as root on Debian, run scripts/peers/install-esptool.sh';
}

const costSchema = z.object({ code: z.number(), wallS: z.number(), cpuS: z.number(), maxRssKiB: z.number() });
export type Cost = z.infer<typeof costSchema> & { readonly stdout: string };

/** Runs a command to its end. Rejects with its output when it fails: a benchmark of failures measures nothing. */
export function runMeasured(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Cost> {
  return new Promise((resolve, reject) => {
    execFile(
      python,
      [path.join(import.meta.dirname, 'measured.py'), command, ...args],
      { env: { ...process.env, ...env }, timeout: 300_000, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error !== null) return reject(new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`));
        const lastLine = stderr.trimEnd().split('\n').at(-1) ?? '';
        resolve({ ...costSchema.parse(JSON.parse(lastLine)), stdout });
      },
    );
  });
}

export const runEsptool = (args: readonly string[]): Promise<Cost> =>
  runMeasured(python, ['-m', 'esptool', ...args], { PYTHONPATH: esptoolDir });

export const runNode = (script: string, args: readonly string[]): Promise<Cost> =>
  runMeasured(process.execPath, [path.join(import.meta.dirname, script), ...args]);

export interface Devices extends AsyncDisposable {
  readonly ports: readonly number[];
  /** Takes every unit out and puts a blank one in, behind the same TCP port. */
  blank(): Promise<void>;
}

/** Emulated units behind RFC 2217 on loopback, in a process of their own that ends with this one's pipe. */
export async function openDevices(args: readonly string[]): Promise<Devices> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'device-process.ts'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the process of the units ended');
    return JSON.parse(value);
  };
  const { ports } = z.object({ ports: z.array(z.number()) }).parse(await next());
  return {
    ports,
    async blank() {
      child.stdin.write('blank\n');
      await next();
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exited;
    },
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
