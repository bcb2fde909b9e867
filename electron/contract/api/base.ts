// Owns: what all procedures of the contract share. Imports oRPC's contract builder, zod and siblings.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { errorReportSchema } from '../error-report.ts';

/** All procedures answer failures with a SlipwayError's report as `data` and its code as `code`. */
export const base = oc.errors({
  SLIPWAY: { status: 422, message: 'The engine refused; see data.', data: errorReportSchema },
});

export const ok = z.strictObject({ ok: z.literal(true) });

/** A page of a long list; `nextCursor` asks for the next one. */
export const page = <T extends z.ZodType>(row: T) =>
  z.strictObject({ rows: z.array(row), nextCursor: z.string().nullable() });
/** What every such list takes in. */
export const cursor = { limit: z.coerce.number().int().min(1).max(1000).default(50), cursor: z.string().optional() };
