// Owns: whether updates are looked for at all, and how patiently. A file of its own: it is loaded at each start, what looks
// for updates only where it is needed; and the end-to-end tests build the same app with another `updateFacts`, a released
// runtime's with shorter times. There is no setting for it. Imports Electron and Node only. Start reading at `canUpdate`.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';

export interface UpdateFacts {
  readonly isPackaged: boolean;
  /** Packaged with a runtime that is for development only. */
  readonly isDevelopmentRuntime: boolean;
  /** Has `app-update.yml`, the address. */
  readonly resourcesPath: string;
  /** Has `package.json` of the running release, with the public key of whoever makes the releases. */
  readonly appPath: string;
  readonly patience: Patience;
}

export interface Patience {
  /** The window has the start to itself. */
  readonly firstAfterMs: number;
  readonly checkEveryMs: number;
  /** For the feed. */
  readonly answerWithinMs: number;
  /** So long may nothing of a file come. */
  readonly silenceMs: number;
}

export const updateFacts = (): UpdateFacts => ({
  isPackaged: app.isPackaged,
  isDevelopmentRuntime: Number(process.versions.napi) < 10,
  resourcesPath: process.resourcesPath,
  appPath: app.getAppPath(),
  patience: {
    firstAfterMs: 10_000,
    checkEveryMs: 6 * 60 * 60 * 1000,
    answerWithinMs: 30_000,
    silenceMs: 60_000,
  },
});

/** Only where a release was packaged with the address of its updates (electron-builder's `publish`). */
export const canUpdate = ({ isPackaged, isDevelopmentRuntime, resourcesPath }: UpdateFacts): boolean =>
  isPackaged && !isDevelopmentRuntime && existsSync(path.join(resourcesPath, 'app-update.yml'));
