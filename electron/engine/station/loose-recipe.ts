// Owns: reading a recipe from any file of this machine for somebody who may not read that file himself.
// Whoever has the token of `slipway serve`, or broke into the window, may name any file: what is said of it must not give
// away what stands in it. May import contract and recipe. Start reading at `loadForOthers`.
import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import { type LoadedRecipe, parseRecipe, readRecipeText } from '../recipe/load.ts';

/** As `loadRecipe`; what is refused is told without a word of the file, and what is no recipe without its place either. */
export async function loadForOthers(file: string): Promise<LoadedRecipe> {
  let text: string;
  try {
    text = await readRecipeText(file);
  } catch {
    // Missing, forbidden, a pipe, too large: to tell them apart would be to say what is on this machine.
    throw noRecipe(file);
  }
  if (!isMeantAsRecipe(text)) throw noRecipe(file);
  try {
    return parseRecipe(text, file);
  } catch (thrown) {
    if (!(thrown instanceof SlipwayError)) throw thrown;
    throw unquoted(thrown, file);
  }
}

/** It says so itself, in a line of its own. */
const isMeantAsRecipe = (text: string): boolean => /^recipe[ \t]*:[ \t]*\d{1,4}[ \t]*(?:#.*)?\r?$/m.test(text);

const noRecipe = (file: string): SlipwayError =>
  new SlipwayError('recipe/unreadable', `${file} is no recipe that this station can read.`, {
    context: { file },
    action:
      'Run `slipway recipe check` on the station itself, which says more; or send the recipe as a draft or a bundle.',
  });

function unquoted({ code, entry, context }: SlipwayError, file: string): SlipwayError {
  const { line, column, problems } = context;
  return new SlipwayError(
    code,
    `${path.basename(file)}:${String(line)}:${String(column)}: ${entry.title}; what stands there is not shown to other machines.`,
    {
      context: { file, line, column, problems },
      action: `${entry.action} \`slipway recipe check\` on the station itself shows the text.`,
    },
  );
}
