// Owns: what `npm run <command>` does first on any machine: checks Node, installs what is missing, starts the project's own Node 24.
// Imports nothing but Node's own modules and runs on Node from 16 on, so that an old one gets an answer, not a stack trace.
// Start reading at `commands`.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const minimumNode = [20, 19];
const cli = 'electron/cli/main.ts';

/** What each command runs under Node 24. */
const commands = {
  slipway: { entry: [cli] },
  demo: { entry: [cli, 'demo'] },
  start: { entry: ['scripts/electron/start.ts'] },
  build: { entry: ['scripts/electron/build.ts'] },
  package: { entry: ['scripts/electron/package.ts'] },
  test: { entry: ['scripts/test.ts'] },
  'test:fast': { entry: ['scripts/test.ts', '--no-checks', '--project', 'unit'] },
  'test:e2e': { entry: ['scripts/test.ts', '--no-checks', '--project', 'e2e'] },
  'test:peers': { entry: ['scripts/test.ts', '--no-checks', '--project', 'peers'] },
  check: { entry: ['scripts/test.ts', '--no-suites'] },
  fuzz: { entry: ['test/fuzz/run-fuzz.ts'] },
  'measure:clone': { entry: ['scripts/measure-clone.ts'] },
  screenshot: { entry: ['scripts/make-screenshot.ts'] },
  screens: { entry: ['test/e2e/make-screens.ts'] },
  docs: { entry: ['scripts/make-docs.ts'] },
  chaos: { entry: ['test/chaos/run-chaos.ts'] },
  bench: { entry: ['test/bench/run-bench.ts'] },
};

/** Ends with one line that says what failed and what to do. */
function refuse(what, toDo) {
  process.stderr.write(`slipway: ${what} ${toDo}\n`);
  process.exit(1);
}

function assertNodeIsNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1])) return;
  refuse(
    `Node ${process.versions.node} is too old to install the project.`,
    `Install Node ${minimumNode.join('.')} or newer, then run the same command again.`,
  );
}

const projectNode = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const stampFile = path.join(root, 'node_modules', '.slipway-installed');

const lockText = () => readFileSync(path.join(root, 'package-lock.json'), 'utf8');
const digest = (text) => createHash('sha256').update(text).digest('hex');

/** Whether node_modules holds exactly what package-lock.json names; optional packages may be absent. */
function isInstalled() {
  if (!existsSync(projectNode)) return false;
  const lock = lockText();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest(lock)) return true;
  const hiddenLock = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hiddenLock)) return false;
  const there = JSON.parse(readFileSync(hiddenLock, 'utf8')).packages;
  for (const [name, wanted] of Object.entries(JSON.parse(lock).packages)) {
    if (name === '' || wanted.optional || wanted.devOptional || wanted.link) continue;
    if (!there[name] || there[name].version !== wanted.version) return false;
  }
  writeFileSync(stampFile, digest(lock));
  return true;
}

/** Shows that work goes on: a spinner on a terminal, a line every 15 s elsewhere. Returns how to stop it. */
function showProgress(text) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  if (!process.stderr.isTTY || process.env.CI) {
    process.stderr.write(`${text}…\n`);
    const timer = setInterval(() => process.stderr.write(`${text}… ${seconds()} s\n`), 15_000);
    return (end) => {
      clearInterval(timer);
      process.stderr.write(`${text}: ${end}, ${seconds()} s\n`);
    };
  }
  const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
  let frame = 0;
  const timer = setInterval(() => {
    frame = (frame + 1) % frames.length;
    process.stderr.write(`\r${frames[frame]} ${text}… ${seconds()} s `);
  }, 120);
  return (end) => {
    clearInterval(timer);
    process.stderr.write(`\r\x1b[2K${text}: ${end}, ${seconds()} s\n`);
  };
}

/** Runs a program to its end, forwarding signals, so that nothing of ours outlives us. */
function run(program, args, options) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    const forwarders = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
      // On a terminal Ctrl+C reaches the whole process group by itself; a second one would cut the clean-up short.
      const forward = () => {
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      };
      process.on(signal, forward);
      return () => process.off(signal, forward);
    });
    const finish = (code, signal, error) => {
      for (const stop of forwarders) stop();
      resolve({ code: signal ? 128 + constants.signals[signal] : code, output, error });
    };
    child.on('error', (error) => finish(127, null, error));
    child.on('close', (code, signal) => finish(code, signal));
  });
}

async function install() {
  const stop = showProgress('Installing the packages of package-lock.json with npm ci (about a minute, once)');
  const isWindows = process.platform === 'win32';
  const { code, output, error } = await run(
    isWindows ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    { stdio: ['ignore', 'pipe', 'pipe'], shell: isWindows },
  );
  if (code === 0 && existsSync(projectNode)) {
    writeFileSync(stampFile, digest(lockText()));
    stop('done');
    return;
  }
  stop('failed');
  if (code > 128) process.exit(code);
  // npm says first what is wrong and then how it is used, at length.
  const lines = output.split('\n').filter((line) => /\w/.test(line.replace(/^npm (?:error|ERR!)/, '')));
  process.stderr.write(`${lines.slice(0, 15).join('\n')}\n`);
  if (error) refuse(`npm could not be started (${error.message}).`, 'Install npm 10 or newer beside Node.');
  if (code === 0) {
    refuse(
      "npm ci ended well, but the project's own Node 24 is not in node_modules.",
      'Allow install scripts (`npm config set ignore-scripts false`) and run the same command again.',
    );
  }
  refuse(
    `npm ci failed with exit code ${code}.`,
    'Check the network and the registry (`npm ping`), then run the same command again.',
  );
}

async function main() {
  assertNodeIsNewEnough();
  const [name, ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (!command) refuse(`there is no command "${name ?? ''}".`, `Use one of: ${Object.keys(commands).join(', ')}.`);
  if (!isInstalled()) await install();
  const [file, ...fixed] = command.entry;
  if (!existsSync(path.join(root, file))) {
    refuse(`this version has no \`${name}\`: ${file} is not there.`, 'Check out a complete copy of the repository.');
  }
  // The project's tools come first on PATH, so that whatever is started from here finds Node 24 too.
  const PATH = `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`;
  const isCli = file === cli;
  const { code, error } = await run(projectNode, [path.join(root, file), ...fixed, ...args], {
    stdio: 'inherit',
    // A file named on the command line is relative to where the person stands.
    cwd: isCli ? (process.env.INIT_CWD ?? process.cwd()) : root,
    env: { ...command.env, ...process.env, PATH },
  });
  if (error)
    refuse(`the project's Node could not be started (${error.message}).`, 'Remove node_modules and try again.');
  process.exitCode = code ?? 1;
}

await main();
