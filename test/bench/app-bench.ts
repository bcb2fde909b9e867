// Owns: the figures of the packaged app, put together: a process of its own, started by run-bench.ts. Needs the package
// that scripts/setup-e2e.ts makes. Start reading at `main`.
import { loadavg } from 'node:os';
import type { ResultRow } from '../../scripts/results.ts';
import { openDisplay } from '../e2e/support/display.ts';
import { benchAppBusy } from './app-busy.ts';
import { benchAppSize } from './app-size.ts';
import { benchAppStart, packaged } from './app-start.ts';

/** Arguments: a folder for what it keeps, how many starts, how many minutes of runs. Prints the rows as JSON. */
async function main(): Promise<void> {
  const [folder = '', runs = '5', minutes = '5'] = process.argv.slice(2);
  const say = (line: string) => void process.stderr.write(`  ${line}\n`);
  await using display = await openDisplay(1920, 1080);
  const before = load();
  const { rows, files } = await benchAppStart(folder, Number(runs), display, say);
  const after = load();
  const busy = await benchAppBusy({ display, framesMs: 20_000, minutes: Number(minutes), say });
  const rest: ResultRow = {
    figure: 'how quiet the machine was',
    value: `load ${before} before, ${after} after the starts, ${load()} at the end`,
    detail: 'processes that wanted a core, averaged over a minute; above the number of cores times in ms are too long',
  };
  const all = [...rows, ...busy, ...benchAppSize(packaged, files), rest];
  process.stdout.write(`${JSON.stringify(all)}\n`);
}

const load = () => (loadavg()[0] ?? Number.NaN).toFixed(1);

await main();
