import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useTempDir } from '../test/support/temp-dir.ts';
import { recordResult } from './results.ts';

test('a command replaces its own section and leaves the others', () => {
  const file = path.join(useTempDir(), 'results.md');
  recordResult('Bench', [{ figure: 'time', value: '2 s' }], { command: 'npm run bench', file });
  recordResult('Chaos', [{ figure: 'kills', value: '300', detail: 'seed 7' }], { command: 'npm run chaos', file });
  recordResult('Bench', [{ figure: 'time', value: '1 s' }], { command: 'npm run bench', file });
  const text = readFileSync(file, 'utf8');
  expect(text.match(/^## /gm)).toHaveLength(2);
  expect(text).toContain('| time | 1 s |');
  expect(text).not.toContain('2 s |');
  expect(text).toContain('| kills | 300 | seed 7 |');
  expect(text).toMatch(/`npm run chaos` at .*, \d{4}-\d{2}-\d{2}, on \d+ cores/);
});
