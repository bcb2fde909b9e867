// Owns: `npm start`: the app in a window where one can be shown, else the headless station; says which, and why.
// Words after `--` go to whichever it is. Start reading at `main`.
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
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
  if ('why' in app) {
    say(`no window: ${app.why}. The same station runs headless instead; open its address in a browser.`);
    return run(process.execPath, [
      path.join(root, 'electron', 'cli', 'main.ts'),
      'serve',
      ...words.filter((word) => word !== '--headless'),
    ]);
  }
  say(`opening the app in ${app.runtime.label}`);
  return run(app.runtime.executable, [root, ...app.switches, ...words]);
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
  return { runtime, switches: isRoot ? ['--no-sandbox'] : [] };
}

/** To its end, with our signals. */
function run(program: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(program, [...args], { stdio: 'inherit', cwd: process.env.INIT_CWD ?? root });
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
