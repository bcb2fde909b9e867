// Owns: what a recipe will do, as facts that every language can put into words. Imports zod only.
// engine/recipe/facts.ts makes them; engine/recipe/sentences.ts says them in English for the command line.
import * as z from 'zod';

/** One thing that a recipe does, in the order in which it happens. */
export const recipeFactSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    /** Any other chip is refused before the first byte. */
    z.strictObject({ kind: z.literal('chip'), chip: z.string() }),
    z.strictObject({
      kind: z.literal('write'),
      image: z.string(),
      /** Null while the file is not there yet. */
      sizeBytes: z.int().nonnegative().nullable(),
      /** Where to: an address in flash, or a partition. */
      to: z.union([z.int().nonnegative(), z.strictObject({ partition: z.string() })]),
    }),
    z.strictObject({ kind: z.literal('preserve'), partitions: z.array(z.string()) }),
    z.strictObject({
      kind: z.literal('serial'),
      from: z.enum(['scheme', 'pool', 'label']),
      /** The scheme, the name of the pool's file, or the pattern that a label must match. */
      rule: z.string(),
    }),
    z.strictObject({ kind: z.literal('key'), keyType: z.string(), hasCertificate: z.boolean() }),
    z.strictObject({ kind: z.literal('config'), count: z.int(), partition: z.string().nullable() }),
    /** Irreversible. */
    z.strictObject({ kind: z.literal('fuse'), userData: z.string() }),
    z.strictObject({ kind: z.literal('boot'), asksIdentity: z.boolean() }),
    z.strictObject({ kind: z.literal('measure'), names: z.array(z.string()) }),
    z.strictObject({ kind: z.literal('enroll'), fleet: z.string() }),
  ]),
);
export type RecipeFact = z.infer<typeof recipeFactSchema>;
