// Owns: recipes and bundles as files, without a journal: what a release engineer does on any machine.
// May import engine/recipe, engine/station and siblings. Start reading at `createStationRecipes`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SlipwayError } from '../contract/errors.ts';

import { drivers } from '../engine/drivers/index.ts';
import { inspectBundle, openBundle, verifyBundle } from '../engine/recipe/bundle.ts';
import { createBundle } from '../engine/recipe/bundle-create.ts';
import type { VerifyDeps } from '../engine/recipe/bundle-verify.ts';
import { loadRecipe } from '../engine/recipe/load.ts';
import { recipePath } from '../engine/recipe/manifest.ts';
import { recipeJsonSchema } from '../engine/recipe/schema.ts';
import { loadSigningKey, type SigningKey } from '../engine/recipe/signing-key.ts';
import { createTrust } from '../engine/recipe/trust.ts';
import { createRecipes, type OpenedBundle } from '../engine/station/recipes.ts';
import type { StationOptions } from './context.ts';
import type { RecipeTools } from './tools.ts';

export function createStationRecipes({ dataDir }: StationOptions): RecipeTools {
  const trust = createTrust({ filePath: path.join(dataDir, 'trust.json') });
  // Which versions were accepted before only the journal knows; `recipe import` and runs check that.
  const deps: VerifyDeps = { trust, clock: { nowMs: () => Date.now() }, latest: () => undefined };
  return {
    recipeSchema: () => recipeJsonSchema(),
    async checkRecipe(source) {
      const folder = await mkdtemp(path.join(tmpdir(), 'slipway-check-'));
      try {
        const library = { open: (file: string) => unpack(file, folder, deps) };
        return await createRecipes({ drivers, library }).check(source);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async createBundle({ recipeFile, outFile, keyFiles, expires }) {
      await using stack = new AsyncDisposableStack();
      const signers: SigningKey[] = [];
      for (const file of keyFiles) signers.push(stack.use(await loadSigningKey(file)));
      const expiresAtMs = expires === undefined ? undefined : Date.parse(`${expires}T23:59:59.999Z`);
      const loaded = await loadRecipe(recipeFile);
      return await createBundle({ loaded, outFile, signers, createdAtMs: Date.now(), expiresAtMs });
    },
    verifyBundle: (file) => verifyBundle(file, deps),
    inspectBundle: (file) => inspectBundle(file),
  };
}

async function unpack(file: string, folder: string, deps: VerifyDeps): Promise<OpenedBundle> {
  if (!path.isAbsolute(file)) {
    throw new SlipwayError('station/usage', `"${file}" is no file; a check reads a recipe or a bundle from a file.`, {
      action: 'Name a recipe.yaml or a *.slipway file; `slipway recipe list` shows what is in the library.',
    });
  }
  await using bundle = await openBundle(file);
  const { manifest, manifestHash, signers } = await bundle.judge(deps);
  await bundle.extract(manifest, folder);
  return { recipeFile: path.join(folder, recipePath), manifestHash, signers };
}
