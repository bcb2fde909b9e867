// Owns: from a recipe source of the contract to a job, and what a client may know of it. May import recipe and drivers.
import type { RecipeSummary } from '../../contract/api.ts';
import type { RecipeSource } from '../../contract/line.ts';
import type { DriverRegistry } from '../drivers/registry.ts';
import { compileJob, type Job } from '../recipe/compile.ts';
import { loadRecipe } from '../recipe/load.ts';
import { sentenceOf } from '../recipe/sentences.ts';

/** A verified bundle, unpacked in the station's library. */
export interface OpenedBundle {
  readonly recipeFile: string;
  readonly manifestHash: string;
  readonly signers: readonly string[];
}

/** The station's bundles. recipe/library.ts implements it. */
export interface BundleShelf {
  /** `product@version` from the library, or a *.slipway file, which is verified and put into the library first. */
  open(reference: string): Promise<OpenedBundle>;
  importFile(path: string): Promise<OpenedBundle>;
  list(): Promise<readonly OpenedBundle[]>;
}

export interface Recipes {
  compile(source: RecipeSource, config: Readonly<Record<string, string | number | boolean>>): Promise<Job>;
  check(source: RecipeSource): Promise<RecipeSummary>;
  import(path: string): Promise<RecipeSummary>;
  list(): Promise<RecipeSummary[]>;
}

export function createRecipes(deps: { readonly drivers: DriverRegistry; readonly shelf: BundleShelf }): Recipes {
  async function compileFile(
    recipeFile: string,
    bundle: OpenedBundle | null,
    config: Readonly<Record<string, string | number | boolean>> | null,
  ): Promise<Job> {
    const loaded = await loadRecipe(recipeFile);
    const { family } = loaded.recipe.device;
    const driver = deps.drivers.byId(family);
    if (driver === undefined) {
      const known = deps.drivers.modules.map(({ id }) => id).join(', ');
      throw loaded.problemAt(
        'recipe/wrong-type',
        ['device', 'family'],
        `"${family}" is no device family of this version: ${known}.`,
      );
    }
    return compileJob({
      loaded,
      driver,
      config: config ?? {},
      needsAllConfig: config !== null,
      bundleHash: bundle?.manifestHash ?? null,
    });
  }

  async function compile(
    source: RecipeSource,
    config: Readonly<Record<string, string | number | boolean>>,
  ): Promise<Job> {
    if ('recipeFile' in source) return compileFile(source.recipeFile, null, config);
    const bundle = await deps.shelf.open(source.bundle);
    return compileFile(bundle.recipeFile, bundle, config);
  }

  async function summarise(recipeFile: string, bundle: OpenedBundle | null): Promise<RecipeSummary> {
    await using job = await compileFile(recipeFile, bundle, null);
    const { recipe, ref, images, steps, facts } = job;
    return {
      product: recipe.product,
      version: recipe.version,
      title: recipe.title,
      hash: ref.hash,
      isSigned: bundle !== null,
      signers: [...(bundle?.signers ?? [])],
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
    compile,
    async check(source) {
      if ('recipeFile' in source) return summarise(source.recipeFile, null);
      const bundle = await deps.shelf.open(source.bundle);
      return summarise(bundle.recipeFile, bundle);
    },
    async import(path) {
      const bundle = await deps.shelf.importFile(path);
      return summarise(bundle.recipeFile, bundle);
    },
    async list() {
      const bundles = await deps.shelf.list();
      return Promise.all(bundles.map((bundle) => summarise(bundle.recipeFile, bundle)));
    },
  };
}
