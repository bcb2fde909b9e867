// Owns: what an error is in the journal and over wires. Imports zod's small form and errors only: the page has to load it
// before it can draw.
import * as z from 'zod/mini';
import { type ErrorCode, isErrorCode } from './errors.ts';

export const errorReportSchema = z.strictObject({
  code: z.custom<ErrorCode>(isErrorCode, 'not a known error code'),
  message: z.string(),
  action: z.string(),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.undefined()])),
});
