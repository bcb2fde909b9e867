// Owns: `npm run chaos`: kills and unplugs at random, counts what breaks, writes docs/results.md after a full run.
// May import siblings and scripts/results.ts. Start reading at `main`. `--kills 12 --unplugs 12` is the sample for CI.
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type ResultRow, recordResult } from '../../scripts/results.ts';
import { type KillsResult, runKills } from './kills.ts';
import { inWords } from './tally.ts';
import { runUnplugs, type UnplugsResult } from './unplugs.ts';

const fullCount = 300;

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: process.env.CHAOS_KILLS ?? String(fullCount) },
    unplugs: { type: 'string', default: process.env.CHAOS_UNPLUGS ?? String(fullCount) },
    seed: { type: 'string', default: process.env.CHAOS_SEED ?? String(Date.now() % 1_000_000) },
    slots: { type: 'string', default: '4' },
  },
});
const count = z.coerce.number().int().min(0).max(100_000);
const settings = {
  kills: count.parse(values.kills),
  unplugs: count.parse(values.unplugs),
  seed: z.coerce.number().int().nonnegative().parse(values.seed),
  slots: count.min(1).max(16).parse(values.slots),
};
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Moments that a full run must have hit, or it has proven nothing about them. */
const wantedWindows = [
  'while starting and recovering',
  'while working',
  'fuses intended, not burned',
  'fuses burned, not confirmed',
  'identity intended, not in the unit',
  'identity in the unit, not confirmed',
];
const wantedCuts = ['step.started write', 'step.started boot', 'outbox.queued'];

async function main(): Promise<number> {
  say(`chaos: ${settings.kills} kills, ${settings.unplugs} unplugs, ${settings.slots} slots, seed ${settings.seed}`);
  const violations: string[] = [];
  if (settings.kills > 0) {
    const startedMs = performance.now();
    const result = await runKills({ ...settings, onProgress: say });
    violations.push(...result.violations, ...missedMoments(result));
    report('Chaos: kills', settings.kills, killRows(result, performance.now() - startedMs));
  }
  if (settings.unplugs > 0) {
    const startedMs = performance.now();
    const result = await runUnplugs({ ...settings, onProgress: say });
    violations.push(...result.violations);
    report('Chaos: unplugs', settings.unplugs, unplugRows(result, performance.now() - startedMs));
  }
  for (const violation of violations.slice(0, 50)) say(`VIOLATION ${violation}`);
  say(`${violations.length} violations, seed ${settings.seed}`);
  return violations.length === 0 ? 0 : 1;
}

/** Prints the figures; a full run also writes them down. */
function report(section: string, done: number, rows: readonly ResultRow[]): void {
  for (const { figure, value, detail } of rows) say(`${figure}: ${value}${detail === undefined ? '' : ` (${detail})`}`);
  if (done >= fullCount) recordResult(section, rows, { command: `npm run chaos -- --seed ${settings.seed}` });
}

function missedMoments({ kills, windows, cutAfter }: KillsResult): string[] {
  if (kills < fullCount) return [];
  return [
    ...wantedWindows.filter((name) => windows.count(name) === 0),
    ...wantedCuts.filter((name) => cutAfter.count(name) === 0),
  ].map((name) => `No kill hit the moment "${name}".`);
}

function killRows(result: KillsResult, durationMs: number): ResultRow[] {
  return [
    {
      figure: 'kills (SIGKILL) at random points, four slots',
      value: String(result.kills),
      detail: `${result.events} journal events, ${result.runs} runs, ${result.units} units, ${Math.round(durationMs / 1000)} s`,
    },
    {
      figure: 'violations after kills',
      value: String(result.violations.length),
      detail:
        'rules: no serial number or key given twice, no reported event lost, no gap, no fuse burned twice, one confirmed identity per passed unit and the same in its flash, each cut-off run ended, each unit passed or flagged, one enrollment per passed unit, tables equal to rebuilt ones',
    },
    { figure: 'enrollments delivered', value: String(result.enrollments), detail: 'one file per unit that passed' },
    { figure: 'moments hit', value: inWords(result.windows) },
    { figure: 'runs in flight at a kill, by their last record', value: inWords(result.cutAfter) },
    { figure: 'ends of runs', value: result.ends.map(([name, number]) => `${name}: ${number}`).join('; ') },
  ];
}

function unplugRows(result: UnplugsResult, durationMs: number): ResultRow[] {
  return [
    {
      figure: 'unplugs at random bytes',
      value: String(result.unplugs),
      detail: `by the unit and by the cable in both directions, three of four slots at once, ${Math.round(durationMs / 1000)} s`,
    },
    {
      figure: 'violations after unplugs',
      value: String(result.violations.length),
      detail:
        'rules: the run ends by itself and is not ERROR, the same unit plugged in again passes with its unit and serial number, its fuses burned once, the slot beside passes, and so does the next unit',
    },
    {
      figure: 'how those runs ended',
      value: inWords(result.ends),
      detail: `longest ${Math.round(result.longestMs)} ms`,
    },
    { figure: 'step in which the unit was pulled out', value: inWords(result.steps) },
    { figure: 'neighbours that passed', value: String(result.neighbours) },
  ];
}

process.exitCode = await main();
