// Owns: the procedures about recipes: sent, checked, kept, written, and whose are accepted.
// Imports zod, oRPC's contract builder and the contract; api.ts joins the areas.
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { errorReportSchema } from '../error-report.ts';
import { plannedStepSchema } from '../job.ts';
import {
  draftDetailSchema,
  draftNameSchema,
  draftSchema,
  recipeProblemSchema,
  rehearsalEventSchema,
  textFileSchema,
  trustedKeySchema,
  trustSchema,
} from '../library.ts';
import { recipeSourceSchema } from '../line.ts';
import { recipeFactSchema } from '../recipe-facts.ts';
import { base, ok } from './base.ts';
import { startRunSchema } from './runs.ts';

export const recipeSummarySchema = z.strictObject({
  product: z.string(),
  version: z.string(),
  title: z.string(),
  hash: z.string(),
  isSigned: z.boolean(),
  signers: z.array(z.string()),
  chip: z.string(),
  images: z.array(z.strictObject({ name: z.string(), file: z.string(), sizeBytes: z.number(), sha256: z.string() })),
  steps: z.array(plannedStepSchema),
  /** What the recipe will do: as facts, and in plain English sentences made from them. */
  facts: z.array(recipeFactSchema),
  sentences: z.array(z.string()),
});
export type RecipeSummary = z.infer<typeof recipeSummarySchema>;

export const uploads = {
  begin: base
    .route({ method: 'POST', path: '/uploads', summary: 'Begin to send a file in pieces', successStatus: 201 })
    .input(z.strictObject({ fileName: z.string().min(1).max(255), sizeBytes: z.int().nonnegative() }))
    .output(z.strictObject({ uploadId: z.string(), chunkBytes: z.int() })),
  append: base
    .route({ method: 'POST', path: '/uploads/{uploadId}', summary: 'Send the next piece, in base64' })
    .input(z.strictObject({ uploadId: z.string(), offset: z.int().nonnegative(), data: z.base64() }))
    .output(z.strictObject({ receivedBytes: z.int() })),
  discard: base
    .route({ method: 'DELETE', path: '/uploads/{uploadId}', summary: 'Give an upload up' })
    .input(z.strictObject({ uploadId: z.string() }))
    .output(ok),
};

export const recipes = {
  check: base
    .route({ method: 'POST', path: '/recipes/check', summary: 'Load, verify and plan a recipe; touches no unit' })
    .input(recipeSourceSchema)
    .output(recipeSummarySchema),
  import: base
    .route({ method: 'POST', path: '/recipes/import', summary: 'Verify a bundle and put it into the library' })
    .input(
      z.union([
        z.strictObject({ path: z.string() }),
        /** All bytes have come; the upload is gone afterwards, accepted or refused. */
        z.strictObject({ uploadId: z.string() }),
      ]),
    )
    .output(recipeSummarySchema),
  list: base
    .route({ method: 'GET', path: '/recipes', summary: 'The bundles in the library' })
    .output(z.array(recipeSummarySchema)),
  shelf: base
    .route({
      method: 'GET',
      path: '/recipes/shelf',
      summary: 'All bundles in the library, unusable ones with the reason',
    })
    .output(
      z.array(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('usable'), reference: z.string(), summary: recipeSummarySchema }),
          z.strictObject({ kind: z.literal('refused'), reference: z.string(), error: errorReportSchema }),
        ]),
      ),
    ),
  remove: base
    .route({
      method: 'DELETE',
      path: '/recipes/{reference}',
      summary: 'Take a bundle out of the library; records stay',
    })
    .input(z.strictObject({ reference: z.string() }))
    .output(ok),
  source: base
    .route({ method: 'POST', path: '/recipes/source', summary: "A recipe's own text" })
    .input(recipeSourceSchema)
    .output(textFileSchema),
  validate: base
    .route({
      method: 'POST',
      path: '/recipes/validate',
      summary: 'Every problem of a text, with its line and column',
    })
    .input(z.strictObject({ text: z.string().max(512 * 1024), draft: draftNameSchema.optional() }))
    .output(
      z.strictObject({
        problems: z.array(recipeProblemSchema),
        facts: z.array(recipeFactSchema),
        sentences: z.array(z.string()),
      }),
    ),
  schema: base
    .route({ method: 'GET', path: '/recipes/schema', summary: 'The JSON Schema of recipes' })
    .output(z.record(z.string(), z.json())),
  rehearse: base
    .route({
      method: 'POST',
      path: '/recipes/rehearse',
      summary: 'Run a recipe on a virtual unit; nothing is recorded',
    })
    .input(
      startRunSchema
        .pick({ source: true, config: true, scannedSerial: true })
        .extend({ temper: z.string().max(32).default('good') }),
    )
    .output(eventIterator(rehearsalEventSchema)),
};

export const drafts = {
  list: base
    .route({ method: 'GET', path: '/drafts', summary: 'Recipes that are being written on this station' })
    .output(z.array(draftSchema)),
  read: base
    .route({ method: 'GET', path: '/drafts/{name}', summary: 'One draft with its text, files and problems' })
    .input(z.strictObject({ name: draftNameSchema }))
    .output(draftDetailSchema),
  create: base
    .route({
      method: 'POST',
      path: '/drafts',
      summary: 'A new draft, from a bundle, a draft or an example',
      successStatus: 201,
    })
    .input(
      z.strictObject({
        name: draftNameSchema,
        from: z.union([recipeSourceSchema, z.strictObject({ example: z.enum(['acme-sensor', 'acme-gateway']) })]),
      }),
    )
    .output(draftDetailSchema),
  write: base
    .route({ method: 'PUT', path: '/drafts/{name}', summary: 'Save the text of a draft, right or wrong' })
    .input(z.strictObject({ name: draftNameSchema, text: z.string().max(512 * 1024) }))
    .output(draftDetailSchema),
  addFile: base
    .route({
      method: 'POST',
      path: '/drafts/{name}/files',
      summary: 'Put an uploaded file beside the recipe of a draft',
    })
    .input(z.strictObject({ name: draftNameSchema, uploadId: z.string() }))
    .output(draftDetailSchema),
  removeFile: base
    .route({ method: 'DELETE', path: '/drafts/{name}/files/{file}', summary: 'Take a file away from a draft' })
    .input(z.strictObject({ name: draftNameSchema, file: z.string().min(1).max(255) }))
    .output(draftDetailSchema),
  remove: base
    .route({ method: 'DELETE', path: '/drafts/{name}', summary: 'Remove a draft' })
    .input(z.strictObject({ name: draftNameSchema }))
    .output(ok),
};

export const trust = {
  get: base.route({ method: 'GET', path: '/trust', summary: 'Whose bundles this station accepts' }).output(trustSchema),
  inspect: base
    .route({ method: 'POST', path: '/trust/inspect', summary: 'What a key is called, before anybody trusts it' })
    .input(z.strictObject({ publicKey: z.string().min(32).max(1024) }))
    .output(z.strictObject({ keyId: z.string(), isTrusted: z.boolean() })),
  add: base
    .route({ method: 'POST', path: '/trust', summary: 'Trust a key', successStatus: 201 })
    .input(
      z.strictObject({
        /** PEM (SubjectPublicKeyInfo), or the raw key in base64 or hex. */
        publicKey: z.string().min(32).max(1024),
        name: z.string().trim().min(1).max(120),
        notBeforeMs: z.number().nullable().default(null),
        notAfterMs: z.number().nullable().default(null),
      }),
    )
    .output(trustedKeySchema),
  remove: base
    .route({ method: 'DELETE', path: '/trust/{keyId}', summary: 'Trust a key no longer' })
    .input(z.strictObject({ keyId: z.string() }))
    .output(ok),
  setThreshold: base
    .route({ method: 'PUT', path: '/trust/threshold', summary: 'How many trusted signatures a bundle needs' })
    .input(z.strictObject({ threshold: z.int().min(1).max(16) }))
    .output(ok),
};
