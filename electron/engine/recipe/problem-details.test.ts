// What an editor in another language is told: each problem as a code with values, beside the English sentence.
import { describe, expect, test } from 'vitest';
import { smallRecipe } from '../../../test/support/signed-bundle.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { drivers } from '../drivers/index.ts';
import { checkRecipe, parseRecipe } from './load.ts';
import { detailIn, yamlDetail } from './problem-sentences.ts';
import { validateRecipe } from './validate.ts';

const good = smallRecipe();
const withLine = (line: string) => `${good}${line}\n`;
const detailsOf = (text: string) => checkRecipe(text).problems.map(({ detail }) => detail);

describe('a text that breaks the schema', () => {
  test.each<[string, string, object]>([
    ['another type', good.replace('title: Widget', 'title: 7'), { code: 'not-text', name: 'title' }],
    ['a list for a section', withLine('config: []'), { code: 'not-map', name: 'config' }],
    ['no list', good.replace(/images:\n.*\n/, 'images: x\n'), { code: 'not-list', name: 'images' }],
    ['an empty list', good.replace(/images:\n.*\n/, 'images: []\n'), { code: 'too-few', name: 'images', minimum: 1 }],
    ['an empty text', good.replace('title: Widget', "title: ''"), { code: 'too-short', name: 'title', minimum: 1 }],
    [
      'another word',
      good.replace('kind: data', 'kind: tape'),
      { code: 'not-one-of', name: 'images.0.kind', allowed: 'bootloader, partition-table, app, data' },
    ],
    [
      'another kind of value',
      withLine('config: { n: { type: u64 } }'),
      { code: 'not-one-of', name: 'config.n.type', allowed: 'string, u8, i8, u16, i16, u32, i32, bool, hex' },
    ],
    ['a form', good.replace('version: 1.2.0', 'version: one'), { code: 'form-version', name: 'version' }],
    ['a wrong pattern', good.replace(/expect: \w+/, "expect: '('"), { code: 'form-pattern', name: 'boot.expect' }],
    [
      'a key that cannot be stored',
      withLine("config: { 'a b': { type: u8 } }"),
      { code: 'form-store-key', name: 'config.a b' },
    ],
    ['a misspelt key', withLine('titel: x'), { code: 'unknown-key-like', name: 'titel', meant: 'title' }],
    ['a key of its own', withLine('zzzzzzzz: x'), { code: 'unknown-key', name: 'zzzzzzzz' }],
    ['a missing key', good.replace('title: Widget\n', ''), { code: 'missing', name: 'title' }],
    ['a later format', good.replace('recipe: 1', 'recipe: 2'), { code: 'other-version', version: '2' }],
    [
      'a word of its own',
      withLine("fuses: { userData: '{serialnumber}' }"),
      { code: 'unknown-word', name: 'fuses.userData', word: 'serialnumber' },
    ],
    ['a key twice', good.replace('title:', 'product: x\ntitle:'), { code: 'yaml-duplicate-key' }],
    ['a tab', withLine('boot2:\n\tx: 1'), { code: 'yaml-tab-as-indent' }],
    ['an alias to nothing', good.replace('title: Widget', 'title: *x'), { code: 'yaml-bad-alias' }],
  ])('%s', (_title, text, detail) => {
    expect(detailsOf(text)).toContainEqual(detail);
  });
});

describe('what is found with a driver', () => {
  const validate = async (text: string) => {
    const { problems } = await validateRecipe({
      text,
      folder: null,
      driverOf: () => {
        const driver = drivers.byId('esp');
        if (driver === undefined) throw new Error('the driver is missing');
        return driver;
      },
    });
    return problems.map(({ detail }) => detail);
  };
  const chip = (rest: string) => good.replace('chip: esp32c3', `chip: ${rest}`);

  test.each<[string, string, object]>([
    ['a chip of another family', chip('stm32'), { code: 'other-chip', chip: 'stm32', family: 'esp' }],
    ['an option that is none', chip('esp32c3, options: { boud: 1 }'), { code: 'unknown-key', name: 'boud' }],
    [
      'an option that is too large',
      chip('esp32c3, options: { connectRounds: 99 }'),
      { code: 'too-large', name: 'device.options.connectRounds', maximum: 20 },
    ],
    [
      'an option out of step',
      chip('esp32c3, options: { partitionTableOffset: 5 }'),
      { code: 'not-multiple-of', name: 'device.options.partitionTableOffset', step: 4096 },
    ],
    [
      'a value out of range',
      withLine('store: { partition: nvs }\nconfig: { n: { type: u8, max: 9, value: 12 } }'),
      { code: 'config-out-of-range', name: 'n', minimum: 0, maximum: 9 },
    ],
    [
      'a configuration without a place',
      withLine('config: { n: { type: u8, value: 1 } }'),
      { code: 'needs-store-for-config', name: 'store' },
    ],
  ])('%s', async (_title, text, detail) => {
    expect(await validate(text)).toContainEqual(expect.objectContaining(detail));
  });
});

test('a secret value is in no detail', async () => {
  const text = withLine(
    'store: { partition: nvs }\nconfig: { pin: { type: string, secret: true, maxLength: 4, value: hunter22 } }',
  );
  const { problems } = await validateRecipe({
    text,
    folder: null,
    driverOf: () => {
      throw new SlipwayError('recipe/wrong-type', 'none');
    },
  });
  expect(problems).toContainEqual(
    expect.objectContaining({ detail: { code: 'config-too-long', name: 'pin', maximum: 4 } }),
  );
  expect(JSON.stringify(problems)).not.toContain('hunter22');
});

test('an error of a recipe carries its detail in its context, for the screens that show only the first', () => {
  const refusal = (() => {
    try {
      return parseRecipe(good.replace('1.2.0', 'one'), 'recipe.yaml');
    } catch (thrown) {
      return thrown;
    }
  })();
  if (!(refusal instanceof SlipwayError)) throw new Error('it was accepted');
  expect(detailIn(refusal.context)).toEqual({ code: 'form-version', name: 'version' });
  expect(refusal.context).toMatchObject({ detail: 'form-version', line: 3, column: 1 });
});

test('a fault that a newer YAML library may add has its English alone', () => {
  expect(yamlDetail('BAD_INDENT')).toEqual({ code: 'yaml-bad-indent' });
  expect(yamlDetail('BAD_MOON')).toBeNull();
});
