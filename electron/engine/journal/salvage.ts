// Owns: what can still be read of a damaged journal. It never writes to the journal.
// May import contract. Start reading at `salvageEvents`.
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { JournalEvent } from '../../contract/events.ts';
import { type Database, openDatabase, translating } from './db.ts';
import { eventRowSchema, tryEventOfRow } from './events-table.ts';

/** What is readable of a journal: how many events, the first and last of them, and how many between are not. */
export interface Survey {
  readonly readable: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  readonly unreadable: number;
}

/** Events read from a file that may be broken anywhere; what cannot be read is left out. */
export function* readableEvents(db: Database): Generator<JournalEvent, void, void> {
  const columns = 'SELECT seq, at_ms, body, crc FROM events';
  const prepared = attempt(() => ({
    next: db.prepare(`${columns} WHERE seq > ? ORDER BY seq LIMIT 1`),
    exact: db.prepare(`${columns} WHERE seq = ?`),
    last: db.prepare('SELECT seq FROM events ORDER BY seq DESC LIMIT 1').pluck(),
  }));
  if (prepared === undefined) return;
  const lastSeq = attempt(() => z.number().parse(prepared.last.get())) ?? Number.MAX_SAFE_INTEGER;
  let seq = 0;
  // Past a damaged page, so many numbers in a row may be missing before the rest counts as lost.
  let missesLeft = 100_000;
  while (seq < lastSeq && missesLeft > 0) {
    const found = attempt(() => ({ row: eventRowSchema.optional().parse(prepared.next.get(seq)) }));
    if (found !== undefined && found.row === undefined) return;
    const row = found?.row ?? attempt(() => eventRowSchema.parse(prepared.exact.get(seq + 1)));
    seq = row?.seq ?? seq + 1;
    const event = row === undefined ? undefined : tryEventOfRow(row);
    if (event === undefined) missesLeft -= 1;
    else yield event;
  }
}

export function surveyEvents(db: Database): Survey {
  let readable = 0;
  let firstSeq: number | null = null;
  let lastSeq: number | null = null;
  for (const event of readableEvents(db)) {
    readable += 1;
    firstSeq ??= event.seq;
    lastSeq = event.seq;
  }
  return { readable, firstSeq, lastSeq, unreadable: lastSeq === null ? 0 : lastSeq - readable };
}

/** Exports what is readable, one event per line as JSON, through `write`; the journal itself stays as it is. */
export async function salvageEvents(path: string, write: (line: string) => void): Promise<Survey> {
  const db = await openDatabase(path, { isReadOnly: true, busyTimeoutMs: 1_000 });
  try {
    for (const event of readableEvents(db)) write(`${JSON.stringify(event)}\n`);
    return surveyEvents(db);
  } finally {
    db.close();
  }
}

/** The refusal to work on a damaged journal; says what is readable of it. */
export function damagedError(path: string, finding: string, survey: Survey, cause?: unknown): SlipwayError {
  const readable =
    survey.readable === 0
      ? 'None of its events is readable.'
      : `${survey.readable} events are readable, up to number ${survey.lastSeq}; ${survey.unreadable} before that are not.`;
  return new SlipwayError('journal/damaged', `${path} is damaged (${finding}). ${readable} It was left as it is.`, {
    context: {
      path,
      finding,
      readableEvents: survey.readable,
      lastReadableSeq: survey.lastSeq,
      unreadable: survey.unreadable,
    },
    cause,
  });
}

/** Throws journal/damaged unless SQLite finds the file in order. */
export function assertUndamaged(db: Database, path: string, isThorough: boolean): void {
  try {
    translating(path, () => {
      // The schema and both ends of the events are read in any case; the whole file only where that is quick.
      db.pragma('schema_version');
      const finding = isThorough ? z.string().parse(db.pragma('quick_check(1)', { simple: true })) : 'ok';
      if (finding !== 'ok') throw damagedError(path, finding.replaceAll('\n', ' '), surveyEvents(db));
    });
  } catch (thrown) {
    if (!(thrown instanceof SlipwayError) || thrown.code !== 'journal/damaged') throw thrown;
    if (thrown.context.finding !== undefined) throw thrown;
    throw damagedError(
      path,
      thrown.cause instanceof Error ? thrown.cause.message : thrown.message,
      surveyEvents(db),
      thrown,
    );
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
