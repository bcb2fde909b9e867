// Drafts: what can be written, what is refused, and that a crash leaves a draft whole or not at all.
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { caught } from '../../../test/support/provoke.ts';
import { smallRecipe } from '../../../test/support/signed-bundle.ts';
import { useTempDir } from '../../../test/support/temp-dir.ts';
import { drivers } from '../drivers/index.ts';
import { validateRecipe } from '../recipe/validate.ts';
import { fillDraft } from './draft-files.ts';
import { createDrafts, draftLimits } from './drafts.ts';
import { createRecipes, driverOf } from './recipes.ts';

function open(root = useTempDir()) {
  const dir = path.join(root, 'drafts');
  let changes = 0;
  const drafts = createDrafts({
    dir,
    validate: (text, folder) => validateRecipe({ text, folder, driverOf: (loaded) => driverOf(loaded, drivers) }),
    onChange: () => changes++,
  });
  const library = {
    open: async () => {
      throw new Error('no bundle is asked for here');
    },
  };
  const recipes = createRecipes({ drivers, library, drafts });
  const fill = (text: string) => async (folder: string) => writeFileSync(path.join(folder, 'recipe.yaml'), text);
  /** A file as an upload hands it over. */
  const sent = (fileName: string, content = 'firmware', sizeBytes = content.length) => {
    const file = path.join(root, `sent-${Math.random()}`);
    writeFileSync(file, content);
    return { path: file, fileName, sizeBytes, [Symbol.asyncDispose]: async () => undefined };
  };
  return { root, dir, drafts, recipes, fill, sent, changes: () => changes };
}

describe('a draft', () => {
  test('is made from an example, and is right as it is', async () => {
    const { drafts, recipes } = open();
    const detail = await drafts.create('my-sensor', (folder) => fillDraft(folder, { example: 'acme-sensor' }, recipes));
    expect(detail.problems).toEqual([]);
    expect(detail.draft).toMatchObject({
      name: 'my-sensor',
      product: 'acme-sensor',
      version: '1.0.0',
      problemCount: 0,
    });
    expect(detail.files.map(({ name }) => name)).toEqual(['app.bin', 'bootloader.bin', 'partition-table.bin']);
  });

  test('takes a wrong text, says every problem at its place, and is right again later', async () => {
    const { drafts, fill, sent } = open();
    await drafts.create('widget', fill(smallRecipe()));
    const wrong = await drafts.write(
      'widget',
      smallRecipe().replace('title: Widget', 'titel: Widget').replace('1.2.0', 'one'),
    );
    expect(wrong.problems.map(({ code, line, column, path: key }) => [code, line, column, key])).toEqual([
      ['recipe/wrong-type', 3, 1, 'version'],
      ['recipe/unknown-key', 4, 1, 'titel'],
      ['recipe/missing-key', 1, 1, 'title'],
    ]);
    expect(wrong.draft.problemCount).toBe(3);
    const better = await drafts.write('widget', smallRecipe());
    expect(better.problems).toMatchObject([
      { code: 'recipe/missing-file', line: 7, column: 18, path: 'images.0.file' },
    ]);
    const right = await drafts.addFile('widget', sent('app.bin'));
    expect(right.problems).toEqual([]);
    expect(right.files).toEqual([{ name: 'app.bin', sizeBytes: 8 }]);
    expect((await drafts.removeFile('widget', 'app.bin')).problems).toHaveLength(1);
  });

  test('takes text that is no YAML at all, and still says what it is', async () => {
    const { drafts, fill } = open();
    await drafts.create('widget', fill(smallRecipe()));
    const detail = await drafts.write('widget', 'product: widget\n\t{{{ not yaml');
    expect(detail.problems[0]).toMatchObject({ code: 'recipe/syntax', line: 2 });
    expect((await drafts.list()).map(({ name }) => name)).toEqual(['widget']);
  });

  test('is the same after a restart, without what a crash left half written', async () => {
    const first = open();
    await first.drafts.create('widget', first.fill(smallRecipe()));
    await first.drafts.addFile('widget', first.sent('app.bin'));
    writeFileSync(path.join(first.dir, 'widget', '.writing-dead'), 'half a re');
    mkdirSync(path.join(first.dir, '.new-dead'));
    const again = open(first.root);
    const detail = await again.drafts.read('widget');
    expect([detail.text, detail.files]).toEqual([smallRecipe(), [{ name: 'app.bin', sizeBytes: 8 }]]);
    expect((await again.drafts.list()).map(({ name }) => name)).toEqual(['widget']);
    await again.drafts.create('other', again.fill(smallRecipe()));
    expect(readdirSync(first.dir).sort()).toEqual(['other', 'widget']);
  });

  test('is copied from another draft, and the copy lives on its own', async () => {
    const { drafts, recipes, fill, sent } = open();
    await drafts.create('widget', fill(smallRecipe()));
    await drafts.addFile('widget', sent('app.bin'));
    await drafts.create('copy', (folder) => fillDraft(folder, { draft: 'widget' }, recipes));
    await drafts.remove('widget');
    expect((await drafts.read('copy')).problems).toEqual([]);
  });

  test('is copied from a loose recipe with the files that it names, and no others', async () => {
    const { root, drafts, recipes } = open();
    writeFileSync(path.join(root, 'recipe.yaml'), smallRecipe());
    writeFileSync(path.join(root, 'app.bin'), 'firmware');
    writeFileSync(path.join(root, 'private.key'), 'mine');
    const recipeFile = path.join(root, 'recipe.yaml');
    const { files } = await drafts.create('copy', (folder) => fillDraft(folder, { recipeFile }, recipes));
    expect(files.map(({ name }) => name)).toEqual(['app.bin']);
  });

  test('tells of every change, and of nothing else', async () => {
    const { drafts, fill, sent, changes } = open();
    await drafts.create('widget', fill(smallRecipe()));
    await drafts.write('widget', smallRecipe());
    await drafts.addFile('widget', sent('app.bin'));
    await drafts.remove('widget');
    expect(changes()).toBe(4);
    await caught(() => drafts.write('widget', 'x'));
    await drafts.list();
    expect(changes()).toBe(4);
  });

  test('that cannot be filled leaves nothing behind', async () => {
    const { dir, drafts, recipes } = open();
    const error = await caught(() =>
      drafts.create('copy', (folder) => fillDraft(folder, { recipeFile: '/nowhere/recipe.yaml' }, recipes)),
    );
    expect(error).toMatchObject({ code: 'recipe/unreadable' });
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('what a draft refuses', () => {
  test.each(['..', '../up', 'a/b', 'UPPER', '.hidden', '', 'a'.repeat(49), 'a\0', 'con/..'])(
    'a name that is no draft: %j',
    async (name) => {
      const { root, drafts, fill } = open();
      writeFileSync(path.join(root, 'recipe.yaml'), smallRecipe());
      for (const act of [
        () => drafts.read(name),
        () => drafts.write(name, 'x'),
        () => drafts.remove(name),
        () => drafts.create(name, fill('x')),
        () => drafts.recipeFile(name),
      ])
        expect(await caught(act)).toMatchObject({ code: 'recipe/unreadable' });
      expect(readFileSync(path.join(root, 'recipe.yaml'), 'utf8')).toBe(smallRecipe());
    },
  );

  test.each([
    '../app.bin',
    '/etc/passwd',
    'a/b.bin',
    'a\\b.bin',
    '.ssh',
    'recipe.yaml',
    'RECIPE.YAML',
    'manifest.json',
    'CON',
    'nul.bin',
    'a:b',
    'x.',
    ' ',
    'a\nb',
  ])('a file of the name %j', async (fileName) => {
    const { dir, drafts, fill, sent } = open();
    await drafts.create('widget', fill(smallRecipe()));
    const error = await caught(() => drafts.addFile('widget', sent(fileName)));
    expect(error).toMatchObject({ code: 'bundle/unsafe-path' });
    expect(readdirSync(path.join(dir, 'widget'))).toEqual(['recipe.yaml']);
  });

  test('a second file that some systems cannot tell from the first', async () => {
    const { drafts, fill, sent } = open();
    await drafts.create('widget', fill(smallRecipe()));
    await drafts.addFile('widget', sent('app.bin', 'one'));
    expect(await caught(() => drafts.addFile('widget', sent('APP.bin')))).toMatchObject({ code: 'bundle/unsafe-path' });
    const { files } = await drafts.addFile('widget', sent('app.bin', 'longer'));
    expect(files).toEqual([{ name: 'app.bin', sizeBytes: 6 }]);
  });

  test('too large a file, too many of them, and a file that is not there', async () => {
    const { drafts, fill, sent } = open();
    await drafts.create('widget', fill(smallRecipe()));
    const large = sent('app.bin', 'x', draftLimits.fileBytes + 1);
    expect(await caught(() => drafts.addFile('widget', large))).toMatchObject({ code: 'wire/too-large' });
    for (let index = 0; index < draftLimits.files; index++) await drafts.addFile('widget', sent(`f${index}.bin`));
    expect(await caught(() => drafts.addFile('widget', sent('more.bin')))).toMatchObject({
      code: 'wire/invalid-input',
    });
    for (const file of ['none.bin', '../widget/f0.bin', 'recipe.yaml'])
      expect(await caught(() => drafts.removeFile('widget', file))).toMatchObject({ code: 'wire/invalid-input' });
  });

  test('a text that could not be read again', async () => {
    const { dir, drafts, fill } = open();
    await drafts.create('widget', fill(smallRecipe()));
    const long = '\u4e2d'.repeat(draftLimits.textBytes / 3 + 1);
    expect(await caught(() => drafts.write('widget', long))).toMatchObject({ code: 'wire/invalid-input' });
    expect((await drafts.read('widget')).text).toBe(smallRecipe());
    // Made so by hand, it still shows that it is there.
    writeFileSync(path.join(dir, 'widget', 'recipe.yaml'), long);
    expect(await drafts.list()).toMatchObject([{ name: 'widget', product: null, problemCount: 1 }]);
    expect((await drafts.write('widget', smallRecipe())).draft.product).toBe('widget');
  });

  test('a name that is taken, however many ask at once', async () => {
    const { drafts, fill } = open();
    const results = await Promise.allSettled([1, 2, 3].map((n) => drafts.create('widget', fill(smallRecipe(`p${n}`)))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await caught(() => drafts.create('widget', fill('x')))).toMatchObject({ code: 'wire/invalid-input' });
  });

  test('to follow a link out of its folder', async () => {
    const { root, dir, drafts, recipes, fill } = open();
    await drafts.create('widget', fill(smallRecipe()));
    writeFileSync(path.join(root, 'secret'), 'outside');
    symlinkSync(path.join(root, 'secret'), path.join(dir, 'widget', 'app.bin'));
    const detail = await drafts.read('widget');
    expect(detail.files).toEqual([]);
    expect(detail.problems).toMatchObject([{ code: 'recipe/missing-file', line: 7 }]);
    await drafts.create('copy', (folder) => fillDraft(folder, { draft: 'widget' }, recipes));
    expect(existsSync(path.join(dir, 'copy', 'app.bin'))).toBe(false);
  });
});
