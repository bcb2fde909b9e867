// Owns: `npm start`: the app in a window where one can be shown, else the headless station; says which, and why.
// Words after `--` go to whichever it is. Start reading at `main`.
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { isForWindow } from '../../electron/main/args.ts';
import { buildApp, isBuildStale } from './build.ts';
import { whyNoWindow } from './display.ts';
import { root } from './paths.ts';
import { findRuntime, type Runtime } from './runtime.ts';

const say = (line: string) => void process.stderr.write(`slipway: ${line}\n`);

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  if (isBuildStale()) {
    say('building the app (a few seconds, after each change)');
    await buildApp();
  }
  const app = await findApp(words.includes('--headless'));
  if ('why' in app) return runHeadless(app.why, words);
  say(`opening the app in ${app.runtime.label}`);
  const { code, why } = await runInWindow(app.runtime.executable, [root, ...app.switches, ...words]);
  return why === undefined ? code : runHeadless(why, words);
}

function runHeadless(why: string, words: readonly string[]): Promise<number> {
  say(`no window: ${why}. The same station runs headless instead; open its address in a browser.`);
  const others = words.filter((word) => word !== '--headless');
  const left = others.filter(isForWindow);
  if (left.length > 0) say(`left out, for there is no window: ${left.join(' ')}`);
  const passed = others.filter((word) => !isForWindow(word));
  return run(process.execPath, [path.join(root, 'electron', 'cli', 'main.ts'), 'serve', ...passed]);
}

/** A display may be named and not be there, or not be ours; only Chromium can tell. */
const noDisplayWords = /Missing X server|cannot open display|Unable to open X display|Failed to connect to Wayland/i;
/** Chromium says so first; later it means something else. */
const firstWordsMs = 10_000;

/** `why`: it could not reach the display. */
async function runInWindow(program: string, words: readonly string[]): Promise<{ code: number; why?: string }> {
  let said = '';
  const startedMs = performance.now();
  const code = await run(program, words, (text) => {
    if (said.length < 10_000) said += text;
  });
  const isNoDisplay = code !== 0 && performance.now() - startedMs < firstWordsMs && noDisplayWords.test(said);
  if (!isNoDisplay) return { code };
  const named = [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].filter(Boolean).join(', ');
  return { code, why: `the display ${named} cannot be reached` };
}

type FoundApp = { readonly runtime: Runtime; readonly switches: readonly string[] } | { readonly why: string };

async function findApp(isHeadless: boolean): Promise<FoundApp> {
  if (isHeadless) return { why: '--headless asks for none' };
  const noDisplay = whyNoWindow.display(process.env, process.platform);
  if (noDisplay !== undefined) return { why: noDisplay };
  const runtime = await findRuntime(say);
  if (runtime.kind === 'none') return { why: `there is no Electron, because ${runtime.why}` };
  const why = whyNoWindow.libraries(runtime.executable) ?? whyNoWindow.sandbox(path.dirname(runtime.executable));
  if (why !== undefined) return { why };
  // Chromium refuses root its sandbox; nobody else goes without.
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (isRoot) say('you are root, so the window runs without its sandbox; use another user for real work');
  return { runtime, switches: [...(isRoot ? ['--no-sandbox'] : []), ...platformSwitches(process.env)] };
}

/** By itself Electron looks for Wayland from version 38 on. */
const platformSwitches = ({ DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv): string[] =>
  WAYLAND_DISPLAY && !DISPLAY ? ['--ozone-platform=wayland'] : [];

/** To its end, with our signals. What it says on stderr is passed on, and told to `hear`. */
function run(program: string, args: readonly string[], hear?: (text: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(program, [...args], {
      stdio: ['inherit', 'inherit', hear === undefined ? 'inherit' : 'pipe'],
      cwd: process.env.INIT_CWD ?? root,
    });
    child.stderr?.on('data', (bytes: Buffer) => {
      process.stderr.write(bytes);
      hear?.(bytes.toString());
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // On a terminal Ctrl+C reaches it by itself; a second one would cut its clean-up short.
      process.on(signal, () => {
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
  });
}

process.exitCode = await main();
