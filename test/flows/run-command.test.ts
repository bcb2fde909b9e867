// Proves what `npm run …` does on a machine as it comes: installs when stale, refuses in one line, passes signals and exit codes on.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot, spawnNode } from '../support/processes.ts';
import { useTempDir } from '../support/temp-dir.ts';

const lockText = readFileSync(path.join(projectRoot, 'package-lock.json'), 'utf8');

/** A project with our launcher, and a command line that is `cli`. */
function project(cli: string): string {
  const dir = useTempDir();
  mkdirSync(path.join(dir, 'scripts'));
  mkdirSync(path.join(dir, 'electron/cli'), { recursive: true });
  cpSync(path.join(projectRoot, 'scripts/run.mjs'), path.join(dir, 'scripts/run.mjs'));
  writeFileSync(path.join(dir, 'package-lock.json'), lockText);
  writeFileSync(path.join(dir, 'electron/cli/main.ts'), cli);
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(dir, 'node_modules'));
  return dir;
}

/** A folder for PATH with an npm that does this. */
function fakeNpm(script: string): string {
  const bin = useTempDir();
  writeFileSync(path.join(bin, 'npm'), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(bin, 'npm'), 0o755);
  return `${bin}${path.delimiter}${process.env.PATH ?? ''}`;
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('npm run', () => {
  test('passes arguments in and the exit code out, under Node 24', async () => {
    const dir = project('console.log(process.versions.node, ...process.argv.slice(2)); process.exitCode = 7;');
    await using child = spawnNode(['scripts/run.mjs', 'slipway', 'runs', '--json'], { cwd: dir });
    expect(await child.end()).toEqual({ code: 7, signal: null });
    expect(child.stdout()).toMatch(/^24\..* runs --json\n$/);
  });

  test('stands where the person stands, so that files on the command line are found', async () => {
    const dir = project('console.log(process.cwd());');
    const elsewhere = useTempDir();
    await using child = spawnNode(['scripts/run.mjs', 'slipway'], { cwd: dir, env: { INIT_CWD: elsewhere } });
    await child.end();
    expect(child.stdout().trim()).toBe(elsewhere);
  });

  test('npm start without a display says so and serves the station instead', async () => {
    const words = ['--headless', '--virtual', '1', '--data-dir', useTempDir()];
    await using child = spawnNode(['scripts/run.mjs', 'start', ...words]);
    // The window is built first where it is stale.
    await child.waitForOutput(/Station +http:\/\/127\.0\.0\.1:\d+/, 50_000);
    expect(child.stderr()).toContain('no window: --headless asks for none. The same station runs headless instead');
    child.kill('SIGTERM');
    await child.end(20_000);
  });

  test('forwards a signal and leaves no process behind', async () => {
    const dir = project(
      "process.on('SIGTERM', () => { console.log('cleaned up'); process.exit(3); });\n" +
        "setInterval(() => {}, 1000);\nconsole.log('pid', process.pid);",
    );
    await using child = spawnNode(['scripts/run.mjs', 'slipway'], { cwd: dir });
    const [, pid] = await child.waitForOutput(/pid (\d+)/);
    child.kill('SIGTERM');
    expect(await child.end()).toEqual({ code: 3, signal: null });
    expect(child.stdout()).toContain('cleaned up');
    expect(isAlive(Number(pid))).toBe(false);
  });

  test('refuses an unknown command in one line', async () => {
    await using child = spawnNode(['scripts/run.mjs', 'frobnicate'], { cwd: project('') });
    expect((await child.end()).code).toBe(1);
    expect(child.stderr()).toMatch(/^slipway: there is no command "frobnicate"\. Use one of: .*\n$/);
  });
});

describe('installing', () => {
  test('happens when package-lock.json is newer than what is there, and its failure is told in one line', async () => {
    const dir = project('');
    writeFileSync(
      path.join(dir, 'package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/zod': { version: '999.0.0' } } }),
    );
    const env = { PATH: fakeNpm('echo "npm error code E404" >&2; exit 5') };
    await using child = spawnNode(['scripts/run.mjs', 'demo'], { cwd: dir, env });
    expect((await child.end()).code).toBe(1);
    const lines = child.stderr().trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(/^slipway: npm ci failed with exit code 5\. Check the network/);
    expect(child.stderr()).toContain('npm error code E404');
  });

  test('does not happen again for an optional package that could not be built', async () => {
    const dir = project("console.log('ran');");
    const marker = path.join(dir, 'npm-was-called');
    writeFileSync(
      path.join(dir, 'package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/not-there': { version: '1.0.0', optional: true } } }),
    );
    await using child = spawnNode(['scripts/run.mjs', 'slipway'], {
      cwd: dir,
      env: { PATH: fakeNpm(`touch ${marker}`) },
    });
    await child.end();
    expect(child.stdout()).toBe('ran\n');
    expect(existsSync(marker)).toBe(false);
  });
});
