// Owns: the form in which a language says what is wrong in a recipe. Imports contract types.
import type { RecipeDetail } from '../../../electron/contract/recipe-problems.ts';

/** One text for each code of the contract; one that is missing does not compile. */
export type ProblemWords = Readonly<Record<`problem_${RecipeDetail['code']}`, string>>;
