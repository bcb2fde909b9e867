// Owns: what a newcomer waits for: clones the committed state into a temporary folder, runs the two commands there as a
// newcomer would, and writes times and sizes to docs/results.md. May import scripts/ only.
import { spawn } from 'node:child_process';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { recordResult } from './results.ts';

const root = path.resolve(import.meta.dirname, '..');

interface Ran {
  readonly code: number;
  readonly seconds: number;
  readonly lastLine: string;
}

/** Runs a command in `cwd`, showing its output, without this project's own Node on PATH. */
function run(command: readonly [string, ...string[]], cwd: string): Promise<Ran> {
  const entries = (process.env.PATH ?? '').split(path.delimiter);
  const PATH = entries.filter((entry) => !entry.includes('node_modules')).join(path.delimiter);
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const [program, ...args] = command;
    const env = { ...process.env, PATH, INIT_CWD: cwd, CI: 'true', NO_COLOR: '1' };
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code: code ?? 1,
        seconds: (performance.now() - startedAt) / 1000,
        lastLine: output.trimEnd().split('\n').at(-1) ?? '',
      }),
    );
  });
}

/** Bytes of all files below a folder; links count as themselves. */
function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isDirectory()) bytes += lstatSync(path.join(entry.parentPath, entry.name)).size;
  }
  return bytes;
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
const seconds = (ran: Ran): string => `${ran.seconds.toFixed(1)} s`;

async function main(): Promise<number> {
  const dir = mkdtempSync(path.join(tmpdir(), 'slipway-clone-'));
  // A checkout is open to others as a rule; tests start programs of it as somebody else.
  chmodSync(dir, 0o755);
  try {
    const clone = path.join(dir, 'slipway');
    await run(['git', 'clone', '--quiet', root, clone], dir);
    const sources = sizeOf(clone) - sizeOf(path.join(clone, '.git'));
    const first = await run(['npm', 'run', 'demo'], clone);
    const packages = sizeOf(path.join(clone, 'node_modules'));
    const second = await run(['npm', 'run', 'demo'], clone);
    const tested = await run(['npm', 'test', '--silent'], clone);
    if (first.code !== 0 || second.code !== 0 || tested.code !== 0) {
      process.stderr.write(`slipway: nothing recorded. demo ended with ${first.code}, npm test with ${tested.code}.\n`);
      return 1;
    }
    recordResult(
      'Fresh clone',
      [
        { figure: 'size of the checkout', value: mebibytes(sources), detail: 'files, without .git' },
        { figure: '`npm run demo`, first time', value: seconds(first), detail: 'with npm ci' },
        { figure: 'size of node_modules', value: mebibytes(packages), detail: 'with Node 24 itself' },
        { figure: '`npm run demo`, again', value: seconds(second), detail: 'four units PASS, one FAIL as meant' },
        { figure: '`npm test`', value: seconds(tested), detail: tested.lastLine },
      ],
      { command: 'npm run measure:clone' },
    );
    return 0;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

process.exitCode = await main();
