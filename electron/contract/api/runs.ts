// Owns: the procedures about runs.
// Imports zod, oRPC's contract builder and the contract; api.ts joins the areas.
import * as z from 'zod';
import { errorReportSchema } from '../error-report.ts';
import { outcomeSchema, runStatusSchema } from '../job.ts';
import { recipeSourceSchema } from '../line.ts';
import { runDetailSchema, runRecordSchema } from '../records.ts';
import { base, cursor, ok, page } from './base.ts';

export const startRunSchema = z.strictObject({
  /** A slot's name or a port's id. */
  target: z.string(),
  source: recipeSourceSchema,
  operator: z.string().min(1).max(120).default('operator'),
  /** The serial number read from the label, where the recipe asks for one. */
  scannedSerial: z.string().max(128).optional(),
  /** Values for configuration fields without one in the recipe. */
  config: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type StartRun = z.infer<typeof startRunSchema>;

export const runs = {
  start: base
    .route({ method: 'POST', path: '/runs', summary: 'Start a run; answers at once', successStatus: 201 })
    .input(startRunSchema)
    .output(z.strictObject({ runId: z.string() })),
  cancel: base
    .route({ method: 'POST', path: '/runs/{runId}/cancel', summary: 'Stop a run at the next safe point' })
    .input(z.strictObject({ runId: z.string() }))
    .output(ok),
  wait: base
    .route({ method: 'GET', path: '/runs/{runId}/outcome', summary: 'Wait for the end of a run' })
    .input(z.strictObject({ runId: z.string() }))
    .output(
      z.strictObject({
        runId: z.string(),
        status: runStatusSchema,
        outcome: outcomeSchema.nullable(),
        error: z.nullable(errorReportSchema),
      }),
    ),
  list: base
    .route({ method: 'GET', path: '/runs', summary: 'Runs, newest first' })
    .input(
      z.strictObject({
        unitId: z.string().optional(),
        status: runStatusSchema.optional(),
        outcome: outcomeSchema.optional(),
        slot: z.string().max(32).optional(),
        sinceMs: z.coerce.number().int().nonnegative().optional(),
        untilMs: z.coerce.number().int().nonnegative().optional(),
        ...cursor,
      }),
    )
    .output(page(runRecordSchema)),
  get: base
    .route({ method: 'GET', path: '/runs/{runId}', summary: 'One run with its steps, measurements and console' })
    .input(z.strictObject({ runId: z.string() }))
    .output(runDetailSchema),
};
