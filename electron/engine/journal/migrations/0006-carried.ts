import type { Migration } from './migration.ts';

/** What this station delivered for others: a file that comes a second time, or an old one, enrolls nothing again. */
export const migration: Migration = {
  number: 6,
  sql: `
    CREATE TABLE carried (
      ord             INTEGER PRIMARY KEY,   -- seq of the carried.delivered
      station_key_id  TEXT NOT NULL,         -- SHA-256 (hex) of the key of the station that wrote the file
      entry_id        TEXT NOT NULL,         -- as that station calls it
      key_fingerprint TEXT NOT NULL,         -- of the unit's key
      receipt         TEXT NOT NULL,         -- JSON: what the fleet answered
      delivered_at_ms INTEGER NOT NULL,      -- Unix time, milliseconds
      UNIQUE (station_key_id, entry_id)
    ) STRICT;
  `,
};
