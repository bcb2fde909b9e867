// Proves that the error catalogue is not a list of hopes: each code is provoked for real by at least one test.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCatalogue, errorCodes } from '../../electron/contract/errors.ts';
import { projectRoot } from '../support/processes.ts';

const testFiles = globSync(['electron/**/*.test.ts', 'renderer/**/*.test.ts', 'test/**/*.test.ts'], {
  cwd: projectRoot,
}).filter((file) => !file.endsWith('error-catalogue.test.ts'));

/** Codes that some test passes to `provokes(` as its first argument. */
const provoked = new Set(
  testFiles.flatMap((file) =>
    [...readFileSync(path.join(projectRoot, file), 'utf8').matchAll(/\bprovokes\(\s*'([a-z]+\/[a-z0-9-]+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  ),
);

describe('the error catalogue', () => {
  test.each(errorCodes)('%s is provoked for real by a test', (code) => {
    expect(provoked.has(code), `no test calls provokes('${code}', …)`).toBe(true);
  });

  test('no test provokes a code that does not exist', () => {
    expect([...provoked].filter((code) => !Object.hasOwn(errorCatalogue, code))).toEqual([]);
  });

  test('every row speaks in full sentences and fits its tile', () => {
    for (const [code, row] of Object.entries(errorCatalogue)) {
      expect(row.title.length, `${code}: the title must fit a tile`).toBeLessThanOrEqual(40);
      expect(row.meaning, code).toMatch(/^[A-Z].*\.$/);
      expect(row.action, code).toMatch(/^[A-Z].*\.$/);
    }
  });
});
