import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import type { RecipeSummary } from '../../contract/api.ts';
import type { AddCommand } from '../act.ts';
import { recipeSourceOf } from '../recipe-source.ts';
import { minutes, type Paint, size, table } from '../style.ts';

export const addRecipe: AddCommand = (program, act) => {
  const recipe = program
    .command('recipe')
    .description('check recipes, and keep bundles in the library of this station')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway recipe check recipe.yaml\n  slipway recipe schema > recipe.schema.json     for your editor\n  slipway recipe import product.slipway',
    );
  recipe
    .command('check')
    .description('load, verify and plan a recipe or bundle; touches no unit and no journal')
    .argument('<recipe>', 'recipe.yaml, or a *.slipway bundle')
    .action(
      act(z.object({ recipe: z.string() }), async (context, input) => {
        const tools = await context.recipes();
        const summary = await tools.checkRecipe(recipeSourceOf(context, input.recipe));
        context.print(summary, () => recipeText(summary, context.paint));
        return undefined;
      }),
    );
  recipe
    .command('schema')
    .description('print the JSON Schema of recipes, for editors')
    .option('--out <file>', 'a file instead of standard output')
    .action(
      act(z.object({ out: z.string().optional() }), async (context, { out }) => {
        const tools = await context.recipes();
        const text = `${JSON.stringify(tools.recipeSchema(), null, 2)}\n`;
        if (out === undefined) context.io.out(text);
        else await writeFile(context.resolve(out), text);
        return undefined;
      }),
    );
  recipe
    .command('import')
    .description('verify a bundle and put it into the library')
    .argument('<bundle>', 'the *.slipway file')
    .action(
      act(z.object({ bundle: z.string() }), async (context, { bundle }) => {
        await using connection = await context.connect();
        const request = { path: context.resolve(bundle) };
        const summary = await connection.client.recipes.import(request, { signal: context.signal });
        context.print(
          summary,
          () => `Imported ${summary.product}@${summary.version}, signed by ${summary.signers.join(', ')}.\n`,
        );
        return undefined;
      }),
    );
  recipe
    .command('list')
    .description('list the bundles in the library')
    .action(
      act(z.object({}), async (context) => {
        await using connection = await context.connect();
        const summaries = await connection.client.recipes.list(undefined, { signal: context.signal });
        context.print(summaries, () =>
          summaries.length === 0
            ? 'The library is empty; add a bundle with `slipway recipe import`.\n'
            : table(
                ['RECIPE', 'CHIP', 'TITLE'],
                summaries.map(({ product, version, chip, title }) => [`${product}@${version}`, chip, title]),
                context.paint,
              ),
        );
        return undefined;
      }),
    );
};

/** What a recipe will do, in words. */
export function recipeText(summary: RecipeSummary, paint: Paint): string {
  const signed = summary.isSigned
    ? `signed by ${summary.signers.join(', ')}`
    : paint('yellow', 'not signed: for development');
  return [
    `${paint('bold', summary.title)}  ${summary.product} ${summary.version}, ${signed}\n`,
    ...summary.images.map(
      (image) => `  ${image.name.padEnd(16)} ${size(image.sizeBytes).padStart(9)}  ${image.file}\n`,
    ),
    'It will:\n',
    ...summary.sentences.map((sentence) => `  • ${sentence}\n`),
    'Steps:\n',
    ...summary.steps.map(
      (step) =>
        `  ${step.kind.padEnd(12)} ${step.totalBytes > 0 ? size(step.totalBytes).padStart(9) : ' '.repeat(9)}  at most ${minutes(step.timeoutMs)}${step.isIrreversible ? paint('red', '  IRREVERSIBLE') : ''}\n`,
    ),
  ].join('');
}
