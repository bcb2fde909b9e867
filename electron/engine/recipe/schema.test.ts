import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { recipeSchema } from '../../contract/recipe.ts';
import { recipeJsonSchema } from './schema.ts';

const resources = path.join(import.meta.dirname, '../../../resources');
const published = path.join(resources, 'schema', 'recipe-1.schema.json');
const exampleNames = ['acme-sensor', 'acme-gateway'];
const readExample = (name: string) => readFileSync(path.join(resources, 'recipes', name, 'recipe.yaml'), 'utf8');

describe('the published JSON Schema of recipes', () => {
  test('is what the code makes; `slipway recipe schema --out resources/schema/recipe-1.schema.json` renews it', () => {
    expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(recipeJsonSchema());
  });

  test('names its draft and refuses unknown keys in every section', () => {
    const schema = z.looseObject({ properties: z.record(z.string(), z.looseObject({})) }).parse(recipeJsonSchema());
    expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema['additionalProperties']).toBe(false);
    for (const section of ['device', 'store', 'boot', 'enrollment', 'identity', 'fuses']) {
      expect(schema.properties[section]?.['additionalProperties'], section).toBe(false);
    }
  });

  test.each(exampleNames)('%s points its editor to the file, and zod made from the file accepts it', (name) => {
    const text = readExample(name);
    const [, pointer] = /^# yaml-language-server: \$schema=(.+)$/m.exec(text) ?? [];
    expect(path.resolve(resources, 'recipes', name, pointer ?? '')).toBe(published);
    const schema = z.fromJSONSchema(z.record(z.string(), z.json()).parse(recipeJsonSchema()));
    expect(schema.safeParse(parse(text)).error).toBeUndefined();
    expect(recipeSchema.safeParse(parse(text)).error).toBeUndefined();
    expect(schema.safeParse({ ...z.looseObject({}).parse(parse(text)), tpyo: 1 }).success).toBe(false);
  });
});
