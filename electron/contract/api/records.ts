// Owns: the procedures about what is on record and what is still to be told.
// Imports zod, oRPC's contract builder and the contract; api.ts joins the areas.
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { journalEventSchema, streamEventSchema } from '../events.ts';
import { outboxEntrySchema, unitDetailSchema, unitRecordSchema, unitStatusSchema } from '../records.ts';
import { mostSearchChars } from '../search-text.ts';
import { base, cursor, ok, page } from './base.ts';
import { carryProcedures } from './carry.ts';

const unitFilter = {
  text: z.string().max(mostSearchChars).optional(),
  status: unitStatusSchema.optional(),
  product: z.string().max(64).optional(),
  chip: z.string().max(32).optional(),
  /** By the time of the last change. */
  sinceMs: z.coerce.number().int().nonnegative().optional(),
  untilMs: z.coerce.number().int().nonnegative().optional(),
};

export const units = {
  search: base
    .route({ method: 'GET', path: '/units', summary: 'Search units by serial number, MAC, key or id' })
    .input(z.strictObject({ ...unitFilter, ...cursor }))
    .output(page(unitRecordSchema)),
  count: base
    .route({
      method: 'GET',
      path: '/units/count',
      summary: 'How many units a search finds; counting stops at `atMost`',
    })
    .input(z.strictObject({ ...unitFilter, atMost: z.coerce.number().int().min(1).max(10_000_000).default(100_000) }))
    .output(z.strictObject({ count: z.int(), isExact: z.boolean() })),
  products: base
    .route({ method: 'GET', path: '/units/products', summary: 'The products that units on record have' })
    .output(z.array(z.string())),
  get: base
    .route({ method: 'GET', path: '/units/{unitId}', summary: 'One unit with its whole life' })
    .input(z.strictObject({ unitId: z.string() }))
    .output(unitDetailSchema),
  events: base
    .route({
      method: 'GET',
      path: '/units/{unitId}/events',
      summary:
        'The journal of one unit and its runs, oldest first, without the consoles (runs.get has them); a page of fewer than `limit` is the last',
    })
    .input(
      z.strictObject({
        unitId: z.string(),
        after: z.coerce.number().int().nonnegative().default(0),
        limit: z.coerce.number().int().min(1).max(5000).default(1000),
      }),
    )
    .output(z.array(journalEventSchema)),
  decide: base
    .route({
      method: 'POST',
      path: '/units/{unitId}/decide',
      summary: 'Decide about a unit that needs attention or failed for good',
    })
    .input(
      z.strictObject({
        unitId: z.string(),
        decision: z.enum(['retry', 'retire']),
        operator: z.string().min(1),
        reason: z.string().min(1),
      }),
    )
    .output(ok),
  export: base
    .route({ method: 'GET', path: '/units/export', summary: 'All units, a page of records per event' })
    .input(z.strictObject(unitFilter))
    .output(eventIterator(z.array(unitRecordSchema))),
};

export const outbox = {
  list: base
    .route({ method: 'GET', path: '/outbox', summary: 'What fleets must still be told' })
    .input(z.strictObject({ state: z.enum(['waiting', 'held', 'delivered']).optional(), ...cursor }))
    .output(page(outboxEntrySchema)),
  retry: base
    .route({ method: 'POST', path: '/outbox/retry', summary: 'Try again now; one entry, or all that wait' })
    .input(z.strictObject({ entryId: z.string().optional() }))
    .output(z.strictObject({ delivered: z.number(), waiting: z.number(), held: z.number() })),
  ...carryProcedures,
};

export const events = {
  stream: base
    .route({ method: 'GET', path: '/events', summary: 'Journal events after a number, then live, with progress' })
    .input(
      z.strictObject({
        after: z.coerce.number().int().nonnegative().optional(),
        /** The journal that `after` is a number of; where that is another one, the stream begins at now. */
        journalId: z.string().max(64).optional(),
        progress: z.boolean().default(true),
      }),
    )
    .output(eventIterator(streamEventSchema)),
};
