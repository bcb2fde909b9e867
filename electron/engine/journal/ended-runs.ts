import * as z from 'zod';
import { outcomeSchema, stepKindSchema } from '../../contract/job.ts';
import type { Database } from './db.ts';
import type { JournalReader } from './journal.ts';

const rowsSchema = z.array(
  z.object({
    ord: z.number(),
    unitId: z.string().nullable(),
    slot: z.string(),
    outcome: outcomeSchema.nullable(),
    errorCode: z.string().nullable(),
    failedStep: stepKindSchema.nullable(),
    durationMs: z.number().nullable(),
    startedAtMs: z.number(),
    finishedAtMs: z.number(),
  }),
);

/** Runs in the order in which they ended, a page at a time; runs_by_end leads to them. */
export function createEndedRuns(db: Database): JournalReader['endedRuns'] {
  const page = (product: string) =>
    db.prepare(`SELECT ord, unit_id AS unitId, slot, outcome, error_code AS errorCode, failed_step AS failedStep,
      duration_ms AS durationMs, started_at_ms AS startedAtMs, finished_at_ms AS finishedAtMs
      FROM runs INDEXED BY runs_by_end WHERE finished_at_ms >= :finishedAtMs AND (finished_at_ms, ord) > (:finishedAtMs, :ord)
      AND finished_at_ms < :untilMs ${product} ORDER BY finished_at_ms, ord LIMIT :limit`);
  const ofAll = page('');
  const ofOne = page('AND product = :product');
  return ({ sinceMs, untilMs = Number.MAX_SAFE_INTEGER, product, after, limit }) => {
    const from = after ?? { finishedAtMs: sinceMs, ord: 0 };
    const { finishedAtMs, ord } = from;
    const query = { finishedAtMs, ord, untilMs, limit };
    return rowsSchema.parse(product === undefined ? ofAll.all(query) : ofOne.all({ ...query, product }));
  };
}
