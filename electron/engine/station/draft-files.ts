// Owns: what a new draft begins with: the files of a bundle, of another draft, of a loose recipe, or an example.
// May import contract, recipe, virtual-bench. Everything is compared with its source once it is copied.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import type { RecipeSource } from '../../contract/line.ts';
import { say } from '../../contract/sentences.ts';
import { recipeFiles } from '../recipe/bundle-create.ts';
import { compareHash, hashHex } from '../recipe/bundle-verify.ts';
import type { LoadedRecipe } from '../recipe/load.ts';
import { manifestPath, readManifest } from '../recipe/manifest.ts';
import { syncFolder, temporaryPrefix } from '../util/durable-file.ts';
import { openRegularFile } from '../util/regular-file.ts';
import { type DemoRecipeName, prepareDemoRecipe } from '../virtual-bench/demo-recipe.ts';
import type { Recipes } from './recipes.ts';

export type DraftOrigin = RecipeSource | { readonly example: DemoRecipeName };

/** Fills the folder of a new draft. Rejects with bundle/*, recipe/*. */
export async function fillDraft(
  folder: string,
  origin: DraftOrigin,
  recipes: Pick<Recipes, 'locate' | 'load'>,
): Promise<void> {
  if ('example' in origin) {
    await prepareDemoRecipe(folder, origin.example);
  } else {
    const located = await recipes.locate(origin);
    const { recipeFile, bundle } = located;
    if (bundle !== null) await copyBundle(path.dirname(recipeFile), bundle.manifestHash, folder);
    else if ('draft' in origin) await copyFolder(path.dirname(recipeFile), folder);
    else await copyRecipe(await recipes.load(located), folder);
  }
  await syncTree(folder);
}

/** The files that the signed manifest lists, hashed as they arrive: what was verified is what the draft has. */
async function copyBundle(from: string, manifestHash: string, to: string): Promise<void> {
  const name = path.basename(from);
  await using handle = await open(path.join(from, manifestPath), 'r');
  const manifestBytes = await handle.readFile();
  const read = readManifest(manifestBytes);
  if ('why' in read || hashHex(manifestBytes) !== manifestHash)
    throw new SlipwayError('bundle/altered', say('bundle-is', { file: name, reason: say('reason-changed-in-copy') }));
  for (const file of read.manifest.files) {
    const target = path.join(to, ...file.path.split('/'));
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(path.join(from, ...file.path.split('/')), target);
    compareHash(name, file, await hashOf(target));
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith(temporaryPrefix)) continue;
    const source = path.join(entry.parentPath, entry.name);
    await copyInto(source, to, path.relative(from, source));
  }
}

async function copyRecipe(loaded: LoadedRecipe, to: string): Promise<void> {
  for (const { name, file } of await recipeFiles(loaded)) await copyInto(file, to, name);
}

async function copyInto(source: string, folder: string, name: string): Promise<void> {
  const target = path.join(folder, ...name.split(/[\\/]/));
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const before = await hashOf(source);
  await copyFile(source, target);
  compareHash(path.basename(folder), { path: name, sha256: before }, await hashOf(target));
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await using handle = await openRegularFile(file).catch((thrown: unknown) => {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new SlipwayError('recipe/unreadable', say('file-not-copied', { file, reason }), { cause: thrown });
  });
  for await (const chunk of handle.createReadStream({ autoClose: false })) hash.update(chunk);
  return hash.digest('hex');
}

async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const place = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await syncFolder(place);
    else {
      await using handle = await open(place, 'r+');
      await handle.sync();
    }
  }
}
