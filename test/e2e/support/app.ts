// Owns: the packaged app under Playwright, each with folders and a screen of its own. Start reading at `launchApp`.
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright';
import { projectRoot } from '../../support/processes.ts';
import { createTempDir } from '../../support/temp-dir.ts';
import { type Display, openDisplay } from './display.ts';
import { endProcesses } from './process-tree.ts';

/** The package with the one fuse that lets Playwright in; made by scripts/setup-e2e.ts. */
const drivable = path.join(projectRoot, 'out', 'drivable', 'slipway');
export const packagedApp = path.join(projectRoot, 'out', 'linux-unpacked');

export interface LaunchOptions {
  /** Another one than the package under test. */
  readonly executable?: string;
  /** A virtual bench of so many units, as `--virtual` says it; the station asks the person without it. */
  readonly virtualUnits?: number;
  /** Words for the app beside those. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folders of an earlier start, which are kept. */
  readonly folders?: AppFolders;
  readonly display?: Display;
}

/** What an app keeps from one start to the next. */
export interface AppFolders extends Disposable {
  readonly dataDir: string;
  readonly userDataDir: string;
}

export interface LaunchedApp extends AsyncDisposable {
  readonly electron: ElectronApplication;
  readonly window: Page;
  /** Of the main process; stays when the app has ended. */
  readonly process: ChildProcess;
  readonly folders: AppFolders;
  readonly displayName: string;
  /** The command line of this app, for a second start. */
  readonly command: { readonly executable: string; readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv };
  /** What the app wrote to its log so far. */
  log(): string;
}

export function createFolders(): AppFolders {
  const temp = createTempDir('slipway-e2e-');
  return {
    dataDir: path.join(temp.path, 'data'),
    userDataDir: path.join(temp.path, 'user'),
    [Symbol.dispose]: () => temp[Symbol.dispose](),
  };
}

/** Leaving its `await using` block ends it, whatever it is doing, and removes what it kept. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  if (!existsSync(drivable)) throw new Error('The app is not packaged: run `npm run test:e2e`.');
  await using launching = new AsyncDisposableStack();
  const folders = options.folders ?? launching.use(createFolders());
  const display = options.display ?? launching.use(await openDisplay());
  const { virtualUnits } = options;
  const args = [
    ...rootArgs(),
    // Where there is no graphics card Chromium looks for one with processes that end at once, and at times waits for ever.
    '--disable-gpu',
    `--user-data-dir=${folders.userDataDir}`,
    `--data-dir=${folders.dataDir}`,
    ...(virtualUnits === undefined ? [] : [`--virtual=${virtualUnits}`]),
    ...(options.args ?? []),
  ];
  const env = { ...process.env, DISPLAY: display.name, LANG: 'en_US.UTF-8', ...options.env };
  const executable = options.executable ?? drivable;
  const app = await electron.launch({ executablePath: executable, args, env });
  const child = app.process();
  launching.defer(() => endApp(app, child));
  let output = '';
  child.stderr?.on('data', (text) => {
    output += String(text);
  });
  const window = await app.firstWindow();
  const owned = launching.move();
  return {
    electron: app,
    window,
    process: child,
    folders,
    displayName: display.name,
    command: { executable, args, env },
    log: () => output,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Only root has to: Chromium refuses it a sandbox. */
export const rootArgs = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** Not by asking it to quit: it might ask back. */
async function endApp(app: ElectronApplication, child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = app.waitForEvent('close', { timeout: 30_000 });
  await endProcesses(child.pid ?? -1);
  await closed;
}
