import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import { type JournalBody, type JournalEvent, journalBodySchema } from '../../contract/events.ts';
import { say } from '../../contract/sentences.ts';
import type { Database } from './db.ts';
import type { AppendedEvent } from './table.ts';

export const eventRowSchema = z.object({ seq: z.number(), at_ms: z.number(), body: z.string(), crc: z.number() });
export type EventRow = z.infer<typeof eventRowSchema>;

/** Turns a row back into the event that was appended. Throws journal/damaged where it is not what was written. */
export function eventOfRow(row: EventRow): JournalEvent {
  const event = tryEventOfRow(row);
  if (event !== undefined) return event;
  throw new SlipwayError('journal/damaged', say('journal-event-altered', { seq: row.seq }));
}

/** As `eventOfRow`, with undefined for a row that is not what was written. */
export function tryEventOfRow(row: EventRow): JournalEvent | undefined {
  if (!isIntact(row)) return undefined;
  const parsed = journalBodySchema.safeParse(tryJson(row.body));
  return parsed.success ? { seq: row.seq, atMs: row.at_ms, body: parsed.data } : undefined;
}

/** Whether the body is the one that was written. */
export const isIntact = (row: EventRow): boolean => crc32(row.body) === row.crc;

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface EventsTable {
  insert(event: AppendedEvent): void;
  /** Follows from the first event, which says when and in which process the journal was begun. */
  id(): string;
  lastSeq(): number;
  lastAtMs(): number | undefined;
  list(query: { afterSeq?: number; runId?: string; unitId?: string; limit?: number }): JournalEvent[];
  /** All events in order, in batches, so that memory does not grow with the journal. */
  all(): Generator<JournalEvent, void, void>;
}

const batchSize = 1_000;

export function createEventsTable(db: Database): EventsTable {
  const insert = db.prepare(
    'INSERT INTO events (seq, at_ms, kind, run_id, unit_id, body, crc) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const last = db.prepare('SELECT seq, at_ms FROM events ORDER BY seq DESC LIMIT 1');
  const columns = 'SELECT seq, at_ms, body, crc FROM events';
  const byAll = db.prepare(`${columns} WHERE seq > :afterSeq ORDER BY seq LIMIT :limit`);
  const byRun = db.prepare(`${columns} WHERE run_id = :runId AND seq > :afterSeq ORDER BY seq LIMIT :limit`);
  const ofUnit = '(unit_id = :unitId OR run_id IN (SELECT run_id FROM runs WHERE unit_id = :unitId))';
  const byUnit = db.prepare(`${columns} WHERE ${ofUnit} AND seq > :afterSeq ORDER BY seq LIMIT :limit`);
  const byBoth = db.prepare(
    `${columns} WHERE run_id = :runId AND unit_id = :unitId AND seq > :afterSeq ORDER BY seq LIMIT :limit`,
  );
  const unitOfEntry = db.prepare('SELECT unit_id FROM outbox WHERE entry_id = ?').pluck();
  const firstRow = db.prepare(`${columns} ORDER BY seq LIMIT 1`);
  let id: string | undefined;
  const lastRowSchema = z.object({ seq: z.number(), at_ms: z.number() }).optional();
  const lastRow = () => lastRowSchema.parse(last.get());

  const list: EventsTable['list'] = ({ afterSeq = 0, runId, unitId, limit = -1 }) => {
    const query = {
      afterSeq,
      limit,
      ...(runId === undefined ? {} : { runId }),
      ...(unitId === undefined ? {} : { unitId }),
    };
    const byRunOrAll = runId === undefined ? byAll : byRun;
    const byUnitOrBoth = runId === undefined ? byUnit : byBoth;
    const statement = unitId === undefined ? byRunOrAll : byUnitOrBoth;
    return z.array(eventRowSchema).parse(statement.all(query)).map(eventOfRow);
  };

  return {
    insert({ seq, atMs, body }) {
      const json = JSON.stringify(body);
      const unitId =
        unitOf(body) ??
        z
          .string()
          .nullish()
          .parse('entryId' in body ? unitOfEntry.get(body.entryId) : null);
      insert.run(seq, atMs, body.kind, runOf(body), unitId ?? null, json, crc32(json));
    },
    id() {
      if (id !== undefined) return id;
      const first = eventRowSchema.optional().parse(firstRow.get());
      if (first === undefined) return 'empty';
      id = createHash('sha256').update(`${first.at_ms} ${first.body}`).digest('hex').slice(0, 32);
      return id;
    },
    lastSeq: () => lastRow()?.seq ?? 0,
    lastAtMs: () => lastRow()?.at_ms,
    list,
    *all() {
      let afterSeq = 0;
      for (;;) {
        const events = list({ afterSeq, limit: batchSize });
        yield* events;
        const end = events.at(-1);
        if (end === undefined) return;
        afterSeq = end.seq;
      }
    },
  };
}

const runOf = (body: JournalBody): string | null => ('runId' in body ? body.runId : null);
const unitOf = (body: JournalBody): string | undefined => ('unitId' in body ? body.unitId : undefined);
