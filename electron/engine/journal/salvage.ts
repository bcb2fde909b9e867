// Owns: what can still be read of a damaged journal. It never writes to the journal.
// May import contract. Start reading at `salvageEvents`.
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { JournalEvent } from '../../contract/events.ts';
import { type Database, openDatabase, translating } from './db.ts';
import { type EventRow, eventRowSchema, isIntact, tryEventOfRow } from './events-table.ts';

/** What is readable of a journal: how many events, the first and last of them, and how many between are not. */
export interface Survey {
  readonly readable: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number | null;
  readonly unreadable: number;
}

const batchSize = 1_000;
/** Past damaged pages, so many numbers in a row may be missing before the rest counts as lost. */
const longestGap = 100_000;

/** Rows read from a file that may be broken anywhere; what cannot be read, or is not what was written, is left out. */
function* intactRows(db: Database): Generator<EventRow, void, void> {
  const columns = 'SELECT seq, at_ms, body, crc FROM events';
  const prepared = attempt(() => ({
    after: db.prepare(`${columns} WHERE seq > ? ORDER BY seq LIMIT ?`),
    exact: db.prepare(`${columns} WHERE seq = ?`),
    last: db.prepare('SELECT seq FROM events ORDER BY seq DESC LIMIT 1').pluck(),
  }));
  if (prepared === undefined) return;
  const lastSeq = attempt(() => z.number().parse(prepared.last.get())) ?? Number.MAX_SAFE_INTEGER;
  let seq = 0;
  let gap = 0;
  while (seq < lastSeq && gap < longestGap) {
    const batch = attempt(() => z.array(eventRowSchema).parse(prepared.after.all(seq, batchSize)));
    if (batch?.length === 0) return;
    // A batch that runs into a damaged page fails as a whole: then one by one until the page is passed.
    const singles = Math.min(seq + batchSize, lastSeq);
    const rows = batch ?? readOneByOne(prepared.exact, seq + 1, singles);
    let lastRead = batch === undefined ? singles : seq;
    gap = batch === undefined ? gap + batchSize : gap;
    for (const row of rows) {
      lastRead = Math.max(lastRead, row.seq);
      if (!isIntact(row)) continue;
      gap = 0;
      yield row;
    }
    seq = lastRead;
  }
}

function* readOneByOne(
  exact: ReturnType<Database['prepare']>,
  from: number,
  to: number,
): Generator<EventRow, void, void> {
  for (let seq = from; seq <= to; seq++) {
    const row = attempt(() => eventRowSchema.optional().parse(exact.get(seq)));
    if (row !== undefined) yield row;
  }
}

/** The events of a file that may be broken anywhere, as far as they can be read. */
export function* readableEvents(db: Database): Generator<JournalEvent, void, void> {
  for (const row of intactRows(db)) {
    const event = tryEventOfRow(row);
    if (event !== undefined) yield event;
  }
}

export function surveyEvents(db: Database): Survey {
  let readable = 0;
  let firstSeq: number | null = null;
  let lastSeq: number | null = null;
  for (const { seq } of intactRows(db)) {
    readable += 1;
    firstSeq ??= seq;
    lastSeq = seq;
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

/** Reads the whole file, however large, and throws journal/damaged unless it is in order; changes nothing. For the doctor. */
export async function checkJournalFile(path: string): Promise<void> {
  const db = await openDatabase(path, { isReadOnly: true, busyTimeoutMs: 1_000 });
  try {
    assertUndamaged(db, path, true);
  } finally {
    db.close();
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
