// Owns: outcomes, steps, measurements and the states of a run. Imports zod only.
// Start reading at `outcomeSchema`; the reducer over these lives in engine/job/machine.ts.
import * as z from 'zod';

/** PASS: proven to boot as itself. FAIL: the unit is bad. ERROR: the station is. TIMEOUT, ABORTED: as they say. */
export const outcomeSchema = z.enum(['PASS', 'FAIL', 'ERROR', 'TIMEOUT', 'ABORTED']);
export type Outcome = z.infer<typeof outcomeSchema>;

/** `running` → `finished` | `interrupted`; `waiting`: a person must answer; `needs-attention`: an irreversible act has an unknown end. */
export const runStatusSchema = z.enum(['running', 'waiting', 'finished', 'interrupted', 'needs-attention']);
export type RunStatus = z.infer<typeof runStatusSchema>;

export const stepKindSchema = z.enum([
  'identify',
  'reserve',
  'write',
  'verify',
  'personalise',
  'fuses',
  'boot',
  'enroll',
]);
export type StepKind = z.infer<typeof stepKindSchema>;

export const measurementSchema = z.strictObject({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  isWithinLimits: z.boolean(),
});
export type Measurement = z.infer<typeof measurementSchema>;

/** What is planned for a run before anything is touched. */
export const plannedStepSchema = z.strictObject({
  kind: stepKindSchema,
  title: z.string(),
  isIrreversible: z.boolean(),
  timeoutMs: z.number().int().positive(),
  /** Bytes this step moves over the line, where that is known beforehand; 0 otherwise. */
  totalBytes: z.number().int().nonnegative(),
});
export type PlannedStep = z.infer<typeof plannedStepSchema>;
