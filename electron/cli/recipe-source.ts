// Owns: which recipe a person means by a word. Imports contract and siblings.
import type { RecipeSource } from '../contract/line.ts';
import type { CliContext } from './context.ts';

/** A path to a recipe or a bundle; anything else is the name of a bundle in the library, `product@version`. */
export function recipeSourceOf(context: Pick<CliContext, 'resolve'>, text: string): RecipeSource {
  if (/\.ya?ml$/i.test(text)) return { recipeFile: context.resolve(text) };
  return { bundle: /\.slipway$|[\\/]/i.test(text) ? context.resolve(text) : text };
}
