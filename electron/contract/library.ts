// Owns: bundles, drafts, uploads, trust, keys and fleets as a person manages them. Imports zod and siblings only.
import * as z from 'zod';
import { errorReportSchema } from './error-report.ts';
import { streamEventSchema } from './events.ts';
import { outcomeSchema } from './job.ts';
import { recipeDetailSchema } from './recipe-problems.ts';
import { keyTypeSchema } from './recipe-words.ts';

/** Lower-case name of a draft: it is a folder's name on every operating system. */
export const draftNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'lower-case letters, digits and dashes; at most 48');

/** One thing that is wrong in a recipe's text. Line and column count from 1. */
export const recipeProblemSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  line: z.int(),
  column: z.int(),
  /** The key, as `images.0.file`; empty for the whole document. */
  path: z.string(),
  /** What `message` says, for clients that speak other languages; null where the engine has only its English. */
  detail: recipeDetailSchema.nullable(),
});
export type RecipeProblem = z.infer<typeof recipeProblemSchema>;

export const draftSchema = z.strictObject({
  name: draftNameSchema,
  /** From the recipe, where it can be read so far. */
  product: z.string().nullable(),
  version: z.string().nullable(),
  title: z.string().nullable(),
  problemCount: z.int(),
  updatedAtMs: z.number(),
});
export type Draft = z.infer<typeof draftSchema>;

export const draftDetailSchema = z.strictObject({
  draft: draftSchema,
  text: z.string(),
  /** Files beside the recipe: images, pools. */
  files: z.array(z.strictObject({ name: z.string(), sizeBytes: z.int() })),
  problems: z.array(recipeProblemSchema),
});
export type DraftDetail = z.infer<typeof draftDetailSchema>;

/** A rehearsal on a virtual unit: what the run says, then how it ended. Nothing of it is in the station's records. */
export const rehearsalEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), event: streamEventSchema }),
  z.strictObject({
    kind: z.literal('ended'),
    outcome: outcomeSchema.nullable(),
    error: z.nullable(errorReportSchema),
    durationMs: z.number(),
    console: z.string(),
  }),
]);
export type RehearsalEvent = z.infer<typeof rehearsalEventSchema>;

export const trustedKeySchema = z.strictObject({
  /** SHA-256 (hex) of the raw Ed25519 public key. */
  keyId: z.string(),
  name: z.string(),
  notBeforeMs: z.number().nullable(),
  notAfterMs: z.number().nullable(),
});
export const trustSchema = z.strictObject({ threshold: z.int(), keys: z.array(trustedKeySchema) });
export type TrustState = z.infer<typeof trustSchema>;

export const authoritySchema = z.strictObject({
  name: z.string(),
  subject: z.string(),
  notBeforeMs: z.number(),
  notAfterMs: z.number(),
  certificatePem: z.string(),
});

export const keysSchema = z.strictObject({
  /** How secrets are sealed on this station. */
  sealing: z.enum(['os-keychain', 'passphrase']),
  /** Secrets cannot be used until a passphrase is given. */
  isLocked: z.boolean(),
  /** Whoever starts the station opens them too: a keychain, a service, a virtual bench. To lock them would change nothing. */
  opensByItself: z.boolean(),
  authorities: z.array(authoritySchema),
});
export type KeysState = z.infer<typeof keysSchema>;

export const newAuthoritySchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, dot, dash, underscore; at most 64'),
  subject: z.string().min(3).max(256),
  keyType: keyTypeSchema,
  validity: z.string().regex(/^\d+(?:d|y)$/, 'a duration such as 365d or 10y'),
});

/** What recipes and carried files call a fleet. */
export const fleetNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, dot, dash, underscore');

export const fleetStateSchema = z.strictObject({
  name: z.string(),
  kind: z.enum(['mender', 'file']),
  /** The server's address, or the folder. */
  address: z.string(),
  hasToken: z.boolean(),
  waiting: z.int(),
  held: z.int(),
  delivered: z.int(),
  oldestWaitingAtMs: z.number().nullable(),
  lastError: z.nullable(errorReportSchema),
});
export type FleetState = z.infer<typeof fleetStateSchema>;

export const newFleetSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mender'),
    name: fleetNameSchema,
    url: z.string().min(1).max(2048),
    /** Write-only: it is sealed and never comes back. Keeps the present one when absent. */
    token: z.string().min(1).max(16_384).optional(),
  }),
  z.strictObject({
    kind: z.literal('file'),
    name: fleetNameSchema,
    dir: z.string().min(1).max(4096),
  }),
]);
export type NewFleet = z.infer<typeof newFleetSchema>;

/** A text that a client may save where it likes. */
export const textFileSchema = z.strictObject({ fileName: z.string(), text: z.string() });
export type TextFile = z.infer<typeof textFileSchema>;
