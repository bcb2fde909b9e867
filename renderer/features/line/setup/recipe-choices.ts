// Owns: what the line can be set up with: bundles of the library and drafts, as one list. Pure.

import type { RecipeSummary } from '../../../../electron/contract/api.ts';
import type { ErrorReport } from '../../../../electron/contract/errors.ts';
import type { Draft } from '../../../../electron/contract/library.ts';
import type { RecipeSource } from '../../../../electron/contract/line.ts';

export type ShelfEntry =
  | { readonly kind: 'usable'; readonly reference: string; readonly summary: RecipeSummary }
  | { readonly kind: 'refused'; readonly reference: string; readonly error: ErrorReport };

export interface RecipeChoice {
  readonly id: string;
  readonly source: RecipeSource;
  readonly title: string;
  readonly version: string | undefined;
  readonly kind: 'bundle' | 'draft' | 'file';
  readonly signers: readonly string[];
  readonly problemCount: number;
  /** Why it cannot be chosen. */
  readonly error: ErrorReport | undefined;
}

/** One name for a source, for comparing and as the value of a radio button. */
export function idOf(source: RecipeSource): string {
  if ('bundle' in source) return `bundle:${source.bundle}`;
  return 'draft' in source ? `draft:${source.draft}` : `file:${source.recipeFile}`;
}

/** Signed bundles first, then drafts; what cannot be used stands last, with its reason. */
export function recipeChoices(
  shelf: readonly ShelfEntry[],
  drafts: readonly Draft[],
  current: RecipeSource | undefined,
): RecipeChoice[] {
  const bundles = shelf.map((entry): RecipeChoice => {
    const source = { bundle: entry.reference };
    const isUsable = entry.kind === 'usable';
    return {
      id: idOf(source),
      source,
      title: isUsable ? entry.summary.title : entry.reference,
      version: isUsable ? entry.summary.version : undefined,
      kind: 'bundle',
      signers: isUsable ? entry.summary.signers : [],
      problemCount: 0,
      error: isUsable ? undefined : entry.error,
    };
  });
  const written = drafts.map(({ name, title, version, problemCount }): RecipeChoice => {
    const source = { draft: name };
    return {
      id: idOf(source),
      source,
      title: title ?? name,
      version: version ?? undefined,
      kind: 'draft',
      signers: [],
      problemCount,
      error: undefined,
    };
  });
  const all = [...bundles, ...written];
  // A line that the command line set up with a loose file keeps it on offer.
  if (current !== undefined && 'recipeFile' in current) {
    const title = current.recipeFile.split(/[\\/]/).at(-1) ?? current.recipeFile;
    all.push({
      id: idOf(current),
      source: current,
      title,
      version: undefined,
      kind: 'file',
      signers: [],
      problemCount: 0,
      error: undefined,
    });
  }
  return all.sort((a, b) => Number(isUnusable(a)) - Number(isUnusable(b)));
}

export const isUnusable = ({ error, problemCount }: RecipeChoice): boolean => error !== undefined || problemCount > 0;
