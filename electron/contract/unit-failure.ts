// Owns: how the last run that judged a unit failed, as the line and a unit's record say it. Imports zod and siblings only.
import * as z from 'zod';
import { errorReportSchema } from './error-report.ts';

/**
 * PASS, FAIL and TIMEOUT judge a unit; a run that the station could not finish, or that a person stopped, says nothing of
 * it and takes nothing back.
 */
export const unitFailureSchema = z.strictObject({
  runId: z.string(),
  slot: z.string(),
  finishedAtMs: z.number(),
  error: z.nullable(errorReportSchema),
  /** The catalogue calls its error final, and nobody has decided since that the unit is tried again (units.decide). */
  isFinal: z.boolean(),
});
export type UnitFailure = z.infer<typeof unitFailureSchema>;
