// What the real schema of recipes offers at places of a recipe.
import { expect, test } from 'vitest';
import { recipeJsonSchema } from '../../../../electron/engine/recipe/schema.ts';
import { describeForm, formsAt, keysAt, parseForm, valuesAt } from './schema-walk.ts';

const schema = parseForm(recipeJsonSchema()) ?? {};
const keysIn = (...path: string[]) => keysAt(schema, path).map(({ key }) => key);

test('sections of a recipe and what is needed', () => {
  expect(keysIn()).toContain('images');
  expect(keysAt(schema, []).find(({ key }) => key === 'boot')?.isRequired).toBe(true);
  expect(keysAt(schema, []).find(({ key }) => key === 'fuses')?.isRequired).toBe(false);
});

test('items of lists and maps with free keys', () => {
  expect(keysIn('images', '*')).toEqual(['name', 'file', 'at', 'kind', 'sha256', 'encrypted']);
  expect(keysIn('config', 'anything')).toContain('type');
});

test('a choice offers the keys of all its forms, and needs only what all need', () => {
  expect(keysIn('identity', 'serial')).toEqual(['scheme', 'check', 'first', 'last', 'pool', 'scan']);
  expect(keysAt(schema, ['identity', 'serial']).some(({ isRequired }) => isRequired)).toBe(false);
});

test('values that the schema names', () => {
  expect(valuesAt(schema, ['images', '*', 'kind'])).toEqual(['bootloader', 'partition-table', 'app', 'data']);
  expect(valuesAt(schema, ['images', '*', 'encrypted'])).toEqual(['true', 'false']);
  expect(valuesAt(schema, ['recipe'])).toEqual(['1']);
  expect(valuesAt(schema, ['config', 'x', 'type'])).toContain('u16');
  expect(valuesAt(schema, ['product'])).toEqual([]);
});

test('free JSON and unknown places offer nothing', () => {
  expect(keysIn('device', 'options', 'baudRate')).toEqual([]);
  expect(keysIn('nowhere')).toEqual([]);
});

test('a form in the terms of the schema', () => {
  const [validity] = formsAt(schema, ['identity', 'certificate', 'validity']);
  expect(validity && describeForm(validity)).toMatch(/^string {2}\^\\d\+/);
  const [size] = formsAt(schema, ['device', 'minFlashSizeBytes']);
  expect(size && describeForm(size)).toBe('integer  > 0');
});

test('what is no schema gives no help', () => {
  expect(parseForm({ properties: 7 })).toBeUndefined();
});
