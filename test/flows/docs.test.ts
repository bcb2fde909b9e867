// Proves that the documents are true where a machine can tell: their examples load, their links lead somewhere.
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { recipeSchema } from '../../electron/contract/recipe.ts';
import { projectRoot } from '../support/processes.ts';

const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: projectRoot });
const read = (file: string): string => readFileSync(path.join(projectRoot, file), 'utf8');

/** The fenced blocks of one language. */
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1] ?? '');

describe('the documents', () => {
  test('each recipe in docs/recipe.md is valid', () => {
    const recipes = blocks(read('docs/recipe.md'), 'yaml');
    expect(recipes.length).toBeGreaterThan(0);
    for (const recipe of recipes) expect(recipeSchema.safeParse(parse(recipe)).error?.issues ?? []).toEqual([]);
  });

  test.each(documents)('every link of %s leads somewhere', (file) => {
    const targets = [...read(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      (match) => match[1] ?? '',
    );
    const missing = targets.filter((target) => !existsSync(path.resolve(projectRoot, path.dirname(file), target)));
    expect(missing).toEqual([]);
  });

  test.each(documents)('every npm command of %s exists', (file) => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = [
      ...read(file).matchAll(/`(?:[^`\n]* )?npm run ([a-z0-9:]+)/g),
      ...read(file).matchAll(/^npm run ([a-z0-9:]+)/gm),
    ];
    expect(named.map((match) => match[1] ?? '').filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test('no document names a path or host of a workplace', () => {
    const guilty = documents.filter((file) =>
      /\/work\/|\.\.\/shared|registry\.npmjs|localhost:\d+\/npm/.test(read(file)),
    );
    expect(guilty).toEqual([]);
  });
});
