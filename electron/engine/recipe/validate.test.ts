// What an editor is told: every problem at once, each at its line and column, by the same rules by which runs are refused.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { useTempDir } from '../../../test/support/temp-dir.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { drivers } from '../drivers/index.ts';
import { prepareDemoRecipe } from '../virtual-bench/demo-recipe.ts';
import { compileJob } from './compile.ts';
import { loadRecipe } from './load.ts';
import { validateRecipe } from './validate.ts';

const driver = () => {
  const found = drivers.byId('esp');
  if (found === undefined) throw new Error('the driver is missing');
  return found;
};
const validate = (text: string, folder: string | null = null) => validateRecipe({ text, folder, driverOf: driver });

const recipe = `recipe: 1
product: widget
version: 1.0.0
title: Widget
device: { family: esp, chip: esp32c3 }
images:
  - name: app
    file: app.bin
    at: 0x10000
    kind: data
config:
  interval: { type: u16, min: 10, value: 5 }
  region: { type: string, enum: [eu, us], value: mars }
enrollment:
  fleet: demo
  identityData: { mac: '{mac}' }
boot: { expect: up }
`;

test('problems that are found one at a time when compiling are all there at once, in the order of the text', async () => {
  const { problems, facts } = await validate(recipe);
  expect(problems.map(({ code, line, column, path: key }) => [code, line, column, key])).toEqual([
    ['recipe/missing-key', 1, 1, ''],
    ['recipe/missing-key', 1, 1, ''],
    ['recipe/config-invalid', 12, 3, 'config.interval'],
    ['recipe/config-invalid', 13, 3, 'config.region'],
  ]);
  // The place is told apart; the message is for people.
  expect(problems[2]?.message).toBe('Configuration "interval" must be 10 to 65535.');
  expect(facts.map(({ kind }) => kind)).toEqual(['chip', 'write', 'config', 'boot', 'enroll']);
});

test('a chip and an option that the driver does not know are found without any file', async () => {
  const text = recipe.replace('esp32c3 }', 'esp32c99 }');
  expect((await validate(text)).problems).toContainEqual(
    expect.objectContaining({ code: 'recipe/wrong-type', line: 5, path: 'device.chip' }),
  );
  const option = recipe.replace('esp32c3 }', 'esp32c3, options: { speed: 9 } }');
  expect((await validate(option)).problems).toContainEqual(
    expect.objectContaining({ code: 'recipe/unknown-key', line: 5 }),
  );
});

describe('with its folder', () => {
  const prepared = async () => {
    const file = await prepareDemoRecipe(useTempDir());
    const { text } = await loadRecipe(file);
    return { folder: path.dirname(file), file, text };
  };

  test('a recipe that compiles has no problem, and says what it does with the sizes', async () => {
    const { folder, text } = await prepared();
    const { problems, facts } = await validate(text, folder);
    expect(problems).toEqual([]);
    expect(facts).toContainEqual(
      expect.objectContaining({ kind: 'write', image: 'app', sizeBytes: expect.any(Number) }),
    );
  });

  test('a missing image and one that is none are both named, each where the recipe names it', async () => {
    const { folder, text } = await prepared();
    writeFileSync(path.join(folder, 'app.bin'), 'this is not firmware');
    const broken = text.replace('bootloader.bin', 'nowhere.bin');
    const lineOf = (what: string) => broken.split('\n').findIndex((line) => line.includes(what)) + 1;
    const { problems } = await validate(broken, folder);
    expect(problems.map(({ code, line, path: key }) => [code, line, key])).toEqual([
      ['recipe/missing-file', lineOf('file: nowhere.bin'), 'images.0.file'],
      ['image/not-an-image', lineOf('file: app.bin'), 'images.2.file'],
    ]);
  });

  test.each([
    ['the chip of another family', (text: string) => text.replace('chip: esp32c3', 'chip: esp32s3')],
    [
      'an image with another hash',
      (text: string) => text.replace('kind: app\n', `kind: app\n    sha256: ${'0'.repeat(64)}\n`),
    ],
    ['a pool that is not there', (text: string) => text.replace(/scheme: .*/, 'pool: none.csv')],
    ['a path that climbs out', (text: string) => text.replace('app.bin', '../app.bin')],
    ['a certificate without a key', (text: string) => text.replace(/ {2}key:\n {4}type: ed25519\n/, '')],
  ])('finds what compiling refuses: %s', async (_title, edit) => {
    const { folder, file, text } = await prepared();
    writeFileSync(file, edit(text));
    expect(edit(text)).not.toBe(text);
    const refusal = await (async () =>
      compileJob({
        loaded: await loadRecipe(file),
        driver: driver(),
        config: {},
        needsAllConfig: false,
        bundleHash: null,
      }))()
      .then((job) => job[Symbol.asyncDispose]())
      .catch((thrown: unknown) => thrown);
    const { problems } = await validate(edit(text), folder);
    expect(refusal).toBeInstanceOf(SlipwayError);
    if (refusal instanceof SlipwayError) expect(problems.map(({ code }) => code)).toContain(refusal.code);
    for (const { line } of problems) expect(line).toBeGreaterThan(0);
  });
});
