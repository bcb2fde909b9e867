// The list of licences: what ships, once, and never a package of which nobody knows the licence.
import { expect, test } from 'vitest';
import { licencesOf } from './make-licences.ts';

const lock = (packages: Record<string, object>) => ({
  packages: { '': { name: 'slipway', version: '0.1.0', license: 'Apache-2.0' }, ...packages },
});

test('what ships is listed by name, nested packages and scopes too, each version once', () => {
  const packages = {
    'node_modules/zod': { version: '4.6.7', license: 'MIT' },
    'node_modules/@noble/ed25519': { version: '3.2.0', license: 'MIT' },
    'node_modules/a/node_modules/zod': { version: '3.0.0', license: 'MIT' },
    'node_modules/b/node_modules/zod': { version: '3.0.0', license: 'MIT' },
  };
  expect(licencesOf(lock(packages)).map(({ name, version }) => `${name} ${version}`)).toEqual([
    '@noble/ed25519 3.2.0',
    'zod 3.0.0',
    'zod 4.6.7',
  ]);
});

test('tools that only build or test are not', () => {
  expect(licencesOf(lock({ 'node_modules/vite': { version: '8.0.0', license: 'MIT', dev: true } }))).toEqual([]);
});

test('a package without a licence is refused', () => {
  expect(() => licencesOf(lock({ 'node_modules/odd': { version: '1.0.0' } }))).toThrow('odd 1.0.0 names no licence');
});
