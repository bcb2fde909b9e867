// Owns: everything that the journal can say, and the droppable progress beside it. Imports zod and siblings only.
// The journal is append-only; all state is a fold over these events. Start reading at `journalBodySchema`.
import * as z from 'zod';
import { codedSentenceSchema } from './coded-sentence.ts';
import { hardwareIdentitySchema, portInfoSchema } from './device.ts';
import { errorReportSchema } from './error-report.ts';
import { measurementSchema, outcomeSchema, plannedStepSchema, stepKindSchema } from './job.ts';
import { lineSlotSchema } from './line.ts';

const runId = z.string();
const unitId = z.string();
/** What `reason` says, for clients that speak other languages. */
const coded = codedSentenceSchema.optional();
export const recipeRefSchema = z.strictObject({
  product: z.string(),
  version: z.string(),
  /** SHA-256 (hex) of the recipe as loaded, with its images' hashes: what this run was made by. */
  hash: z.string(),
  /** SHA-256 (hex) of the bundle's manifest; null when it ran from a loose recipe. */
  bundleHash: z.string().nullable(),
});
export type RecipeRef = z.infer<typeof recipeRefSchema>;

export const journalBodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('station.opened'), version: z.string(), node: z.string(), pid: z.int() }),
  z.strictObject({ kind: z.literal('station.closed') }),

  /** The line works for this order from now on. The first of its name and product opens it: the count begins there. */
  z.strictObject({
    kind: z.literal('order.set'),
    order: z.string(),
    product: z.string(),
    quantity: z.int().positive(),
    operator: z.string(),
  }),

  z.strictObject({ kind: z.literal('unit.seen'), unitId, hardware: hardwareIdentitySchema }),

  z.strictObject({
    kind: z.literal('run.started'),
    runId,
    slot: z.string(),
    port: portInfoSchema,
    recipe: recipeRefSchema,
    steps: z.array(plannedStepSchema),
    operator: z.string(),
    /** The interrupted or failed run that this one goes on from. */
    continues: z.string().nullable(),
    /** The order that the line was set up with; absent where the run was not started for one. */
    order: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('run.unit'), runId, unitId }),
  z.strictObject({
    kind: z.literal('step.started'),
    runId,
    step: stepKindSchema,
    attempt: z.int().positive(),
  }),
  z.strictObject({
    kind: z.literal('step.finished'),
    runId,
    step: stepKindSchema,
    attempt: z.int().positive(),
    /** Evidence: hashes, byte counts, durations. JSON only, never a secret. */
    evidence: z.record(z.string(), z.json()),
  }),
  z.strictObject({
    kind: z.literal('step.failed'),
    runId,
    step: stepKindSchema,
    attempt: z.int().positive(),
    error: errorReportSchema,
    /** The runner will try the step again by itself. */
    willRetry: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('act.intended'),
    runId,
    unitId,
    actId: z.string(),
    act: z.string(),
    isIrreversible: z.boolean(),
    detail: z.record(z.string(), z.json()),
  }),
  z.strictObject({
    kind: z.literal('act.confirmed'),
    runId,
    unitId,
    actId: z.string(),
    evidence: z.record(z.string(), z.json()),
  }),
  /** The act was found not to have happened (by reading the unit), or its effect was declared void. */
  z.strictObject({ kind: z.literal('act.voided'), runId, unitId, actId: z.string(), reason: z.string(), coded }),
  z.strictObject({ kind: z.literal('measurement.taken'), runId, measurement: measurementSchema }),
  z.strictObject({ kind: z.literal('console.captured'), runId, text: z.string(), isTruncated: z.boolean() }),
  z.strictObject({
    kind: z.literal('run.finished'),
    runId,
    outcome: outcomeSchema,
    failedStep: stepKindSchema.nullable(),
    error: z.nullable(errorReportSchema),
    durationMs: z.number().nonnegative(),
  }),
  /** Written by recovery for a run that a crash cut off. */
  z.strictObject({
    kind: z.literal('run.interrupted'),
    runId,
    resolution: z.enum(['resumable', 'needs-attention']),
    reason: z.string(),
    coded,
  }),
  /** A person decided about a unit that needed attention. */
  z.strictObject({
    kind: z.literal('unit.decided'),
    unitId,
    runId,
    decision: z.enum(['retry', 'retire']),
    operator: z.string(),
    reason: z.string(),
  }),

  z.strictObject({
    kind: z.literal('serial.reserved'),
    serial: z.string(),
    unitId,
    runId,
    scheme: z.string(),
    number: z.int().nullable(),
  }),
  z.strictObject({ kind: z.literal('serial.released'), serial: z.string(), unitId, runId, reason: z.string() }),
  z.strictObject({
    kind: z.literal('identity.issued'),
    unitId,
    runId,
    serial: z.string(),
    keyType: z.enum(['ed25519', 'ecdsa-p256']),
    /** SHA-256 (hex) of the SubjectPublicKeyInfo in DER. */
    keyFingerprint: z.string(),
    publicKeyPem: z.string(),
    certificatePem: z.string().nullable(),
  }),
  /** The unit proved to hold the identity (read-back). */
  z.strictObject({
    kind: z.literal('identity.confirmed'),
    unitId,
    runId,
    serial: z.string(),
    keyFingerprint: z.string(),
  }),
  z.strictObject({
    kind: z.literal('identity.voided'),
    unitId,
    runId,
    serial: z.string(),
    keyFingerprint: z.string(),
    reason: z.string(),
    coded,
  }),

  z.strictObject({
    kind: z.literal('outbox.queued'),
    entryId: z.string(),
    fleet: z.string(),
    topic: z.string(),
    unitId,
    runId: z.string().nullable(),
    /** Same key, same effect: the queue holds each key once, for ever. */
    idempotencyKey: z.string(),
    payload: z.record(z.string(), z.json()),
  }),
  z.strictObject({
    kind: z.literal('outbox.attempted'),
    entryId: z.string(),
    attempt: z.int(),
    error: errorReportSchema,
    nextAttemptAtMs: z.number().nullable(),
  }),
  z.strictObject({ kind: z.literal('outbox.delivered'), entryId: z.string(), receipt: z.record(z.string(), z.json()) }),
  /** This station delivered what another one had written into a file: `entryId` is that station's. */
  z.strictObject({
    kind: z.literal('carried.delivered'),
    stationKeyId: z.string(),
    entryId: z.string(),
    fleet: z.string(),
    serial: z.string(),
    keyFingerprint: z.string(),
    receipt: z.record(z.string(), z.json()),
  }),

  z.strictObject({
    kind: z.literal('bundle.accepted'),
    product: z.string(),
    version: z.string(),
    manifestHash: z.string(),
    signers: z.array(z.string()),
  }),
]);
/** The body of a journal event, before the journal gives it its number and time. */
export type JournalBody = z.infer<typeof journalBodySchema>;
export type JournalKind = JournalBody['kind'];
export type JournalBodyOf<K extends JournalKind> = Extract<JournalBody, { kind: K }>;

/** A fact in the journal. `seq` grows by one per event and never repeats; `atMs` is Unix time in milliseconds. */
export const journalEventSchema = z.strictObject({
  seq: z.int().positive(),
  atMs: z.number(),
  body: journalBodySchema,
});
export type JournalEvent = z.infer<typeof journalEventSchema>;

/** Progress may be dropped or thinned; nothing depends on it. Byte totals come before the first byte moves. */
export const progressEventSchema = z.strictObject({
  runId,
  slot: z.string(),
  step: stepKindSchema,
  /** What is happening, in plain words: `application`, `verifying bootloader`. */
  label: z.string(),
  doneBytes: z.number().nonnegative(),
  totalBytes: z.number().nonnegative(),
});
export type ProgressEvent = z.infer<typeof progressEventSchema>;

/** What can change without a journal event. `line` is its set-up; its slots come by themselves. */
export const changedTopicSchema = z.enum([
  'line',
  'slots',
  'bench',
  'library',
  'drafts',
  'trust',
  'keys',
  'fleets',
  'station',
]);
export type ChangedTopic = z.infer<typeof changedTopicSchema>;

/** What the event stream of every wire carries. */
export const streamEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('journal'), event: journalEventSchema }),
  z.strictObject({ kind: z.literal('progress'), progress: progressEventSchema }),
  /** The set of ports changed: ask again. */
  z.strictObject({ kind: z.literal('ports') }),
  /** Slots of the line that changed, as they are now; the newest of each is enough. */
  z.strictObject({ kind: z.literal('line'), slots: z.array(lineSlotSchema) }),
  /** Something that is not in the journal changed: ask again. */
  z.strictObject({ kind: z.literal('changed'), topic: changedTopicSchema }),
  /** All that was in the journal when the stream began has been sent: from here on it is live. */
  z.strictObject({
    kind: z.literal('live'),
    seq: z.int().nonnegative(),
    /** Another one than before: the station works on other records now, and everything must be asked again. */
    journalId: z.string(),
  }),
]);
export type StreamEvent = z.infer<typeof streamEventSchema>;
