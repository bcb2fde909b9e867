import { expect, test } from 'vitest';
import { completePackages, platformOf, readPackages } from './complete-lockfile.ts';

test.each([
  ['@biomejs/cli-linux-arm64-musl', { os: ['linux'], cpu: ['arm64'], libc: ['musl'] }],
  ['@oxc-parser/binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
  ['@oxc-parser/binding-win32-x64-msvc', { os: ['win32'], cpu: ['x64'] }],
  ['fsevents', undefined],
])('%s names its platform', (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});

test('package-lock.json is whole, so that npm ci accepts it on every platform; if not: node scripts/complete-lockfile.ts', () => {
  expect(completePackages(readPackages()).added).toEqual([]);
});
