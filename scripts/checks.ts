// Owns: the checks that are not tests: types, format and lint, import table, dead code, generated docs, sample of chaos.
// Each counts as one test in the last line of `npm test`. Start reading at `runChecks`.
import { existsSync } from 'node:fs';
import type { Count } from './count.ts';
import { runTool } from './tool.ts';

interface Check {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What to do when it fails. */
  readonly mend: string;
  readonly needs?: string;
}

const checks: readonly Check[] = [
  { name: 'types (tsc)', args: ['node_modules/typescript/bin/tsc', '-p', '.'], mend: 'Correct the types named above.' },
  {
    name: 'types of the window (tsc)',
    args: ['node_modules/typescript/bin/tsc', '-p', 'renderer'],
    mend: 'Correct the types named above; the window has no Node.',
  },
  {
    name: 'types of preload and tests of pages (tsc)',
    args: ['node_modules/typescript/bin/tsc', '-p', 'renderer/tsconfig.mixed.json'],
    mend: 'Correct the types named above.',
  },
  {
    name: 'format and lint (biome)',
    args: [
      'node_modules/@biomejs/biome/bin/biome',
      'ci',
      '--error-on-warnings',
      '--diagnostic-level=warn',
      '--colors=off',
      '.',
    ],
    mend: 'Run `npx biome check --write .` and correct what it leaves.',
  },
  {
    name: 'import table (dependency-cruiser)',
    args: [
      'scripts/cruise.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      ...['electron', 'renderer', 'test', 'scripts'].filter((folder) => existsSync(folder)),
    ],
    mend: 'Move the code to where docs/architecture.md allows the import.',
  },
  {
    name: 'dead code (knip)',
    args: ['node_modules/knip/bin/knip.js', '--no-progress'],
    mend: 'Remove what nobody uses, or list the package.',
  },
  {
    name: 'desktop hardening (electronegativity)',
    args: ['scripts/electronegativity.mjs'],
    mend: 'Correct the code, or explain the finding in docs/security.md.',
  },
  { name: 'generated docs', args: ['scripts/make-docs.ts', '--check'], mend: 'Run `npm run docs` and commit.' },
];

const chaosSample: Check = {
  name: 'chaos (sample)',
  args: ['test/chaos/run-chaos.ts'],
  env: { CHAOS_KILLS: '12', CHAOS_UNPLUGS: '12' },
  mend: 'Run `npm run chaos` and read its seed.',
  needs: 'test/chaos/run-chaos.ts',
};

/** Runs the checks two at a time and prints the output of those that fail. */
export async function runChecks(options: { hasChaosSample: boolean }): Promise<Count> {
  const waiting = options.hasChaosSample ? [chaosSample] : [...checks];
  const failed: { name: string }[] = [];
  const skipped: { name: string }[] = [];
  let passed = 0;
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (check.needs && !existsSync(check.needs)) {
        skipped.push({ name: `${check.name} (skipped: ${check.needs} is not in this version)` });
        continue;
      }
      const { code, output, seconds } = await runTool(check.args, check.env ?? {});
      if (code === 0) {
        passed += 1;
        process.stdout.write(`✓ ${check.name}, ${seconds.toFixed(1)} s\n`);
      } else {
        failed.push({ name: check.name });
        process.stdout.write(`${output}\n✗ ${check.name}, ${seconds.toFixed(1)} s. ${check.mend}\n`);
      }
    }
  };
  await Promise.all([work(), work()]);
  return { passed, failed, skipped };
}
