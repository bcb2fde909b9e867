// Owns: `npm run bench`: measures beside the peer, prints as it goes, and writes docs/results.md. Never fails on a figure.
// Start reading at `parts`. `--only write,cpu,…` runs some; `--runs N` sets how many runs a median is of.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ResultRow, recordResult } from '../../scripts/results.ts';
import { journalRows } from './journal-scale.ts';
import { median, runMeasured, runNode, whyNoEsptool } from './processes.ts';
import { benchCpu, benchMemory, benchSlots, benchWrites } from './write-bench.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    units: { type: 'string', default: '1000000' },
    /** Shows the figures without writing docs/results.md. */
    'dry-run': { type: 'boolean', default: false },
  },
});
const runs = Math.max(1, Number(values.runs));
const say = (line: string) => process.stdout.write(`  ${line}\n`);

interface Part {
  readonly name: string;
  readonly needsEsptool: boolean;
  measure(folder: string): Promise<ResultRow[]>;
}

const parts: readonly Part[] = [
  { name: 'write', needsEsptool: true, measure: (folder) => benchWrites(folder, runs, say) },
  { name: 'cpu', needsEsptool: true, measure: (folder) => benchCpu(folder, runs) },
  { name: 'slots', needsEsptool: false, measure: (folder) => benchSlots(folder, runs) },
  { name: 'memory', needsEsptool: false, measure: (folder) => benchMemory(folder, Math.min(runs, 3)) },
  { name: 'start', needsEsptool: false, measure: benchStart },
  { name: 'journal', needsEsptool: false, measure: (folder) => journalRows(folder, [10_000, Number(values.units)]) },
];

/** A whole process each time: from the command to the station that answers, against `node -e 0`. */
async function benchStart(folder: string): Promise<ResultRow[]> {
  const engine: number[] = [];
  const empty: number[] = [];
  const memory: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const started = await runNode('engine-start.ts', [path.join(folder, 'start', String(run))]);
    const nothing = await runMeasured(process.execPath, ['-e', '0']);
    // The first run warms the disk.
    if (run === 0) continue;
    engine.push(started.wallS);
    memory.push(started.maxRssKiB / 1024);
    empty.push(nothing.wallS);
  }
  const [ours, theirs] = [median(engine), median(empty)];
  return [
    {
      figure: 'engine start to ready',
      value: `${(ours / theirs).toFixed(1)} times an empty Node process`,
      detail: `${(ours * 1000).toFixed(0)} ms with a new journal and four virtual units, ${(theirs * 1000).toFixed(0)} ms for \`node -e 0\`; ${median(memory).toFixed(0)} MiB resident; medians of ${runs}`,
    },
  ];
}

async function main(): Promise<void> {
  const wanted = values.only?.split(',');
  const chosen = parts.filter(({ name }) => wanted === undefined || wanted.includes(name));
  if (chosen.length === 0) throw new Error(`--only takes ${parts.map(({ name }) => name).join(', ')}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-bench-'));
  const missing = whyNoEsptool();
  try {
    for (const { name, needsEsptool, measure } of chosen) {
      if (needsEsptool && missing !== undefined) {
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
