// Owns: the records that people search and read: units, runs, outbox entries. Imports zod and siblings only.
import * as z from 'zod';
import { hardwareIdentitySchema, portInfoSchema } from './device.ts';
import { errorReportSchema } from './error-report.ts';
import { recipeRefSchema } from './events.ts';
import { measurementSchema, outcomeSchema, plannedStepSchema, runStatusSchema, stepKindSchema } from './job.ts';
import { unitFailureSchema } from './unit-failure.ts';

export const unitStatusSchema = z.enum([
  'new',
  'in-progress',
  'passed',
  'failed',
  'interrupted',
  'needs-attention',
  'retired',
]);
export type UnitStatus = z.infer<typeof unitStatusSchema>;

export const unitRecordSchema = z.strictObject({
  unitId: z.string(),
  hardwareId: z.string(),
  family: z.string(),
  chip: z.string(),
  mac: z.string().nullable(),
  status: unitStatusSchema,
  serial: z.string().nullable(),
  keyFingerprint: z.string().nullable(),
  product: z.string().nullable(),
  productVersion: z.string().nullable(),
  lastRunId: z.string().nullable(),
  firstSeenAtMs: z.number(),
  updatedAtMs: z.number(),
});
export type UnitRecord = z.infer<typeof unitRecordSchema>;

export const stepRecordSchema = z.strictObject({
  kind: stepKindSchema,
  state: z.enum(['pending', 'running', 'done', 'failed']),
  attempt: z.int().nonnegative(),
  startedAtMs: z.number().nullable(),
  finishedAtMs: z.number().nullable(),
  error: z.nullable(errorReportSchema),
  evidence: z.record(z.string(), z.json()).nullable(),
});
export type StepRecord = z.infer<typeof stepRecordSchema>;

/** One line of a list of runs. */
export const runRecordSchema = z.strictObject({
  runId: z.string(),
  unitId: z.string().nullable(),
  serial: z.string().nullable(),
  slot: z.string(),
  status: runStatusSchema,
  outcome: outcomeSchema.nullable(),
  errorCode: z.string().nullable(),
  product: z.string(),
  productVersion: z.string(),
  operator: z.string(),
  startedAtMs: z.number(),
  finishedAtMs: z.number().nullable(),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

/** Everything about one run, folded from its events. */
export const runDetailSchema = z.strictObject({
  run: runRecordSchema,
  port: portInfoSchema,
  recipe: recipeRefSchema,
  continues: z.string().nullable(),
  planned: z.array(plannedStepSchema),
  steps: z.array(stepRecordSchema),
  measurements: z.array(measurementSchema),
  console: z.string(),
  error: z.nullable(errorReportSchema),
  /** Ids of the keys that signed its bundle, as this station accepted it; empty for a draft or a loose recipe. */
  signers: z.array(z.string()),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

/** What a certificate says, read by the engine so that no client needs an X.509 reader. */
export const certificateFactsSchema = z.strictObject({
  /** Distinguished names as RFC 4514 writes them. */
  subject: z.string(),
  issuer: z.string(),
  /** Hex, lower case. */
  serialNumber: z.string(),
  notBeforeMs: z.number(),
  notAfterMs: z.number(),
  /** With their kind in front: `DNS:a.example`, `URI:urn:acme:7`. */
  alternativeNames: z.array(z.string()),
  keyAlgorithm: z.string(),
  /** SHA-256 (hex) of the certificate in DER. */
  sha256: z.string(),
});
export type CertificateFacts = z.infer<typeof certificateFactsSchema>;

export const unitDetailSchema = z.strictObject({
  unit: unitRecordSchema,
  hardware: hardwareIdentitySchema,
  certificatePem: z.string().nullable(),
  /** What `certificatePem` says; null where there is none, or none that can be read. */
  certificate: certificateFactsSchema.nullable(),
  publicKeyPem: z.string().nullable(),
  runs: z.array(runRecordSchema),
  /** How the newest run that judged it failed; null where it passed, or none has judged it. */
  failure: unitFailureSchema.nullable(),
});
export type UnitDetail = z.infer<typeof unitDetailSchema>;

export const outboxEntrySchema = z.strictObject({
  entryId: z.string(),
  fleet: z.string(),
  topic: z.string(),
  unitId: z.string(),
  idempotencyKey: z.string(),
  /** `waiting`: will be tried at `nextAttemptAtMs`; `held`: refused for good until a person retries; `delivered`. */
  state: z.enum(['waiting', 'held', 'delivered']),
  attempts: z.int().nonnegative(),
  queuedAtMs: z.number(),
  nextAttemptAtMs: z.number().nullable(),
  deliveredAtMs: z.number().nullable(),
  lastError: z.nullable(errorReportSchema),
  payload: z.record(z.string(), z.json()),
});
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;
