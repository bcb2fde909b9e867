// Owns: how long the packaged app takes from its command to the first key that it answers, beside an empty Electron app
// of the same runtime, flags and packaging, started in turn with it. Start reading at `benchAppStart`.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { packAsar } from '../../scripts/electron/asar.ts';
import { linkTree } from '../../scripts/electron/link-tree.ts';
import { executableIn } from '../../scripts/electron/package.ts';
import { outDir } from '../../scripts/electron/paths.ts';
import type { ResultRow } from '../../scripts/results.ts';
import { rootArgs } from '../e2e/support/app.ts';
import type { Display } from '../e2e/support/display.ts';
import { processesOf } from '../e2e/support/process-tree.ts';
import { attach } from './app-devtools.ts';
import { cpuMsOf } from './app-processes.ts';
import { median } from './processes.ts';

export const packaged = path.join(outDir, 'linux-unpacked');

export interface AppStart {
  /** From the command to a page that has begun, to the screen being there, and to the frame that shows a key's answer. */
  readonly pageMs: number;
  readonly paintMs: number;
  readonly usableMs: number;
  readonly answeredMs: number;
  /** Processor time of all its processes by then: other work on the machine changes it little. */
  readonly cpuMs: number;
  /** Files that the page had loaded by then. */
  readonly files: readonly string[];
}

/** What counts as usable, and the key that is pressed then: any screen's own content, and the list of keys. */
interface Usable {
  readonly screen: string;
  readonly answer: string;
}
/** A tile of the line, or a choice of the first start; `?` shows the keys in a dialog. */
export const slipway: Usable = {
  screen: 'button[data-slot], section[class*="welcome"] button',
  answer: 'dialog[open]',
};
const empty: Usable = { screen: '#blank', answer: '#answered' };

const startSchema = z.object({
  originMs: z.number(),
  paintMs: z.number(),
  usableMs: z.number(),
  answeredMs: z.number(),
});
const treeSchema = z.object({ frameTree: z.object({ resources: z.array(z.object({ url: z.string() })) }) });

/** Runs in the page. Times are Unix milliseconds: the page's clock and ours are the machine's. */
const watchPage = ({ screen, answer }: Usable) => `(async () => {
  // The document before the first address: whoever waits in it waits for ever.
  if (location.href === 'about:blank') return undefined;
  const nowMs = () => performance.timeOrigin + performance.now();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  while (document.querySelector(${JSON.stringify(screen)}) === null) await frame();
  const usableMs = nowMs();
  while (document.querySelector(${JSON.stringify(answer)}) === null) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', code: 'Slash', shiftKey: true, bubbles: true }));
    await frame();
  }
  await frame();
  const paint = performance.getEntriesByName('first-contentful-paint')[0] ?? performance.getEntriesByName('first-paint')[0];
  return {
    originMs: performance.timeOrigin,
    paintMs: performance.timeOrigin + (paint?.startTime ?? 0),
    usableMs,
    answeredMs: nowMs(),
  };
})()`;

export interface StartOptions {
  readonly executable: string;
  readonly folder: string;
  readonly display: Display;
  readonly args?: readonly string[];
  readonly usable?: Usable;
}

/** One start, and an orderly end: what Chromium keeps for the next one is written then. */
export async function startApp({ executable, folder, display, args = [], usable = slipway }: StartOptions) {
  const userDataDir = path.join(folder, 'user');
  await rm(path.join(userDataDir, 'DevToolsActivePort'), { force: true });
  // As launchApp: without a graphics card Chromium would look for one, and at times for ever.
  const words = [
    ...rootArgs(),
    '--disable-gpu',
    `--user-data-dir=${userDataDir}`,
    '--remote-debugging-port=0',
    ...args,
  ];
  const env = { ...process.env, DISPLAY: display.name, LANG: 'en_US.UTF-8' };
  const startedMs = Date.now();
  const child = spawn(executable, words, { env, stdio: 'ignore' });
  try {
    using page = await attach(userDataDir);
    let found: unknown;
    while (found === undefined) {
      found = await page.evaluate(watchPage(usable));
      if (found === undefined) await sleep(5);
    }
    const { originMs, ...times } = startSchema.parse(found);
    const cpuMs = processesOf(child.pid ?? -1).reduce((sum, pid) => sum + cpuMsOf(pid), 0);
    const tree = treeSchema.parse(await page.send('Page.getResourceTree'));
    const start: AppStart = {
      cpuMs,
      files: tree.frameTree.resources.map(({ url }) => url),
      pageMs: originMs - startedMs,
      paintMs: times.paintMs - startedMs,
      usableMs: times.usableMs - startedMs,
      answeredMs: times.answeredMs - startedMs,
    };
    await page.send('Browser.close').catch(() => undefined);
    return start;
  } finally {
    await ended(child);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await gone;
  clearTimeout(timer);
}

/** The package's own runtime, fuses and all, with a window in which nothing is but an ear for one key. */
export async function packageEmptyApp(folder: string): Promise<string> {
  const dir = path.join(folder, 'empty');
  await linkTree(packaged, dir);
  const resources = path.join(dir, 'resources');
  await rm(resources, { recursive: true, force: true });
  await mkdir(resources);
  const page = `<!doctype html><title>Empty</title><p id="blank"></p><script>
addEventListener('keydown', () => { document.getElementById('blank').innerHTML ||= '<b id="answered">key</b>'; });
</script>`;
  // The fuses leave file:// no way into the archive.
  const main = `import { app, BrowserWindow } from 'electron';
const url = 'data:text/html,' + encodeURIComponent(${JSON.stringify(page)});
app.whenReady().then(() => new BrowserWindow({ width: 1366, height: 768 }).loadURL(url));`;
  const manifest = JSON.stringify({ name: 'empty', version: '1.0.0', type: 'module', main: 'main.js' });
  const files = { 'package.json': manifest, 'main.js': main };
  const contents = new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]));
  await packAsar(contents, path.join(resources, 'app.asar'));
  return executableIn(dir);
}

interface Kind {
  readonly figure: string;
  readonly what: string;
  /** Whether each start is with the folders of the one before. */
  readonly isKept: boolean;
  readonly args: (folder: string) => string[];
}

const kinds: readonly Kind[] = [
  {
    figure: 'cold start to the first key answered',
    what: 'the line of a virtual bench of four, with the profile of earlier starts',
    isKept: true,
    args: (folder) => [`--data-dir=${path.join(folder, 'data')}`, '--virtual=4'],
  },
  {
    figure: 'first start ever to the first key answered',
    what: 'the choice of practice or real work, with new folders',
    isKept: false,
    args: (folder) => [`--data-dir=${path.join(folder, 'data')}`],
  },
];
/** V8 keeps compiled code once it has seen a script twice. */
const warmUps = 3;

export async function benchAppStart(folder: string, runs: number, display: Display, say: (line: string) => void) {
  const emptyApp = await packageEmptyApp(folder);
  const rows: ResultRow[] = [];
  let files: readonly string[] = [];
  for (const { figure, what, isKept, args } of kinds) {
    const ours: AppStart[] = [];
    const theirs: AppStart[] = [];
    for (let run = -warmUps; run < runs; run += 1) {
      const place = (name: string) => path.join(folder, name, isKept ? 'kept' : `new-${run}`);
      const own = place('slipway');
      const one = await startApp({ executable: executableIn(packaged), folder: own, display, args: args(own) });
      const other = await startApp({ executable: emptyApp, folder: place('blank'), display, usable: empty });
      if (run < 0) continue;
      ours.push(one);
      theirs.push(other);
      if (isKept) files = one.files;
      say(`${figure}: ${one.answeredMs.toFixed(0)} ms, empty ${other.answeredMs.toFixed(0)} ms`);
    }
    const of = (starts: readonly AppStart[], pick: (start: AppStart) => number) => median(starts.map(pick));
    const all = (pick: (start: AppStart) => number) => `${of(ours, pick).toFixed(0)} (${of(theirs, pick).toFixed(0)})`;
    const ratio = median(ours.map(({ answeredMs }, at) => answeredMs / (theirs[at]?.answeredMs ?? Number.NaN)));
    rows.push({
      figure,
      value: `${ratio.toFixed(2)} times an empty Electron app`,
      detail: `${what}; ms from the command, in brackets the empty app: page begun ${all((start) => start.pageMs)}, painted ${all((start) => start.paintMs)}, screen usable ${all((start) => start.usableMs)}, key answered ${all((start) => start.answeredMs)}; processor time ${all((start) => start.cpuMs)}; medians of ${runs} started in turn`,
    });
  }
  return { rows, files };
}
