import path from 'node:path';
import { expect, test } from 'vitest';
import { sum } from './count.ts';
import { countReport } from './suites.ts';

const report = (...files: { name: string; status: string; tests: [string, string][] }[]): string =>
  JSON.stringify({
    success: true,
    testResults: files.map(({ name, status, tests }) => ({
      name: path.join(process.cwd(), name),
      status,
      assertionResults: tests.map(([fullName, state]) => ({ fullName, status: state })),
    })),
  });

test('passed, failed and skipped are what vitest says of each test', () => {
  const tests: [string, string][] = [
    ['a', 'passed'],
    ['b', 'failed'],
    ['c', 'pending'],
    ['d', 'skipped'],
    ['e', 'todo'],
  ];
  const count = countReport(report({ name: 'x.test.ts', status: 'failed', tests }), 1, ['unit']);
  expect(count).toEqual({
    passed: 1,
    failed: [{ name: 'x.test.ts: b' }],
    skipped: [{ name: 'x.test.ts: c' }, { name: 'x.test.ts: d' }, { name: 'x.test.ts: e' }],
    again: [],
  });
});

test('what passed only at the second attempt is named with what went wrong at the first', () => {
  const assertionResults = [{ fullName: 'a', status: 'passed', failureMessages: ['Error: too late\n    at x'] }];
  const text = JSON.stringify({
    success: true,
    testResults: [{ name: path.join(process.cwd(), 'x.test.ts'), status: 'passed', assertionResults }],
  });
  const count = countReport(text, 0, ['ui']);
  expect(count.passed).toBe(1);
  expect(count.again).toEqual([{ name: 'x.test.ts: a (at first: Error: too late)' }]);
});

test('a file that could not be loaded is a failure', () => {
  const text = report({ name: 'x.test.ts', status: 'failed', tests: [] });
  expect(countReport(text, 1, ['unit']).failed).toEqual([{ name: 'x.test.ts: the file could not be run' }]);
});

test('an error outside every test is a failure', () => {
  const text = report({ name: 'x.test.ts', status: 'passed', tests: [['a', 'passed']] });
  expect(countReport(text, 1, ['unit']).failed).toEqual([{ name: 'vitest ended with exit code 1' }]);
});

test('no report is a failure', () => {
  expect(countReport('', 0, ['unit']).failed).toHaveLength(1);
});

test('counts add up', () => {
  const one = { passed: 2, failed: [{ name: 'f' }], skipped: [] };
  expect(sum([one, one])).toEqual({ passed: 4, failed: [{ name: 'f' }, { name: 'f' }], skipped: [], again: [] });
});
