import { expect, test } from 'vitest';
import type { StepRecord } from '../../../../electron/contract/records.ts';
import { writtenOf } from './written.ts';

const step = (kind: StepRecord['kind'], evidence: StepRecord['evidence']): StepRecord => ({
  kind,
  state: 'done',
  attempt: 1,
  startedAtMs: 1,
  finishedAtMs: 2,
  error: null,
  evidence,
});
const write = step('write', { writtenBytes: 8, images: [{ name: 'app', sha256: 'ab' }] });
const region = { name: 'app', offset: 65_536, sizeBytes: 8, digest: 'cd', method: 'md5-on-unit' };

test('an image that was written and read back', () => {
  expect(writtenOf({ steps: [write, step('verify', { regions: [region] })] })).toEqual([
    { name: 'app', sha256: 'ab', offset: 65_536, sizeBytes: 8, readBack: { digest: 'cd', method: 'md5-on-unit' } },
  ]);
});

test('an image that was written, in a run that ended before it was read back', () => {
  expect(writtenOf({ steps: [write, step('verify', null)] })[0]?.readBack).toBeNull();
});

test('evidence of another form is not guessed at', () => {
  expect(
    writtenOf({ steps: [step('write', { images: 'all' }), step('verify', { regions: [{ name: 'app' }] })] }),
  ).toEqual([]);
});
