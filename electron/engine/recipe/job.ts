import type { RecipeRef } from '../../contract/events.ts';
import type { PlannedStep } from '../../contract/job.ts';
import type { Recipe } from '../../contract/recipe.ts';
import type { RecipeFact } from '../../contract/recipe-facts.ts';
import type { PlacedImage } from '../drivers/driver.ts';

/** A recipe with its images opened and everything checked that can be checked without a unit. */
export interface CompiledJob extends AsyncDisposable {
  readonly recipe: Recipe;
  readonly ref: RecipeRef;
  readonly images: readonly PlacedImage[];
  readonly steps: readonly PlannedStep[];
  /** Serial numbers of the pool file, in order, where the recipe has one. */
  readonly serialPool: readonly string[] | null;
  /** Configuration values after defaults and the operator's values, validated. */
  readonly config: Readonly<Record<string, string | number | boolean>>;
  /** What the recipe will do. */
  readonly facts: readonly RecipeFact[];
}
