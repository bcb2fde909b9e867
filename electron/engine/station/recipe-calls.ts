// Owns: the contract's `recipes`: the library as people see it, and recipes as they read and write them.
// May import contract, recipe, drivers and siblings. Start reading at `createRecipeCalls`.
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { RecipeSummary } from '../../contract/api.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { RecipeSource } from '../../contract/line.ts';
import type { Engine } from '../engine.ts';
import type { Library, ShelfPlace } from '../recipe/library.ts';
import { sentenceOf } from '../recipe/sentences.ts';
import type { Validation } from '../recipe/validate.ts';
import type { Drafts } from './drafts.ts';
import type { Recipes } from './recipes.ts';
import type { Rehearsals } from './rehearsals.ts';
import type { Uploads } from './uploads.ts';

export interface RecipeCallsDeps {
  readonly library: Library;
  readonly recipes: Recipes;
  readonly drafts: Drafts;
  readonly uploads: Uploads;
  readonly rehearsals: Rehearsals;
  readonly validate: (text: string, folder: string | null) => Promise<Validation>;
  /** Throws recipe/in-use where a run or the line works with this recipe. */
  readonly assertUnused: (recipeFile: string, name: string) => Promise<void>;
  readonly onChange: () => void;
}

const jsonObject = z.record(z.string(), z.json());
type UsableOrRefused = Awaited<ReturnType<Engine['recipes']['shelf']>>[number];

export function createRecipeCalls(deps: RecipeCallsDeps): Engine['recipes'] {
  const { library, recipes, drafts, uploads } = deps;

  async function takeIn(file: string, name?: string): Promise<RecipeSummary> {
    const bundle = await library.importFile(file, name);
    deps.onChange();
    return recipes.summarise({ recipeFile: bundle.recipeFile, bundle });
  }

  async function importUpload(uploadId: string): Promise<RecipeSummary> {
    await using upload = await uploads.take(uploadId);
    return await takeIn(upload.path, upload.fileName);
  }

  async function describe(place: ShelfPlace): Promise<UsableOrRefused> {
    if (place.kind === 'refused') return place;
    const { reference, bundle } = place;
    try {
      const summary = await recipes.summarise({ recipeFile: bundle.recipeFile, bundle });
      return { kind: 'usable', reference, summary };
    } catch (thrown) {
      // Signed and whole, and still nothing for this version: a chip that it does not know.
      if (!(thrown instanceof SlipwayError)) throw thrown;
      return { kind: 'refused', reference, error: thrown.toReport() };
    }
  }

  const shelf = async () => Promise.all((await library.shelf()).map(describe));

  return {
    shelf,
    check: (source) => recipes.check(source),
    import: (request) => ('uploadId' in request ? importUpload(request.uploadId) : takeIn(request.path)),
    list: async () => (await shelf()).flatMap((place) => (place.kind === 'usable' ? [place.summary] : [])),
    async remove({ reference }) {
      await deps.assertUnused(await library.fileOf(reference), reference);
      await library.remove(reference);
      deps.onChange();
      return { ok: true };
    },
    async source(source) {
      const located = await recipes.locate(source);
      // A loose file is shown when it is a recipe, and nothing else of this machine is.
      const text = located.isLoose ? (await recipes.load(located)).text : await readFile(located.recipeFile, 'utf8');
      return { fileName: fileNameOf(source), text };
    },
    async validate({ text, draft }) {
      const folder = draft === undefined ? null : await drafts.folder(draft);
      const { problems, facts } = await deps.validate(text, folder);
      return { problems: [...problems], facts: [...facts], sentences: facts.map(sentenceOf) };
    },
    async schema() {
      const { recipeSchemaText } = await import('../recipe/schema.ts');
      return jsonObject.parse(JSON.parse(recipeSchemaText()));
    },
    rehearse: async (request, { signal }) => deps.rehearsals.run(request, signal),
  };
}

/** What a client may call the file when it saves it. */
function fileNameOf(source: RecipeSource): string {
  const name = 'draft' in source ? source.draft : 'bundle' in source ? source.bundle : 'recipe';
  const plain = name.replaceAll(/[^A-Za-z0-9.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `${plain === '' ? 'recipe' : plain.slice(-80)}.yaml`;
}
