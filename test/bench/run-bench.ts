// Owns: `npm run bench`: measures beside the peer, prints as it goes, and writes docs/results.md. Never fails on a figure.
// Start reading at `parts`. `--only write,cpu,…` runs some; `--runs N` sets how many runs a median is of.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type ResultRow, recordResult } from '../../scripts/results.ts';
import { builtEngine, startBuiltEngine } from './built-engine.ts';
import { journalRows } from './journal-scale.ts';
import { median, root, runMeasured, runNode, whyNoEsptool } from './processes.ts';
import { benchCpu, benchMemory, benchSlots, benchWrites } from './write-bench.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    units: { type: 'string', default: '1000000' },
    /** How long the window's memory is watched while runs go on. */
    minutes: { type: 'string', default: '5' },
    /** A folder in which the part `journal` keeps what it filled, and goes on with what an earlier run left. */
    journals: { type: 'string' },
    /** Shows the figures without writing docs/results.md. */
    'dry-run': { type: 'boolean', default: false },
  },
});
const runs = Math.max(1, Number(values.runs));
const say = (line: string) => process.stdout.write(`  ${line}\n`);

interface Part {
  readonly name: string;
  /** Why it cannot be measured here, with what mends it. */
  readonly whyNot?: () => string | undefined;
  measure(folder: string): Promise<ResultRow[]>;
}

const packaged = path.join(root, 'out', 'linux-unpacked', 'resources', 'app.asar');
const whyNoApp = () => (existsSync(packaged) ? undefined : 'the app is not packaged: `npm run test:e2e` does that');

const parts: readonly Part[] = [
  { name: 'write', whyNot: whyNoEsptool, measure: (folder) => benchWrites(folder, runs, say) },
  { name: 'cpu', whyNot: whyNoEsptool, measure: (folder) => benchCpu(folder, runs) },
  { name: 'slots', measure: (folder) => benchSlots(folder, runs) },
  { name: 'memory', measure: (folder) => benchMemory(folder, Math.min(runs, 3)) },
  { name: 'start', measure: benchStart },
  { name: 'journal', measure: (folder) => journalRows(values.journals ?? folder, [10_000, Number(values.units)]) },
  {
    name: 'app',
    whyNot: whyNoApp,
    measure: benchApp,
  },
];

/** A whole process each time: from the command to the station that answers, against `node -e 0`. */
async function benchStart(folder: string): Promise<ResultRow[]> {
  const isBuilt = existsSync(builtEngine);
  const engine: number[] = [];
  const empty: number[] = [];
  const built: number[] = [];
  const memory: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const started = await runNode('engine-start.ts', [path.join(folder, 'start', String(run))]);
    const nothing = await runMeasured(process.execPath, ['-e', '0']);
    const asBuilt = isBuilt ? await startBuiltEngine(path.join(folder, 'start-built', String(run))) : Number.NaN;
    // The first run warms the disk.
    if (run === 0) continue;
    engine.push(started.wallS);
    built.push(asBuilt / 1000);
    memory.push(started.maxRssKiB / 1024);
    empty.push(nothing.wallS);
  }
  const empties = median(empty);
  const times = (seconds: number) => `${(seconds / empties).toFixed(1)} times an empty Node process`;
  const against = `a new journal and four virtual units, ${(empties * 1000).toFixed(0)} ms for \`node -e 0\`; medians of ${runs}`;
  const rows: ResultRow[] = [
    {
      figure: 'engine start to ready, from its sources',
      value: times(median(engine)),
      detail: `${(median(engine) * 1000).toFixed(0)} ms with ${against}; ${median(memory).toFixed(0)} MiB resident`,
    },
  ];
  if (!isBuilt) return rows;
  const detail = `${(median(built) * 1000).toFixed(0)} ms from the command to the engine that takes calls, with ${against}`;
  return [...rows, { figure: 'engine start to ready, as the app has it', value: times(median(built)), detail }];
}

/** In a process of its own: it is checked with a browser's types, as what runs in pages is. */
async function benchApp(folder: string): Promise<ResultRow[]> {
  const script = path.join(import.meta.dirname, 'app-bench.ts');
  const child = spawn(process.execPath, [script, path.join(folder, 'app'), String(runs), values.minutes], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const rows: ResultRow[] = [];
  for await (const line of createInterface({ input: child.stdout })) rows.push(...rowsSchema.parse(JSON.parse(line)));
  const [code] = await exited;
  if (code !== 0) throw new Error('the app could not be measured');
  return rows;
}
const rowsSchema = z.array(z.object({ figure: z.string(), value: z.string(), detail: z.string() }));

async function main(): Promise<void> {
  const wanted = values.only?.split(',');
  const chosen = parts.filter(({ name }) => wanted === undefined || wanted.includes(name));
  if (chosen.length === 0) throw new Error(`--only takes ${parts.map(({ name }) => name).join(', ')}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-bench-'));
  try {
    for (const { name, whyNot, measure } of chosen) {
      const missing = whyNot?.();
      if (missing !== undefined) {
        process.stdout.write(`${name}: skipped: ${missing}\n`);
        continue;
      }
      process.stdout.write(`${name}…\n`);
      const rows = await measure(folder);
      for (const { figure, value, detail } of rows) say(`${figure}: ${value} (${detail ?? ''})`);
      if (values['dry-run']) continue;
      recordResult(`Bench: ${name}`, rows, { command: `npm run bench -- --only ${name}` });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
