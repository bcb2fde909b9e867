import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { provokes } from '../../../test/support/provoke.ts';
import { smallRecipe } from '../../../test/support/signed-bundle.ts';
import type { ErrorCode, SlipwayError } from '../../contract/errors.ts';
import { drivers } from '../drivers/index.ts';
import { compileJob } from './compile.ts';
import { checkRecipe, loadRecipe, parseRecipe } from './load.ts';
import { parseSerialPool } from './pool.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-load-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'recipe.yaml');
writeFileSync(path.join(folder, 'app.bin'), 'firmware');
symlinkSync('/etc/hostname', path.join(folder, 'link.bin'));
const good = smallRecipe();

const at = (line: number, column: number) => (error: SlipwayError) =>
  expect(error.context).toMatchObject({ line, column });

const texts: readonly [ErrorCode, string, string, number, number][] = [
  ['recipe/unknown-key', 'a misspelt key', good.replace('title:', 'titel: x\ntitle:'), 4, 1],
  ['recipe/wrong-type', 'a number as text', good.replace('title: Widget', 'title: 7'), 4, 1],
  ['recipe/missing-key', 'no title', good.replace('title: Widget\n', ''), 1, 1],
  ['recipe/unsupported-version', 'a later format', good.replace('recipe: 1', 'recipe: 2'), 1, 1],
  ['recipe/syntax', 'a key twice', good.replace('title:', 'product: x\ntitle:'), 4, 1],
];
for (const [code, title, text, line, column] of texts)
  provokes(code, title, () => parseRecipe(text, file), at(line, column));

provokes('recipe/unreadable', 'no file', () => loadRecipe(path.join(folder, 'none.yaml')));
provokes('recipe/unreadable', 'more than 1 MiB', () => {
  writeFileSync(path.join(folder, 'big.yaml'), Buffer.alloc(1024 * 1024 + 1, '#'));
  return loadRecipe(path.join(folder, 'big.yaml'));
});

const compile = async (text: string) => {
  const driver = drivers.byId('esp');
  if (driver === undefined) throw new Error('no driver');
  const loaded = parseRecipe(text, file);
  await using job = await compileJob({ loaded, driver, config: {}, needsAllConfig: true, bundleHash: null });
  return job.ref;
};
const withImage = (name: string) => compile(good.replace('app.bin', name));
provokes('recipe/missing-file', 'not there', () => withImage('none.bin'), at(7, 18));
provokes('recipe/missing-file', 'climbs out', () => withImage('../app.bin'));
provokes('recipe/missing-file', 'a link that leads out', () => withImage('link.bin'));
provokes('recipe/unknown-key', 'an option that the driver lacks', () =>
  compile(good.replace('chip: esp32c3', 'chip: esp32c3, options: { boud: 1 }')),
);
provokes('recipe/config-invalid', 'a value above its limit', () =>
  compile(`${good}store: { partition: nvs }\nconfig: { n: { type: u8, value: 256 } }\n`),
);
provokes('image/hash-mismatch', 'another file than the recipe names', () =>
  compile(good.replace('kind: data', `kind: data, sha256: '${'0'.repeat(64)}'`)),
);
provokes('identity/pool-invalid', 'a serial number twice', () => parseSerialPool('serial\nA1\nA1\n', 'pool.csv'));

describe('a text that is made to take long', () => {
  const keys = Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`);
  test.each([
    ['many unknown keys', keys.join('\n')],
    ['many unknown keys on one line', `{${keys.join(', ')}}`],
    ['a key that is there many times', 'title: x\n'.repeat(40_000)],
    ['many broken lines', '\t- : {\n'.repeat(40_000)],
  ])('%s is refused with the first few hundred problems', { timeout: 20_000 }, (_name, text) => {
    const { recipe, problems } = checkRecipe(text);
    expect(recipe).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThan(300);
  });
});

test('a key that is there twice is found at its second place, however deep', () => {
  const { problems } = checkRecipe(good.replace('title:', 'device2: { a: 1, b: [{ c: 1, c: 2 }], "a": 3 }\ntitle:'));
  expect(problems).toMatchObject([
    { code: 'recipe/syntax', line: 4, column: 30 },
    { code: 'recipe/syntax', line: 4, column: 39 },
  ]);
});
