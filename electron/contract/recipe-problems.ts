// Owns: what exactly is wrong in a recipe, as codes with values that every language can put into words. Imports zod only.
// engine/recipe/problem-sentences.ts says it in English. Start reading at `recipeDetailSchema`.
import * as z from 'zod';

/** What YAML's own rules are broken by, as the library that reads it tells them apart. */
export const yamlFaults = [
  'alias-props',
  'bad-alias',
  'bad-collection-type',
  'bad-directive',
  'bad-dq-escape',
  'bad-indent',
  'bad-prop-order',
  'bad-scalar-start',
  'block-as-implicit-key',
  'block-in-flow',
  'duplicate-key',
  'key-over-1024-chars',
  'missing-char',
  'multiline-implicit-key',
  'multiple-anchors',
  'multiple-docs',
  'multiple-tags',
  'non-string-key',
  'resource-exhaustion',
  'tab-as-indent',
  'tag-resolve-failed',
  'unexpected-token',
] as const;

/** The forms that texts of a recipe must have, in English: the schema refuses with these. */
export const recipeForms = {
  name: 'letters, digits, dot, dash, underscore; at most 64',
  version: 'a semantic version such as 1.4.0',
  duration: 'a duration such as 500ms, 10s, 5m, 30d, 10y',
  pattern: 'not a valid regular expression',
  place: 'a number, or partition:<label>',
  sha256: '64 hex digits',
  hex: 'pairs of hex digits',
  'store-key': '1 to 15 printable characters',
} as const;
export type RecipeForm = keyof typeof recipeForms;

const name = z.string();

/**
 * Each code with its values; not strict, as it is also read out of an error's context, among other things. `name` is the key, as `images.0.file`; `allowed` has values between commas. Values are flat,
 * so that they fit into the context of an error.
 */
export const recipeDetailSchema = z.lazy(() =>
  z.discriminatedUnion('code', [
    z.object({ code: z.enum(yamlFaults.map((fault) => `yaml-${fault}` as const)) }),
    z.object({ code: z.literal('other-version'), version: z.string() }),
    z.object({
      code: z.enum([
        'unknown-key',
        'missing',
        'needs-store-for-key',
        'needs-store-for-config',
        'needs-key-for-certificate',
        'needs-key-for-fleet',
        'needs-question-for-identity',
        'needs-identity-for-fuses',
        'not-text',
        'not-number',
        'not-whole-number',
        'not-yes-no',
        'not-map',
        'not-list',
        'form-name',
        'form-version',
        'form-duration',
        'form-pattern',
        'form-place',
        'form-sha256',
        'form-hex',
        'form-store-key',
        'config-without-value',
        'config-not-yes-no',
        'config-not-text',
        'config-not-hex',
        'config-not-whole-number',
      ]),
      name,
    }),
    z.object({
      code: z.enum(['too-short', 'too-few', 'too-small', 'config-too-short', 'config-too-few-bytes']),
      name,
      minimum: z.number(),
    }),
    z.object({
      code: z.enum(['too-long', 'too-many', 'too-large', 'config-too-long', 'config-too-many-bytes']),
      name,
      maximum: z.number(),
    }),
    z.object({ code: z.literal('config-out-of-range'), name, minimum: z.number(), maximum: z.number() }),
    z.object({
      code: z.enum(['not-one-of', 'config-not-in-recipe', 'config-not-one-of']),
      name,
      allowed: z.string(),
    }),
    z.object({ code: z.literal('unknown-key-like'), name, meant: z.string() }),
    z.object({ code: z.literal('not-multiple-of'), name, step: z.number() }),
    z.object({ code: z.literal('unknown-word'), name, word: z.string() }),
    z.object({ code: z.literal('config-no-match'), name, pattern: z.string() }),
    z.object({ code: z.literal('other-chip'), chip: z.string(), family: z.string(), allowed: z.string() }),
    z.object({ code: z.literal('other-family'), family: z.string(), allowed: z.string() }),
    z.object({ code: z.enum(['file-missing', 'file-outside', 'file-linked-outside']), named: z.string() }),
    z.object({ code: z.literal('image-hash'), image: z.string(), expected: z.string(), found: z.string() }),
  ]),
);
export type RecipeDetail = z.infer<typeof recipeDetailSchema>;
