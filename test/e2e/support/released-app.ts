// Owns: the packaged app as a release would be that looks for updates: the same sources, window, engine and runtime, but for
// electron/main/update-facts.ts, which is built in as if the runtime were a released one, with less patience. It is loaded
// from a folder instead of the archive. Start reading at `makeReleasedApp`.
import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { build } from 'electron-vite';
import { linkTree } from '../../../scripts/electron/link-tree.ts';
import { distDir, root } from '../../../scripts/electron/paths.ts';
import { packagedApp } from './app.ts';

export interface ReleasedApp {
  readonly executable: string;
  /** Where electron-builder puts `app-update.yml`. */
  readonly resourcesDir: string;
}

const facts = path.join(root, 'electron', 'main', 'update-facts.ts');
const factsInTests = path.join(root, 'test', 'e2e', 'fixtures', 'update-facts.ts');

/** Takes 10 s. `updateKey` is what electron-builder puts into package.json for a release. */
export async function makeReleasedApp(folder: string, updateKey: string): Promise<ReleasedApp> {
  await linkTree(packagedApp, folder);
  const executable = path.join(folder, 'slipway');
  await rm(executable);
  await cp(path.join(packagedApp, 'slipway'), executable);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
  });
  const resourcesDir = path.join(folder, 'resources');
  const app = path.join(resourcesDir, 'app');
  await linkTree(path.join(resourcesDir, 'app.asar.unpacked'), app);
  await rm(path.join(resourcesDir, 'app.asar.unpacked'), { recursive: true });
  await rm(path.join(resourcesDir, 'app.asar'));
  const dist = path.join(app, 'dist');
  await buildMain(dist);
  await linkTree(path.join(distDir, 'renderer'), path.join(dist, 'renderer'));
  await cp(path.join(distDir, 'icon.png'), path.join(dist, 'icon.png'));
  const manifest = {
    name: 'slipway',
    productName: 'Slipway',
    version: '0.1.0',
    type: 'module',
    main: 'dist/main/index.js',
  };
  await writeFile(path.join(app, 'package.json'), JSON.stringify({ ...manifest, updateKey }));
  return { executable, resourcesDir };
}

/** Main and preload, as scripts/electron/build.ts does. */
async function buildMain(dist: string): Promise<void> {
  await build({
    root,
    configFile: path.join(root, 'electron.vite.config.ts'),
    mode: 'production',
    logLevel: 'error',
    build: { outDir: dist },
    plugins: [
      {
        name: 'facts-of-a-release',
        enforce: 'pre',
        resolveId(source, importer) {
          if (!source.endsWith('/update-facts.ts') || importer === undefined) return null;
          return path.resolve(path.dirname(importer), source) === facts ? factsInTests : null;
        },
      },
    ],
  });
}
