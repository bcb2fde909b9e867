// Owns: updates of the app. It is fetched while the station works, and installed when the app is quit: never during a
// run, and never by itself. Start reading at `watchUpdates`.
import { existsSync } from 'node:fs';
import path from 'node:path';

export interface UpdateFacts {
  readonly isPackaged: boolean;
  /** Packaged with a runtime that is for development only. */
  readonly isDevelopmentRuntime: boolean;
  readonly resourcesPath: string;
}

export interface Updates {
  /** Quits, installs and starts again. */
  install(): void;
}

const checkEveryMs = 6 * 60 * 60 * 1000;

/** Only where a release was packaged with the address of its updates (electron-builder's `publish`). */
export const canUpdate = ({ isPackaged, isDevelopmentRuntime, resourcesPath }: UpdateFacts): boolean =>
  isPackaged && !isDevelopmentRuntime && existsSync(path.join(resourcesPath, 'app-update.yml'));

/** Resolves with nothing where there is nothing to watch. A station without a network goes on without updates. */
export async function watchUpdates(
  facts: UpdateFacts,
  onReady: (version: string) => void,
  log: (line: string) => void,
): Promise<Updates | undefined> {
  if (!canUpdate(facts)) return undefined;
  const { default: updater } = await import('electron-updater');
  const { autoUpdater } = updater;
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  autoUpdater.on('update-downloaded', ({ version }) => onReady(version));
  autoUpdater.on('error', (error) => log(`Updates: ${error.message}`));
  const check = () => void autoUpdater.checkForUpdates().catch(() => undefined);
  check();
  setInterval(check, checkEveryMs).unref();
  return { install: () => autoUpdater.quitAndInstall(true, true) };
}
