// Owns: what can go wrong with recipes as they are written. Imports row.ts only; errors.ts joins the areas.
import { type ErrorEntry, row } from './row.ts';

export const recipeErrors = {
  'recipe/unreadable': row(
    'never',
    'ERROR',
    'Recipe cannot be read',
    'The recipe file is missing or may not be read.',
    'Check the path and its permissions.',
  ),
  'recipe/syntax': row(
    'never',
    'ERROR',
    'Recipe is not valid YAML',
    'The recipe breaks YAML syntax at the line and column given.',
    'Correct the line, then run `slipway recipe check`.',
  ),
  'recipe/unsupported-version': row(
    'never',
    'ERROR',
    'Recipe version not supported',
    'The recipe is written for another version of the format.',
    'Use `recipe: 1`, or the Slipway release that the recipe was written for.',
  ),
  'recipe/unknown-key': row(
    'never',
    'ERROR',
    'Unknown key in recipe',
    'The recipe has a key that this version does not know; it would have been ignored silently.',
    'Correct the spelling or remove the key; `slipway recipe schema` lists the keys.',
  ),
  'recipe/wrong-type': row(
    'never',
    'ERROR',
    'Wrong type in recipe',
    'A value in the recipe has the wrong type or form.',
    'Correct the value at the line and column given.',
  ),
  'recipe/missing-key': row(
    'never',
    'ERROR',
    'Key missing in recipe',
    'The recipe lacks a key that it needs.',
    'Add the key; `slipway recipe schema` describes it.',
  ),
  'recipe/missing-file': row(
    'never',
    'ERROR',
    'File named in recipe is missing',
    'The recipe names a file that is not beside it or not in the bundle.',
    'Add the file, or correct its name in the recipe.',
  ),
  'recipe/config-invalid': row(
    'never',
    'ERROR',
    'Configuration value not allowed',
    'A configuration value does not satisfy the schema in the recipe.',
    'Correct the value; the message says what is allowed.',
  ),
  'recipe/in-use': row(
    'run',
    'ERROR',
    'Recipe is in use',
    'A run or the line works with the recipe, so it cannot be removed.',
    'Let the run end and set the line up with another recipe first.',
  ),
} as const satisfies Record<`recipe/${string}`, ErrorEntry>;
