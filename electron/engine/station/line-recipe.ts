// Owns: the recipe of the line's set-up, checked afresh whenever it is needed. May import the station's recipes.
// Start reading at `loadLineRecipe`.
import type { PlannedStep } from '../../contract/job.ts';
import type { LineState, RecipeSource } from '../../contract/line.ts';
import type { SerialPolicy } from '../../contract/recipe.ts';
import type { DriverModule } from '../drivers/driver.ts';
import type { Recipes } from './recipes.ts';

/** What the line must know of its recipe; holds no files open. */
export interface LineRecipe {
  readonly hash: string;
  readonly product: string;
  readonly version: string;
  readonly title: string;
  readonly chip: string;
  readonly steps: readonly PlannedStep[];
  readonly isSigned: boolean;
  readonly serial: SerialPolicy | undefined;
  readonly driver: DriverModule;
  readonly driverOptions: unknown;
}

/** Loads and verifies it as a run would. Rejects with recipe/*, bundle/*, image/*. */
export async function loadLineRecipe(recipes: Recipes, source: RecipeSource): Promise<LineRecipe> {
  await using job = await recipes.compile(source, {});
  const { recipe, ref, steps, driver, driverOptions } = job;
  return {
    hash: ref.hash,
    product: recipe.product,
    version: recipe.version,
    title: recipe.title,
    chip: recipe.device.chip,
    steps,
    isSigned: ref.bundleHash !== null,
    serial: recipe.identity?.serial,
    driver,
    driverOptions,
  };
}

/** The part of it that clients see. */
export function factsOf(recipe: LineRecipe): NonNullable<LineState['recipe']> {
  const { product, version, title, chip, steps, isSigned, serial } = recipe;
  const scanPattern = serial !== undefined && 'scan' in serial ? serial.scan : null;
  return { product, version, title, chip, steps: [...steps], isSigned, scanPattern };
}
