// Owns: `npm test`: every check and every suite, and the one line at the end that counts them.
// May import scripts/ only; runs tools as child processes. Start reading at `main`.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runChecks } from './checks.ts';
import { type Count, type Named, sum } from './count.ts';
import { runSuites } from './suites.ts';
import { runTool } from './tool.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'no-checks': { type: 'boolean', default: false },
    'no-suites': { type: 'boolean', default: false },
    /** Also a sample of the long suites, as CI does. */
    samples: { type: 'boolean', default: false },
    project: { type: 'string', multiple: true, default: [] },
  },
});

async function main(): Promise<number> {
  const isNothingSkipped = process.env.SLIPWAY_REQUIRE_PEERS === '1';
  const projects = values.project.length > 0 ? values.project : ['unit', 'ui', 'flows', 'fleet', 'peers', 'e2e'];
  if (values.samples) projects.push('fuzz');
  const counts: Count[] = [];

  if (!values['no-checks']) counts.push(await runChecks({ hasChaosSample: false }));
  if (!values['no-suites']) {
    if (projects.includes('peers')) await runTool(['scripts/setup-peers.mjs'], {}, true);
    const quick = projects.filter((name) => name !== 'e2e');
    if (quick.length > 0) counts.push(await runSuites(quick, positionals));
    // Windows have the machine to themselves: they are looked at, and their times mean something.
    if (projects.includes('e2e')) counts.push(await runEndToEnd(positionals));
  }
  if (values.samples) counts.push(await runChecks({ hasChaosSample: true }));

  const total = sum(counts);
  list('skipped', total.skipped);
  list('passed only at the second attempt', total.again ?? []);
  list('failed', total.failed);
  if (isNothingSkipped && total.skipped.length > 0) {
    process.stdout.write('This run may skip nothing (SLIPWAY_REQUIRE_PEERS=1), so it fails.\n');
  }
  process.stdout.write(`${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped\n`);
  if (total.failed.length > 0) return 1;
  if (isNothingSkipped && total.skipped.length > 0) return 1;
  return total.passed === 0 ? 1 : 0;
}

/** Builds and packages the app first; without it there is nothing to look at. */
async function runEndToEnd(filters: readonly string[]): Promise<Count> {
  const { code } = await runTool(['scripts/setup-e2e.ts'], {}, true);
  if (code === 0) return runSuites(['e2e'], filters);
  return { passed: 0, failed: [{ name: 'e2e: the app could not be built and packaged' }], skipped: [] };
}

/** Names each, so that neither a failure nor a gap has to be looked for above. */
function list(what: string, items: readonly Named[]): void {
  if (items.length === 0) return;
  process.stdout.write(`\n${what}:\n${items.map((item) => `  ${item.name}\n`).join('')}`);
}

if (!existsSync('package.json')) {
  process.stderr.write('slipway: run this through `npm test`, in the folder of package.json.\n');
  process.exit(1);
}
process.exitCode = await main();
