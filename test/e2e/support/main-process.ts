// Owns: what tests do to the app's processes and its system dialogs. Start reading at `engineOf`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ElectronApplication, Page } from 'playwright';
import type { LaunchedApp } from './app.ts';
import { childrenOf, commandLine } from './process-tree.ts';

/** The process of the engine, as the operating system knows it. Throws while there is none. */
export function engineOf(app: LaunchedApp): number {
  const engines = childrenOf(app.process.pid ?? -1).filter((pid) => commandLine(pid).includes('engine/js/main.js'));
  const [pid] = engines;
  if (pid === undefined || engines.length > 1) throw new Error(`The app has ${engines.length} engine processes.`);
  return pid;
}

export interface AskedQuestion {
  readonly message: string;
  readonly buttons: readonly string[];
}

export interface DialogStub {
  /** What the app asked so far. */
  asked(): Promise<AskedQuestion[]>;
  answer(button: number): Promise<void>;
}

/** Nobody can press a button of the system's own dialogs; from here on they answer by themselves. */
export async function stubDialogs(app: ElectronApplication, button: number): Promise<DialogStub> {
  const answer = (chosen: number) =>
    app.evaluate(({ dialog }, response) => {
      const asked: { message: string; buttons: string[] }[] = Reflect.get(globalThis, 'slipwayAsked') ?? [];
      Reflect.set(globalThis, 'slipwayAsked', asked);
      Reflect.set(dialog, 'showMessageBox', async (...args: unknown[]) => {
        const options = args.at(-1);
        if (typeof options === 'object' && options !== null && 'message' in options && 'buttons' in options) {
          asked.push({ message: String(options.message), buttons: options.buttons as string[] });
        }
        return { response, checkboxChecked: false };
      });
    }, chosen);
  await answer(button);
  return {
    answer,
    asked: () => app.evaluate(() => Reflect.get(globalThis, 'slipwayAsked') ?? []),
  };
}

/** Closes the window as its own button does. */
export async function closeWindow(app: ElectronApplication, page: Page): Promise<void> {
  const handle = await app.browserWindow(page);
  await handle.evaluate((browserWindow) => browserWindow.close());
}

/** Starts the app a second time with more words; resolves with its exit code. */
export async function startAgain(app: LaunchedApp, words: readonly string[] = []): Promise<number> {
  const { executable, args, env } = app.command;
  const second = spawn(executable, [...args, ...words], { env, stdio: 'ignore' });
  const [code] = await once(second, 'exit');
  return code;
}
