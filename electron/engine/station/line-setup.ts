// Owns: what the line is set up to make, kept in a file, and its recipe as it is now. May import the station's recipes.
// Start reading at `createLineSetup`.
import type { ErrorReport } from '../../contract/errors.ts';
import { toSlipwayError } from '../../contract/errors.ts';
import type { LineSetup } from '../../contract/line.ts';
import type { JsonFile } from '../util/json-file.ts';
import { createTurns } from '../util/turns.ts';
import type { LineOrder } from './line-order.ts';
import { type LineRecipe, loadLineRecipe } from './line-recipe.ts';
import type { Recipes } from './recipes.ts';

export interface LineSetups {
  current(): LineSetup | undefined;
  recipe(): LineRecipe | undefined;
  /** Why the recipe cannot be used any more. */
  problem(): ErrorReport | null;
  /** Reads the recipe again. Rejects with what is wrong with it, which `problem` says from then on. */
  refresh(): Promise<LineRecipe>;
  /** Reads the set-up from its file, once; a recipe that is wrong by now is no reason to fail. */
  restore(): Promise<void>;
  /** Rejects, and keeps the set-up that there is, where the recipe cannot be used. */
  replace(setup: LineSetup | null): Promise<void>;
}

export interface LineSetupsDeps {
  readonly file: JsonFile<{ setup: LineSetup | null }>;
  readonly recipes: Recipes;
  readonly order: LineOrder;
  /** The recipe or its problem is another one than before. */
  readonly onChanged: () => void;
}

export function createLineSetup({ file, recipes, order, onChanged }: LineSetupsDeps): LineSetups {
  const inTurn = createTurns();
  let setup: LineSetup | undefined;
  let recipe: LineRecipe | undefined;
  let problem: ErrorReport | null = null;
  let product: string | undefined;

  function use(nextSetup: LineSetup | undefined, nextRecipe: LineRecipe | undefined, nextProblem: ErrorReport | null) {
    const isSame = setup === nextSetup && recipe?.hash === nextRecipe?.hash && problem?.code === nextProblem?.code;
    setup = nextSetup;
    recipe = nextRecipe;
    problem = nextProblem;
    // A recipe that cannot be read for a while ends no order: the units in work count for it.
    if (recipe !== undefined || problem === null) product = recipe?.product;
    order.use(setup, product);
    if (!isSame) onChanged();
  }

  async function refresh(): Promise<LineRecipe> {
    const asked = setup;
    if (asked === undefined) throw new Error('The line is not set up.');
    try {
      const loaded = await loadLineRecipe(recipes, asked.source);
      if (setup === asked) use(asked, loaded, null);
      return loaded;
    } catch (thrown) {
      const error = toSlipwayError(thrown);
      if (setup === asked) use(asked, undefined, error.toReport());
      throw error;
    }
  }

  return {
    current: () => setup,
    recipe: () => recipe,
    problem: () => problem,
    refresh,
    restore: () =>
      inTurn(async () => {
        setup = (await file.read()).setup ?? undefined;
        if (setup !== undefined) await refresh().catch(() => undefined);
      }),
    replace: (wanted) =>
      inTurn(async () => {
        const loaded = wanted === null ? undefined : await loadLineRecipe(recipes, wanted.source);
        await file.write({ setup: wanted });
        use(wanted ?? undefined, loaded, null);
      }),
  };
}
