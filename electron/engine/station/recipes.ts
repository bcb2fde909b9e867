// Owns: from a recipe source of the contract to a job, and what a client may know of it. May import recipe and drivers.
// Start reading at `createRecipes`.
import type { RecipeSummary } from '../../contract/api.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { RecipeSource } from '../../contract/line.ts';
import { say } from '../../contract/sentences.ts';
import type { DriverModule } from '../drivers/driver.ts';
import type { DriverRegistry } from '../drivers/registry.ts';
import { compileJob, type Job } from '../recipe/compile.ts';
import type { Library, LibraryBundle } from '../recipe/library.ts';
import type { LoadedRecipe } from '../recipe/load.ts';
import { told } from '../recipe/problem-sentences.ts';
import { sentenceOf } from '../recipe/sentences.ts';

export type OpenedBundle = LibraryBundle;
type ConfigValues = Readonly<Record<string, string | number | boolean>>;

/** Where a source's recipe lies; `bundle` is the verified one that it comes from, null for a loose recipe. */
export interface LocatedRecipe {
  readonly recipeFile: string;
  readonly bundle: OpenedBundle | null;
  /** A file that somebody named: neither from a bundle nor a draft. */
  readonly isLoose?: true;
}

export interface Recipes {
  /** Verifies a bundle on the way. Rejects with bundle/*, recipe/unreadable. */
  locate(source: RecipeSource): Promise<LocatedRecipe>;
  /** Reads and checks it. Rejects with recipe/*. */
  load(located: LocatedRecipe): Promise<LoadedRecipe>;
  /** The recipe counts as being used until the job is disposed. */
  compile(source: RecipeSource, config: ConfigValues): Promise<Job>;
  check(source: RecipeSource): Promise<RecipeSummary>;
  summarise(located: LocatedRecipe): Promise<RecipeSummary>;
  /** A job of this recipe is open: a run writes from its files. */
  isUsed(recipeFile: string): boolean;
}

export interface RecipesDeps {
  readonly drivers: DriverRegistry;
  readonly library: Pick<Library, 'open'>;
  /** Absent where there are no drafts: on the command line without a station. */
  readonly drafts?: { recipeFile(name: string): Promise<string> };
  /** How a file that somebody named is read; for whoever may read every file himself when not given. */
  readonly loadLoose?: (file: string) => Promise<LoadedRecipe>;
}

export function createRecipes(deps: RecipesDeps): Recipes {
  const jobsOf = new Map<string, number>();

  async function locate(source: RecipeSource): Promise<LocatedRecipe> {
    if ('recipeFile' in source) return { recipeFile: source.recipeFile, bundle: null, isLoose: true };
    if ('bundle' in source) {
      const bundle = await deps.library.open(source.bundle);
      return { recipeFile: bundle.recipeFile, bundle };
    }
    if (deps.drafts === undefined) {
      throw new SlipwayError('station/usage', say('drafts-elsewhere'), {
        action: 'Name a recipe.yaml or a *.slipway file.',
      });
    }
    return { recipeFile: await deps.drafts.recipeFile(source.draft), bundle: null };
  }

  async function load({ recipeFile, isLoose }: LocatedRecipe): Promise<LoadedRecipe> {
    if (isLoose === true && deps.loadLoose !== undefined) return deps.loadLoose(recipeFile);
    const { loadRecipe } = await import('../recipe/load.ts');
    return loadRecipe(recipeFile);
  }

  async function compileFile(located: LocatedRecipe, config: ConfigValues | null): Promise<Job> {
    const { bundle } = located;
    const loaded = await load(located);
    return compileJob({
      loaded,
      driver: driverOf(loaded, deps.drivers),
      config: config ?? {},
      needsAllConfig: config !== null,
      bundleHash: bundle?.manifestHash ?? null,
    });
  }

  async function summarise(located: LocatedRecipe): Promise<RecipeSummary> {
    await using job = await compileFile(located, null);
    const { recipe, ref, images, steps, facts } = job;
    return {
      product: recipe.product,
      version: recipe.version,
      title: recipe.title,
      hash: ref.hash,
      isSigned: located.bundle !== null,
      signers: [...(located.bundle?.signers ?? [])],
      chip: recipe.device.chip,
      images: images.map(({ source }, index) => ({
        name: source.name,
        file: recipe.images[index]?.file ?? source.name,
        sizeBytes: source.sizeBytes,
        sha256: source.sha256,
      })),
      steps: [...steps],
      facts: [...facts],
      sentences: facts.map(sentenceOf),
    };
  }

  return {
    locate,
    load,
    summarise,
    check: async (source) => summarise(await locate(source)),
    async compile(source, config) {
      const located = await locate(source);
      const job = await compileFile(located, config);
      const { recipeFile } = located;
      jobsOf.set(recipeFile, (jobsOf.get(recipeFile) ?? 0) + 1);
      let isOpen = true;
      return {
        ...job,
        async [Symbol.asyncDispose]() {
          if (isOpen) jobsOf.set(recipeFile, (jobsOf.get(recipeFile) ?? 1) - 1);
          isOpen = false;
          await job[Symbol.asyncDispose]();
        },
      };
    },
    isUsed: (recipeFile) => (jobsOf.get(recipeFile) ?? 0) > 0,
  };
}

/** The driver of a recipe's family. Throws recipe/wrong-type at its line. */
export function driverOf(loaded: LoadedRecipe, drivers: DriverRegistry): DriverModule {
  const { family } = loaded.recipe.device;
  const driver = drivers.byId(family);
  if (driver !== undefined) return driver;
  const allowed = drivers.modules.map(({ id }) => id).join(', ');
  throw loaded.problemAt('recipe/wrong-type', ['device', 'family'], told({ code: 'other-family', family, allowed }));
}
