// Owns: the way from a path to a journal that may be written: lock, checks, settings, migrations.
// May import contract and util. Start reading at `openCheckedDatabase`.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { type Database, openDatabase, type RuntimeVersions, translating } from './db.ts';
import { acquireStationLock, type StationLock } from './lock.ts';
import { migrations, schemaVersion } from './migrations/index.ts';
import { assertUndamaged, damagedError } from './salvage.ts';

export interface CheckedDatabase {
  readonly db: Database;
  readonly lock: StationLock | undefined;
}

/** Reading the whole file is quick up to this size; a larger one is checked whole by `checkJournalFile`. */
const thoroughCheckLimitBytes = 64 * 1024 * 1024;
const busyTimeoutMs = 5_000;

export interface OpenSettings {
  readonly path: string;
  readonly version: string;
  readonly isReadOnly: boolean;
  readonly nowMs: number;
  readonly versions: RuntimeVersions | undefined;
  readonly maxPageCount: number | undefined;
}

/** Opens the file, takes the station's lock unless only reading, and brings the schema up to date. */
export async function openCheckedDatabase(settings: OpenSettings): Promise<CheckedDatabase> {
  const { path, isReadOnly } = settings;
  const isFile = path !== ':memory:';
  if (isReadOnly && !existsSync(path)) {
    throw new SlipwayError('job/not-found', say('journal-missing', { path }));
  }
  const versions = settings.versions === undefined ? {} : { versions: settings.versions };
  if (isFile && !isReadOnly) makeFolder(path);
  const lock = isFile && !isReadOnly ? await acquireStationLock(path, settings) : undefined;
  let db: Database | undefined;
  try {
    if (lock?.hadJournal && sizeOf(path) === 0) {
      throw damagedError(path, 'the file is missing or empty, though a journal was written here before', {
        readable: 0,
        firstSeq: null,
        lastSeq: null,
        unreadable: 0,
      });
    }
    const opened = await openDatabase(path, { isReadOnly, busyTimeoutMs, ...versions });
    db = opened;
    check(opened, path);
    translating(path, () => configure(opened, settings));
    if (!isReadOnly) migrate(opened, path);
    lock?.markJournalMade();
    return { db: opened, lock };
  } catch (thrown) {
    db?.close();
    lock?.release();
    throw thrown;
  }
}

/** What is kept there is nobody else's business: a new folder is its user's only. */
function makeFolder(path: string): void {
  translating(dirname(path), () => mkdirSync(dirname(path), { recursive: true, mode: 0o700 }));
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Before anything is changed: is it whole, and is it ours to read? */
function check(db: Database, path: string): void {
  assertUndamaged(db, path, path !== ':memory:' && sizeOf(path) <= thoroughCheckLimitBytes);
  const found = z.number().parse(db.pragma('user_version', { simple: true }));
  if (found > schemaVersion) {
    throw new SlipwayError(
      'journal/newer',
      say('journal-newer', { path, foundSchema: found, knownSchema: schemaVersion }),
    );
  }
  if (db.readonly && found < schemaVersion) {
    throw new SlipwayError(
      'journal/unwritable',
      `${path} has schema ${found} and must be brought to ${schemaVersion}, which needs the right to write.`,
      {
        context: { path, foundSchema: found, knownSchema: schemaVersion },
        action: 'Open it once with `slipway doctor` or the station.',
      },
    );
  }
}

function configure(db: Database, { isReadOnly, maxPageCount }: OpenSettings): void {
  db.pragma('foreign_keys = ON');
  db.pragma('temp_store = MEMORY');
  // Up to 64 MiB of pages: the upper levels of a million units' indexes. A small journal uses what it needs.
  db.pragma('cache_size = -65536');
  if (isReadOnly) return;
  if (maxPageCount !== undefined) db.pragma(`max_page_count = ${maxPageCount}`);
  db.pragma('journal_mode = WAL');
  // A record that was acknowledged must survive a loss of power.
  db.pragma('synchronous = FULL');
  db.pragma('journal_size_limit = 67108864');
}

function migrate(db: Database, path: string): void {
  const found = z.number().parse(db.pragma('user_version', { simple: true }));
  translating(path, () => {
    for (const migration of migrations.filter(({ number }) => number > found)) {
      for (const [name, work] of Object.entries(migration.functions ?? {})) {
        db.function(name, { deterministic: true }, (text: unknown) => work(String(text)));
      }
      db.transaction(() => {
        db.exec(migration.sql);
        db.pragma(`user_version = ${migration.number}`);
      }).immediate();
    }
  });
}
