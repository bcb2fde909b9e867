// Owns: the contract's `drafts`. May import contract and siblings. Start reading at `createDraftCalls`.
import type { Engine } from '../engine.ts';
import type { Drafts } from './drafts.ts';
import type { Recipes } from './recipes.ts';
import type { Uploads } from './uploads.ts';

export interface DraftCallsDeps {
  readonly drafts: Drafts;
  readonly recipes: Pick<Recipes, 'locate' | 'load'>;
  readonly uploads: Uploads;
  /** Throws recipe/in-use where a run or the line works with this recipe. */
  readonly assertUnused: (recipeFile: string, name: string) => Promise<void>;
}

export function createDraftCalls(deps: DraftCallsDeps): Engine['drafts'] {
  const { drafts, recipes, uploads } = deps;
  return {
    list: () => drafts.list(),
    read: ({ name }) => drafts.read(name),
    create: ({ name, from }) =>
      drafts.create(name, async (folder) => {
        const { fillDraft } = await import('./draft-files.ts');
        await fillDraft(folder, from, recipes);
      }),
    write: ({ name, text }) => drafts.write(name, text),
    async addFile({ name, uploadId }) {
      await using upload = await uploads.take(uploadId);
      return await drafts.addFile(name, upload);
    },
    removeFile: ({ name, file }) => drafts.removeFile(name, file),
    async remove({ name }) {
      await deps.assertUnused(await drafts.recipeFile(name), name);
      await drafts.remove(name);
      return { ok: true };
    },
  };
}
