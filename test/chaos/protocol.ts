// Owns: what the chaos run and its station child say to each other, a JSON object per line. Imports zod only.
// Start reading at `reportSchema`: what the child says; `orderSchema`: what it obeys.
import * as z from 'zod';

export const reportSchema = z.discriminatedUnion('say', [
  /** A journal event that is durable, as the child's own listener heard of it. */
  z.strictObject({
    say: z.literal('event'),
    seq: z.number().int().positive(),
    /** Kind and subject: `step.started write`, `act.intended fuses.user-data`. */
    what: z.string(),
    /** SHA-256 of the event's JSON. */
    digest: z.string(),
  }),
  z.strictObject({ say: z.literal('progress'), step: z.string(), fraction: z.number() }),
  z.strictObject({ say: z.literal('ready') }),
  z.strictObject({
    say: z.literal('ended'),
    slot: z.string(),
    outcome: z.string(),
    code: z.string().nullable(),
    message: z.string().nullable(),
  }),
  z.strictObject({ say: z.literal('closed') }),
]);
export type Report = z.infer<typeof reportSchema>;

export const orderSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('start'), slot: z.string() }),
  z.strictObject({ do: z.literal('close') }),
]);

/** What the child is given in its environment. */
export const childSettingsSchema = z.strictObject({
  dataDir: z.string(),
  recipeFile: z.string(),
  /** Key of the sealing box, hex. */
  boxKey: z.string(),
  /** Events after this one are reported. */
  afterSeq: z.number().int().nonnegative(),
  slots: z.array(z.strictObject({ name: z.string(), match: z.string() })),
});
export type ChildSettings = z.infer<typeof childSettingsSchema>;
export const childSettingsName = 'SLIPWAY_CHAOS_CHILD';
