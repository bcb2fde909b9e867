// Owns: what tests do to the app's processes and its system dialogs. Start reading at `engineOf`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { ElectronApplication, Page } from 'playwright';
import type { LaunchedApp } from './app.ts';

/** The process of the engine, as the operating system knows it. Throws while there is none. */
export function engineOf(app: LaunchedApp): number {
  const engines = childrenOf(app.process.pid ?? -1).filter((pid) => commandLine(pid).includes('engine/js/main.js'));
  const [pid] = engines;
  if (pid === undefined || engines.length > 1) throw new Error(`The app has ${engines.length} engine processes.`);
  return pid;
}

/** All processes of the app, its own first. */
export function processesOf(rootPid: number): number[] {
  return [rootPid, ...childrenOf(rootPid).flatMap(processesOf)];
}

/** Ends a process and all below it, and waits until they are gone: until then they may write. */
export async function endProcesses(rootPid: number): Promise<void> {
  const all = processesOf(rootPid);
  for (const pid of all) tryKill(pid);
  while (all.some((pid) => isRunning(pid))) await setTimeout(20);
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** A zombie has ended; it waits for its parent to ask how. */
function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return false;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

/** Field 4 of proc(5) stat, behind the name in brackets, which may hold anything. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
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
