import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { LoadedRecipe } from './load.ts';
import { told } from './problem-sentences.ts';

/** A file that the recipe names; it must lie in the recipe's own folder, also after links are followed. */
export async function resolveInside(
  loaded: LoadedRecipe,
  folder: string,
  name: string,
  keyPath: readonly (string | number)[],
): Promise<string> {
  const wanted = path.resolve(folder, name);
  const isInside = (candidate: string) => candidate.startsWith(folder + path.sep);
  if (path.isAbsolute(name) || !isInside(wanted)) {
    throw loaded.problemAt('recipe/missing-file', keyPath, told({ code: 'file-outside', named: name }));
  }
  const real = await realpath(wanted).catch(() => undefined);
  if (real === undefined)
    throw loaded.problemAt('recipe/missing-file', keyPath, told({ code: 'file-missing', named: name }));
  if (!isInside(real))
    throw loaded.problemAt('recipe/missing-file', keyPath, told({ code: 'file-linked-outside', named: name }));
  return real;
}
