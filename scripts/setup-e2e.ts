// Owns: what the end-to-end tests need before they start: Debian packages, the app built and packaged, and a copy of the
// package that Playwright can drive. Start reading at `main`.
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { ensurePackages } from './debian.mjs';
import { buildApp } from './electron/build.ts';
import { electronLibraries } from './electron/display.ts';
import { linkTree } from './electron/link-tree.ts';
import { executableIn, packageApp } from './electron/package.ts';
import { outDir } from './electron/paths.ts';
import { findRuntime } from './electron/runtime.ts';

/** What stands on the other side of the app in tests. */
const peers = [
  // Whom the system trusts for updates: openssl makes certificates, certutil keeps them.
  ...['openssl', 'libnss3-tools'],
  // A desktop's notices: the library of the app, and who shows them.
  ...['libnotify4', 'dbus-daemon', 'dbus-bin', 'dunst'],
  // What was printed, read back.
  'poppler-utils',
];

const say = (line: string) => void process.stderr.write(`e2e: ${line}\n`);

async function main(): Promise<void> {
  ensurePackages(['xvfb', 'xauth', ...electronLibraries, 'chromium', ...peers], say);
  // All machines test the same Electron, unless one is named.
  process.env.SLIPWAY_ELECTRON ??= 'registry';
  const runtime = await findRuntime(say);
  if (runtime.kind === 'none') throw new Error(`There is no Electron: ${runtime.why}.`);
  await buildApp();
  const { dir } = await packageApp(runtime);
  await makeDrivable(dir);
  say(`packaged with ${runtime.label}`);
}

/**
 * A released package lets nobody attach to its main process. Playwright has to, so it drives a copy in which that one
 * fuse is flipped back; test/e2e/fuses.test.ts holds the package itself to its fuses.
 */
async function makeDrivable(packaged: string): Promise<void> {
  const drivable = path.join(outDir, 'drivable');
  await rm(drivable, { recursive: true, force: true });
  await linkTree(packaged, drivable);
  const executable = executableIn(drivable);
  await rm(executable);
  await cp(executableIn(packaged), executable);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

await main();
