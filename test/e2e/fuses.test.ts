// The package as it is shipped, with no way in for a test: what its fuses promise is tried from outside.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test, vi } from 'vitest';
import { linkTree } from '../../scripts/electron/link-tree.ts';
import { useTempDir } from '../support/temp-dir.ts';
import { packagedApp, rootArgs } from './support/app.ts';
import { openDisplay } from './support/display.ts';
import { endProcesses, processesOf } from './support/process-tree.ts';

const executable = path.join(packagedApp, 'slipway');

test('fuses are as electron-builder.yml says', async () => {
  const { version: _version, ...wire } = await getCurrentFuseWire(executable);
  const isOn = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE;
  expect({
    runAsNode: isOn(FuseV1Options.RunAsNode),
    cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
    nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    inspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
    fileProtocol: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    inspect: false,
    asarIntegrity: true,
    onlyAsar: true,
    fileProtocol: false,
  });
});

interface Started extends AsyncDisposable {
  readonly pid: number;
  readonly output: () => string;
}

/** Resolves when the engine of the app runs: by then whatever was going to be loaded has been. */
async function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Started> {
  const dir = useTempDir('slipway-fuses-');
  const display = await openDisplay(1366, 768);
  const child = spawn(
    program,
    [...rootArgs(), `--user-data-dir=${dir}/user`, `--data-dir=${dir}/data`, '--virtual=1', ...args],
    { env: { ...process.env, ...env, DISPLAY: display.name }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += String(text);
    });
  }
  const exited = once(child, 'exit');
  await vi.waitFor(() => expect(existsSync(path.join(dir, 'data', 'journal.db'))).toBe(true), { timeout: 60_000 });
  return {
    pid: child.pid ?? -1,
    output: () => output,
    async [Symbol.asyncDispose]() {
      await endProcesses(child.pid ?? -1);
      await exited;
      await display[Symbol.asyncDispose]();
    },
  };
}

test('nobody attaches a debugger, loads code by the environment, or makes a Node of it', async () => {
  const dir = useTempDir();
  const planted = path.join(dir, 'planted.cjs');
  const mark = path.join(dir, 'was-here');
  writeFileSync(planted, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
  await using app = await start(executable, ['--inspect=0', '--inspect-brk=0'], {
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: `--require=${planted}`,
  });
  // It started as the app, although it was asked to be a Node.
  expect(processesOf(app.pid).length).toBeGreaterThan(2);
  expect(app.output()).not.toContain('Debugger listening');
  expect(existsSync(mark)).toBe(false);
});

test('code planted beside the archive is not loaded', async () => {
  const dir = useTempDir();
  const mark = path.join(dir, 'was-here');
  const copy = path.join(dir, 'slipway');
  await linkTree(packagedApp, copy);
  const planted = path.join(copy, 'resources', 'app');
  mkdirSync(planted);
  writeFileSync(path.join(planted, 'package.json'), '{ "main": "main.js" }');
  writeFileSync(path.join(planted, 'main.js'), `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
  await using app = await start(path.join(copy, 'slipway'), [], {});
  expect(processesOf(app.pid).length).toBeGreaterThan(2);
  expect(existsSync(mark)).toBe(false);
});

test('none of its processes listens on the network', async () => {
  await using app = await start(executable, [], {});
  const listening = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        // State 0A is LISTEN; field 9 is the inode of the socket (proc(5)).
        .flatMap(([, , , state, , , , , , inode]) => (state === '0A' && inode !== undefined ? [inode] : [])),
    ),
  );
  const held = processesOf(app.pid).flatMap(socketsOf);
  expect(held.length).toBeGreaterThan(0);
  expect(held.filter((inode) => listening.has(inode))).toEqual([]);
});

function socketsOf(pid: number): string[] {
  const dir = `/proc/${pid}/fd`;
  return descriptorsOf(dir).flatMap((fd) => {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`${dir}/${fd}`))?.[1];
      return inode === undefined ? [] : [inode];
    } catch {
      // Closed since it was listed.
      return [];
    }
  });
}

/** None of a process that has ended since it was listed: Chromium starts some that end at once. */
function descriptorsOf(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

test('the package holds machine code for this platform only, and no sources or tests', () => {
  const unpacked = path.join(packagedApp, 'resources', 'app.asar.unpacked');
  const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' });
  const binaries = files.filter((file) => file.endsWith('.node'));
  expect(binaries.length).toBeGreaterThanOrEqual(3);
  expect(binaries.filter((file) => !/linux-x64/.test(file) || /musl/.test(file))).toEqual([]);
  expect(files.filter((file) => /\.(?:ts|map|cpp|c|h|gyp)$/.test(file))).toEqual([]);
});
