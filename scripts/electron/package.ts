// Owns: `npm run package`: the app as a folder for this machine, made with the Electron that is at hand.
// Releases are made by electron-builder itself from electron-builder.yml. Start reading at `packageApp`.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build, Platform } from 'electron-builder';
import { buildApp, isBuildStale } from './build.ts';
import { outDir, projectNode, root } from './paths.ts';
import { findRuntime, type Runtime } from './runtime.ts';

export interface PackagedApp {
  readonly dir: string;
  readonly executable: string;
}

/** Packages what was built. A package with the development runtime brings Node 24 along for its engine. */
export async function packageApp(runtime: Runtime): Promise<PackagedApp> {
  // electron-builder would link files of the runtime into the package and flip fuses in both.
  process.env.USE_HARD_LINKS = 'false';
  const target = Platform.current().createTarget('dir');
  const dir = path.join(outDir, unpackedName());
  await rm(dir, { recursive: true, force: true });
  await build({
    targets: target,
    projectDir: root,
    publish: 'never',
    config: {
      extends: path.join(root, 'electron-builder.yml'),
      electronVersion: runtime.version,
      electronDist: runtime.dir,
      ...(runtime.kind === 'registry' ? { extraResources: [{ from: projectNode, to: 'node/bin/node' }] } : {}),
    },
  });
  // The development runtime's own application; the fuses would not load it.
  if (runtime.kind === 'registry') await rm(path.join(dir, 'resources', 'default_app.asar'), { force: true });
  return { dir, executable: executableIn(dir) };
}

function unpackedName(): string {
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`;
  if (process.platform === 'darwin') return `mac${arch}`;
  return `${process.platform === 'win32' ? 'win' : 'linux'}${arch}-unpacked`;
}

export function executableIn(dir: string): string {
  if (process.platform === 'darwin') return path.join(dir, 'Slipway.app', 'Contents', 'MacOS', 'Slipway');
  return path.join(dir, process.platform === 'win32' ? 'Slipway.exe' : 'slipway');
}

async function main(): Promise<void> {
  const say = (line: string) => process.stderr.write(`slipway: ${line}\n`);
  const runtime = await findRuntime(say);
  if (runtime.kind === 'none') throw new Error(`There is no Electron to package with: ${runtime.why}`);
  if (isBuildStale()) await buildApp();
  const { dir } = await packageApp(runtime);
  say(`packaged with ${runtime.label} in ${path.relative(root, dir)}`);
}

if (import.meta.main) await main();
