import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRecipe } from './load.ts';
import { parseYaml, yamlLimits } from './yaml.ts';

/** The half megabyte that a client may send. */
const size = 512 * 1024;
const filled = (piece: string, characters = size) => piece.repeat(Math.floor(characters / piece.length));

// Each took the parser between one and five seconds, in which the engine did nothing else.
const hostile: Readonly<Record<string, string>> = {
  'brackets in brackets': `a: ${filled('[')}`,
  'brackets that are closed': `a: ${filled('[', size / 2)}${filled(']', size / 2)}`,
  'braces in braces': filled('{a: '),
  'lists in lists': filled('- '),
  'keys of keys': filled('? '),
  'a flat list': `a: [${filled('1,')}]`,
  'a flat list of lines': `a:\n${filled('- 1\n')}`,
  'keys beside each other': Array.from({ length: size / 12 }, (_, index) => `key${index}: 1`).join('\n'),
  anchors: Array.from({ length: size / 14 }, (_, index) => `- &a${index} x`).join('\n'),
  'anchors of one node': filled('&a '),
  'tags of one node': filled('!a '),
  'errors in every line': filled('\t: ]\n'),
  documents: filled('---\n'),
  comments: filled('#a\n'),
  'empty lines': filled('\n'),
  'one text of many lines': `a: ${filled('b\n ')}`,
};
/** Far above what it takes (under 100 ms here), far below what it took. */
const patienceMs = 500;

describe('a text that is made to keep the engine busy', () => {
  test.each(Object.entries(hostile))(
    '%s: is refused at once, also just below the limit of characters',
    (_name, text) => {
      for (const part of [text, text.slice(0, yamlLimits.characters)]) {
        const startMs = performance.now();
        const { recipe, problems } = checkRecipe(part);
        expect(performance.now() - startMs).toBeLessThan(patienceMs);
        expect(recipe).toBeUndefined();
        expect(problems.length).toBeGreaterThan(0);
      }
    },
  );

  test('says what is too much, and where', () => {
    expect(checkRecipe(`recipe: 1\ntitle: x\nimages: ${'['.repeat(40)}`).problems).toEqual([
      {
        code: 'recipe/syntax',
        message: `The text is nested more than ${yamlLimits.depth} deep; a recipe is not.`,
        detail: { code: 'yaml-resource-exhaustion' },
        path: '',
        line: 3,
        column: 9 + yamlLimits.depth,
      },
    ]);
    const many = `recipe: 1\nimages:\n${'- 1\n'.repeat(yamlLimits.tokens)}`;
    expect(checkRecipe(many).problems).toMatchObject([{ code: 'recipe/syntax', column: expect.any(Number) }]);
    expect(checkRecipe(many).problems[0]?.message).toContain(String(yamlLimits.tokens));
    expect(checkRecipe(many).problems[0]?.line).toBeGreaterThan(3_000);
  });
});

describe('the limits', () => {
  test.each(['acme-sensor', 'acme-gateway'])('leave the example %s ten times as much as it needs', (name) => {
    const file = path.join(import.meta.dirname, '../../../resources/recipes', name, 'recipe.yaml');
    const text = readFileSync(file, 'utf8');
    const tenfold = Array.from({ length: 10 }, (_, index) => text.replace(/^/gm, ' ').replace(/^/, `part${index}:\n`));
    expect(parseYaml(tenfold.join('\n')).errors).toEqual([]);
  });

  test('count what is nested, not brackets that stand in a text', () => {
    expect(parseYaml(`a: "${'['.repeat(100)}"\nb: '${'- '.repeat(100)}'\n# ${'{'.repeat(100)}\n`).errors).toEqual([]);
    expect(parseYaml(Array.from({ length: 200 }, () => '- [[1], {a: 1}]').join('\n')).errors).toEqual([]);
  });
});
