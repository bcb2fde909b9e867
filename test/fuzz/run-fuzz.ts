// Owns: `npm run fuzz`: the fuzz suites with many inputs, and their figures in docs/results.md.
// May import scripts/ and siblings. FUZZ_RUNS sets the number of inputs, FUZZ_KEEP=1 keeps new kinds of input.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { recordResult } from '../../scripts/results.ts';
import { runSuites } from '../../scripts/suites.ts';
import { createTempDir } from '../support/temp-dir.ts';

const statsSchema = z.object({
  name: z.string(),
  inputs: z.number(),
  corpus: z.number(),
  verdicts: z.number(),
  tookMs: z.number(),
});

process.env['FUZZ_RUNS'] ??= '20000';
using dir = createTempDir('slipway-fuzz-stats-');
const statsFile = path.join(dir.path, 'stats.jsonl');
writeFileSync(statsFile, '');
process.env['FUZZ_STATS'] = statsFile;

const { passed, failed, skipped } = await runSuites(['fuzz'], []);
const stats = readFileSync(statsFile, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => statsSchema.parse(JSON.parse(line)));
recordResult(
  'Fuzz',
  [
    ...stats.map(({ name, inputs, corpus, verdicts, tookMs }) => ({
      figure: name,
      value: `${inputs} inputs, no defect`,
      detail: `${corpus} inputs in the corpus, ${verdicts} ways to read or refuse, ${(tookMs / 1000).toFixed(1)} s`,
    })),
    { figure: 'suites that failed', value: String(failed.length), detail: failed.map(({ name }) => name).join('; ') },
  ],
  {
    command: 'npm run fuzz',
    note: 'Mutations of real inputs. A defect is anything thrown that is no error of the catalogue, an input that takes over ten seconds, or a heap that grows by over 256 MiB. The wire has its own fuzz in test/flows/contract-serve.test.ts.',
  },
);
process.stdout.write(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped\n`);
process.exitCode = failed.length === 0 && stats.length > 0 ? 0 : 1;
