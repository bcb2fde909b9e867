import * as z from 'zod';
import { recipeNameSchema, recipeVersionSchema } from '../../contract/recipe-words.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';

export const manifestPath = 'manifest.json';
export const envelopePath = 'manifest.dsse.json';
export const recipePath = 'recipe.yaml';
export const manifestPayloadType = 'application/vnd.slipway.manifest+json';

/** Files of a bundle that the manifest does not list: itself and its signatures. */
export const unlistedPaths: readonly string[] = [manifestPath, envelopePath];

const manifestFileSchema = z.strictObject({
  path: z.string().min(1).max(240),
  sizeBytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ManifestFile = z.infer<typeof manifestFileSchema>;

/** What is signed: everything that is in a bundle. */
const manifestSchema = z.strictObject({
  bundle: z.literal(1),
  product: recipeNameSchema,
  version: recipeVersionSchema,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().optional(),
  files: z.array(manifestFileSchema).min(1).max(254),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** One text per manifest, so that the same content has the same hash. */
export const manifestText = (manifest: Manifest): string =>
  `${JSON.stringify(manifestSchema.parse(manifest), null, 2)}\n`;

/** The manifest in some bytes, or why there is none. */
export function readManifest(bytes: Uint8Array): { readonly manifest: Manifest } | { readonly why: Sentence | string } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { why: say('reason-manifest-not-json') };
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return { manifest: parsed.data };
  const issue = parsed.error.issues[0];
  return { why: `${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'not valid'}` };
}
