// Owns: `npm run build`: dist/main, dist/preload, dist/renderer and dist/engine. Start reading at `buildApp`.
import { globSync, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { build as buildElectron } from 'electron-vite';
import { build as buildWindow } from 'vite';
import { distDir, root } from './paths.ts';

/** The window is the same file for file in the app and in a browser, so one configuration of Vite alone builds it. */
export async function buildApp(): Promise<void> {
  // electron-vite warns of each part that a configuration does not have; the window is built below.
  const options = { root, configFile: path.join(root, 'electron.vite.config.ts'), logLevel: 'error' } as const;
  await buildElectron({ ...options, mode: 'production' });
  await buildElectron({ ...options, mode: 'engine' });
  await buildWindow({ configFile: path.join(root, 'renderer', 'vite.config.ts'), logLevel: 'warn' });
  await copyFile(path.join(root, 'resources', 'icons', '256x256.png'), path.join(distDir, 'icon.png'));
}

/** Whether a source is newer than what was built from it. */
export function isBuildStale(): boolean {
  const built = statSync(path.join(distDir, 'icon.png'), { throwIfNoEntry: false });
  if (built === undefined) return true;
  const sources = globSync(
    ['electron/**/*', 'renderer/**/*', 'resources/**/*', 'package-lock.json', 'electron.vite.config.ts'],
    { cwd: root },
  );
  return sources.some((file) => statSync(path.join(root, file)).mtimeMs > built.mtimeMs);
}

if (import.meta.main) await buildApp();
