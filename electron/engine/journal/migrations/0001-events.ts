import type { Migration } from './migration.ts';

/** The truth: an append-only list of events. */
export const migration: Migration = {
  number: 1,
  sql: `
    CREATE TABLE events (
      seq     INTEGER PRIMARY KEY,      -- 1, 2, 3, ... without gaps
      at_ms   INTEGER NOT NULL,         -- Unix time, milliseconds
      kind    TEXT NOT NULL,            -- JournalBody.kind
      run_id  TEXT,                     -- the run that the event is about, if any
      unit_id TEXT,                     -- the unit that the event names, if any
      body    TEXT NOT NULL,            -- JSON of JournalBody
      crc     INTEGER NOT NULL          -- CRC-32 (ISO 3309) of body as UTF-8
    ) STRICT;
    CREATE INDEX events_by_run ON events (run_id, seq) WHERE run_id IS NOT NULL;
    CREATE INDEX events_by_unit ON events (unit_id, seq) WHERE unit_id IS NOT NULL;
    CREATE TRIGGER events_keep_update BEFORE UPDATE ON events BEGIN
      SELECT RAISE(ABORT, 'events are append-only');
    END;
    CREATE TRIGGER events_keep_delete BEFORE DELETE ON events BEGIN
      SELECT RAISE(ABORT, 'events are append-only');
    END;
  `,
};
