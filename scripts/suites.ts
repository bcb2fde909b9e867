// Owns: running vitest's projects and counting what it reports. Start reading at `runSuites`.
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { type Count, sum } from './count.ts';
import { runTool } from './tool.ts';

/** The part that we read of vitest's JSON report. */
const reportSchema = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).default([]) }),
      ),
    }),
  ),
});

/** Runs the projects named, showing them as they go; a file that cannot be loaded counts as one failure. */
export async function runSuites(projects: readonly string[], filters: readonly string[]): Promise<Count> {
  const dir = mkdtempSync(path.join(tmpdir(), 'slipway-report-'));
  try {
    const report = path.join(dir, 'vitest.json');
    const { code } = await runTool(
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        ...projects.flatMap((name) => ['--project', name]),
        '--passWithNoTests',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...filters,
      ],
      {},
      true,
    );
    const counted = countReport(existsSync(report) ? readFileSync(report, 'utf8') : '', code, projects);
    return sum([counted, emptyProjects(projects)]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A project without a single test is a gap with a name, not a success. */
function emptyProjects(projects: readonly string[]): Count {
  const homeOf = (name: string) => (name === 'ui' ? 'renderer/**/*.test.tsx' : `test/${name}/**/*.test.ts`);
  const empty = projects.filter((name) => name !== 'unit' && globSync(homeOf(name)).length === 0);
  return {
    passed: 0,
    failed: [],
    skipped: empty.map((name) => ({ name: `${name} (skipped: this version has none)` })),
  };
}

/** Counts vitest's JSON report. Whatever is not plainly passed or skipped is a failure, a missing report too. */
export function countReport(report: string, code: number, projects: readonly string[]): Count {
  const failed: { name: string }[] = [];
  const skipped: { name: string }[] = [];
  const again: { name: string }[] = [];
  let passed = 0;
  let parsed: z.infer<typeof reportSchema>;
  try {
    parsed = reportSchema.parse(JSON.parse(report));
  } catch (error) {
    return { passed, skipped, failed: [{ name: `vitest (${projects.join(', ')}) left no report: ${String(error)}` }] };
  }
  for (const file of parsed.testResults) {
    const where = path.relative(process.cwd(), file.name);
    let failedHere = 0;
    for (const result of file.assertionResults) {
      const name = `${where}: ${result.fullName.trim()}`;
      if (result.status === 'passed') {
        passed += 1;
        const [first] = result.failureMessages;
        if (first !== undefined) again.push({ name: `${name} (at first: ${first.split('\n')[0]?.slice(0, 200)})` });
      } else if (['skipped', 'pending', 'todo'].includes(result.status)) skipped.push({ name });
      else {
        failed.push({ name });
        failedHere += 1;
      }
    }
    if (file.status === 'failed' && failedHere === 0) failed.push({ name: `${where}: the file could not be run` });
  }
  // An error outside every test, such as an unhandled rejection, fails vitest without failing a test.
  if (code !== 0 && failed.length === 0) failed.push({ name: `vitest ended with exit code ${code}` });
  return { passed, failed, skipped, again };
}
