import * as z from 'zod';
import type { AddCommand } from '../act.ts';
import { type Paint, size } from '../style.ts';
import type { BundleFacts } from '../tools.ts';

export const addBundle: AddCommand = (program, act) => {
  const bundle = program
    .command('bundle')
    .description('make, verify and look into bundles: a recipe with its images in one signed file')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway keys signing create release.key\n  slipway bundle create recipe.yaml --key release.key --out product.slipway\n  slipway keys trust add release.key.pub --name "Release team"\n  slipway bundle verify product.slipway',
    );
  bundle
    .command('create')
    .description('pack a recipe with its images and sign it')
    .argument('<recipe>', 'recipe.yaml')
    .requiredOption('--out <file>', 'the *.slipway file to write')
    .requiredOption('--key <file...>', 'private key that signs it; several for a threshold')
    .option('--expires <date>', 'last day of its validity, such as 2027-12-31')
    .action(
      act(createSchema, async (context, { recipe, out, key, expires }) => {
        const tools = await context.recipes();
        const facts = await tools.createBundle({
          recipeFile: context.resolve(recipe),
          outFile: context.resolve(out),
          keyFiles: key.map(context.resolve),
          expires,
        });
        context.print(facts, () => bundleText(facts, context.paint));
        return undefined;
      }),
    );
  bundle
    .command('verify')
    .description('check hashes and signatures against the keys that this station trusts')
    .argument('<bundle>', 'the *.slipway file')
    .action(
      act(z.object({ bundle: z.string() }), async (context, input) => {
        const tools = await context.recipes();
        const facts = await tools.verifyBundle(context.resolve(input.bundle));
        context.print(facts, () => `${context.paint('green', 'Good.')} ${bundleText(facts, context.paint)}`);
        return undefined;
      }),
    );
  bundle
    .command('inspect')
    .description('look into a bundle without judging who signed it')
    .argument('<bundle>', 'the *.slipway file')
    .action(
      act(z.object({ bundle: z.string() }), async (context, input) => {
        const tools = await context.recipes();
        const facts = await tools.inspectBundle(context.resolve(input.bundle));
        context.print(facts, () => bundleText(facts, context.paint));
        return undefined;
      }),
    );
};

const createSchema = z.object({
  recipe: z.string(),
  out: z.string(),
  key: z.array(z.string()).min(1),
  expires: z.iso.date().optional(),
});

const bundleText = (facts: BundleFacts, paint: Paint): string =>
  [
    `${paint('bold', `${facts.product} ${facts.version}`)}\n`,
    `  manifest ${facts.manifestHash}\n`,
    ...facts.signers.map((signer) => `  signed by ${signer}\n`),
    ...facts.files.map((file) => `  ${size(file.sizeBytes).padStart(9)}  ${file.sha256.slice(0, 12)}  ${file.path}\n`),
  ].join('');
