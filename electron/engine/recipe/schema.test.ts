import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { recipeSchema } from '../../contract/recipe.ts';
import { recipeJsonSchema, recipeSchemaText } from './schema.ts';

const resources = path.join(import.meta.dirname, '..', '..', '..', 'resources');

test('the published JSON Schema is current', () => {
  const file = path.join(resources, 'schema', 'recipe-1.schema.json');
  expect(readFileSync(file, 'utf8'), 'run scripts/make-schema.ts').toBe(recipeSchemaText());
});

test('it is strict where the loader is, and asks only for what has no default', () => {
  const schema = recipeJsonSchema();
  expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(schema).toMatchObject({
    additionalProperties: false,
    required: ['recipe', 'product', 'version', 'title', 'device', 'images', 'boot'],
  });
});

test('the published schema, read back, takes the examples and refuses an unknown key', () => {
  const published = z.fromJSONSchema(z.record(z.string(), z.json()).parse(JSON.parse(recipeSchemaText())));
  for (const name of ['acme-sensor', 'acme-gateway']) {
    const example: unknown = parse(readFileSync(path.join(resources, 'recipes', name, 'recipe.yaml'), 'utf8'));
    const recipe = z.looseObject({}).parse(example);
    expect(recipeSchema.safeParse(recipe).success).toBe(true);
    expect(published.safeParse(recipe).error?.issues ?? []).toEqual([]);
    expect(published.safeParse({ ...recipe, imagse: [] }).success).toBe(false);
  }
});
