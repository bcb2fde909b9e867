import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import { type OutboxEntry, outboxEntrySchema } from '../../contract/records.ts';
import type { Database } from './db.ts';
import type { FleetBacklog, Page } from './journal.ts';
import { type AppendedEvent, ordOfCursor, type Projection, pageOf } from './table.ts';

export interface OutboxTable extends Projection {
  byId(entryId: string): OutboxEntry | undefined;
  byKey(idempotencyKey: string): OutboxEntry | undefined;
  list(query: {
    state?: OutboxEntry['state'] | undefined;
    limit: number;
    cursor?: string | undefined;
  }): Page<OutboxEntry>;
  due(nowMs: number, limit: number): OutboxEntry[];
  count(state: OutboxEntry['state']): number;
  byFleet(): FleetBacklog[];
}

const columns = `ord, entry_id AS entryId, fleet, topic, unit_id AS unitId, idempotency_key AS idempotencyKey, state, attempts,
  queued_at_ms AS queuedAtMs, next_attempt_at_ms AS nextAttemptAtMs, delivered_at_ms AS deliveredAtMs,
  last_error AS lastError, payload`;
const json = z.string().transform((text): unknown => JSON.parse(text));
const rowSchema = outboxEntrySchema.extend({
  ord: z.number(),
  lastError: json.nullable().pipe(outboxEntrySchema.shape.lastError),
  payload: json.pipe(outboxEntrySchema.shape.payload),
});
type OutboxRow = z.infer<typeof rowSchema>;
const backlogSchema = z.array(
  z.strictObject({
    fleet: z.string(),
    waiting: z.number(),
    held: z.number(),
    delivered: z.number(),
    oldestWaitingAtMs: z.number().nullable(),
    lastError: json.nullable().pipe(outboxEntrySchema.shape.lastError),
  }),
);
const recordOf = ({ ord: _ord, ...record }: OutboxRow): OutboxEntry => record;

export function createOutboxTable(db: Database): OutboxTable {
  const find = (column: string) => {
    const statement = db.prepare(`SELECT ${columns} FROM outbox WHERE ${column} = ?`);
    return (value: string): OutboxEntry | undefined => {
      const row = rowSchema.optional().parse(statement.get(value));
      return row === undefined ? undefined : recordOf(row);
    };
  };
  const byId = find('entry_id');
  const byKey = find('idempotency_key');
  const all = db.prepare(`SELECT ${columns} FROM outbox WHERE ord < :before ORDER BY ord DESC LIMIT :limit`);
  const byState = db.prepare(
    `SELECT ${columns} FROM outbox WHERE state = :state AND ord < :before ORDER BY ord DESC LIMIT :limit`,
  );
  const due = db.prepare(`SELECT ${columns} FROM outbox
    WHERE state = 'waiting' AND next_attempt_at_ms <= ? ORDER BY next_attempt_at_ms, ord LIMIT ?`);
  const count = db.prepare('SELECT count(*) FROM outbox WHERE state = ?').pluck();
  const byFleet = db.prepare(`SELECT fleet, sum(state = 'waiting') AS waiting, sum(state = 'held') AS held,
      sum(state = 'delivered') AS delivered, min(CASE WHEN state = 'waiting' THEN queued_at_ms END) AS oldestWaitingAtMs,
      (SELECT last_error FROM outbox failed WHERE failed.fleet = outbox.fleet AND last_error IS NOT NULL
        AND state <> 'delivered' ORDER BY ord DESC LIMIT 1) AS lastError
    FROM outbox GROUP BY fleet`);
  const insert =
    db.prepare(`INSERT INTO outbox (ord, entry_id, fleet, topic, unit_id, idempotency_key, state, attempts, queued_at_ms,
      next_attempt_at_ms, payload) VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?, ?)`);
  const attempted = db.prepare(
    "UPDATE outbox SET state = ?, attempts = ?, next_attempt_at_ms = ?, last_error = ? WHERE entry_id = ? AND state <> 'delivered'",
  );
  const delivered = db.prepare(
    "UPDATE outbox SET state = 'delivered', delivered_at_ms = ?, next_attempt_at_ms = NULL WHERE entry_id = ?",
  );
  const rows = z.array(rowSchema);

  const apply = ({ seq, atMs, body }: AppendedEvent): void => {
    switch (body.kind) {
      case 'outbox.queued': {
        const { entryId, fleet, topic, unitId, idempotencyKey, payload } = body;
        const known = byKey(idempotencyKey);
        if (known !== undefined) {
          throw new SlipwayError(
            'station/internal',
            `The outbox holds ${idempotencyKey} already, as entry ${known.entryId}.`,
            { context: { idempotencyKey, entryId: known.entryId } },
          );
        }
        insert.run(seq, entryId, fleet, topic, unitId, idempotencyKey, atMs, atMs, JSON.stringify(payload));
        return;
      }
      case 'outbox.attempted': {
        const state = body.nextAttemptAtMs === null ? 'held' : 'waiting';
        attempted.run(state, body.attempt, body.nextAttemptAtMs, JSON.stringify(body.error), body.entryId);
        return;
      }
      case 'outbox.delivered':
        delivered.run(atMs, body.entryId);
        return;
      default:
        return;
    }
  };

  return {
    tables: ['outbox'],
    apply,
    byId,
    byKey,
    list({ state, limit, cursor }) {
      const query = { before: ordOfCursor(cursor), limit: limit + 1 };
      const found = state === undefined ? all.all(query) : byState.all({ ...query, state });
      return pageOf(rows.parse(found), limit, recordOf);
    },
    due: (nowMs, limit) => rows.parse(due.all(Math.trunc(nowMs), limit)).map(recordOf),
    count: (state) => z.number().parse(count.get(state)),
    byFleet: () => backlogSchema.parse(byFleet.all()),
  };
}
