import type { Migration } from './migration.ts';

/** Tables that make lookups fast. Every row follows from the events and can be rebuilt from them. */
export const migration: Migration = {
  number: 2,
  sql: `
    CREATE TABLE units (
      ord             INTEGER PRIMARY KEY,      -- seq of the event that saw the unit first; newest first is ord descending
      unit_id         TEXT NOT NULL UNIQUE,
      hardware_id     TEXT NOT NULL UNIQUE,
      mac             TEXT UNIQUE,              -- lower case
      family          TEXT NOT NULL,
      chip            TEXT NOT NULL,
      status          TEXT NOT NULL,            -- UnitStatus
      serial          TEXT UNIQUE,              -- the one it has; null when none or released
      key_fingerprint TEXT UNIQUE,              -- SHA-256 of the SubjectPublicKeyInfo, hex
      product         TEXT,
      product_version TEXT,
      last_run_id     TEXT,
      first_seen_at_ms INTEGER NOT NULL,        -- Unix time, milliseconds
      updated_at_ms   INTEGER NOT NULL          -- Unix time, milliseconds
    ) STRICT;
    CREATE INDEX units_by_status ON units (status, ord);

    CREATE TABLE unit_hardware (
      unit_id  TEXT PRIMARY KEY REFERENCES units (unit_id),
      hardware TEXT NOT NULL                    -- JSON of HardwareIdentity as last seen
    ) STRICT, WITHOUT ROWID;

    -- What a unit can be found by, in lower case; a prefix is a range of this index.
    CREATE TABLE search_terms (
      term TEXT NOT NULL,
      ord  INTEGER NOT NULL REFERENCES units (ord),
      PRIMARY KEY (term, ord)
    ) STRICT, WITHOUT ROWID;

    -- The span of the terms that units of one stretch of the journal brought, by the terms' first two characters.
    -- A search that would match very many looks only at the stretches that can hold a match, newest first.
    CREATE TABLE search_blocks (
      head     TEXT NOT NULL,                   -- first two characters of the terms
      block    INTEGER NOT NULL,                -- units.ord / 32768
      min_term TEXT NOT NULL,
      max_term TEXT NOT NULL,
      PRIMARY KEY (head, block)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE runs (
      ord             INTEGER PRIMARY KEY,      -- seq of run.started
      run_id          TEXT NOT NULL UNIQUE,
      unit_id         TEXT REFERENCES units (unit_id),
      serial          TEXT,
      slot            TEXT NOT NULL,
      status          TEXT NOT NULL,            -- RunStatus
      outcome         TEXT,                     -- Outcome
      error_code      TEXT,
      product         TEXT NOT NULL,
      product_version TEXT NOT NULL,
      operator        TEXT NOT NULL,
      started_at_ms   INTEGER NOT NULL,         -- Unix time, milliseconds
      finished_at_ms  INTEGER                   -- Unix time, milliseconds
    ) STRICT;
    CREATE INDEX runs_by_unit ON runs (unit_id, ord) WHERE unit_id IS NOT NULL;
    CREATE INDEX runs_by_status ON runs (status, ord);
    CREATE INDEX runs_by_outcome ON runs (outcome, ord) WHERE outcome IS NOT NULL;

    CREATE TABLE serials (
      ord     INTEGER PRIMARY KEY,              -- seq of the event that gave it out last
      serial  TEXT NOT NULL UNIQUE,
      unit_id TEXT NOT NULL REFERENCES units (unit_id),
      run_id  TEXT NOT NULL,
      scheme  TEXT NOT NULL,
      number  INTEGER,                          -- its place in the scheme; null for pools and scanned ones
      state   TEXT NOT NULL CHECK (state IN ('reserved', 'issued', 'confirmed', 'released'))
    ) STRICT;
    CREATE INDEX serials_by_unit ON serials (unit_id, ord);
    CREATE INDEX serials_by_number ON serials (scheme, number) WHERE number IS NOT NULL;

    CREATE TABLE keys (
      ord             INTEGER PRIMARY KEY,      -- seq of identity.issued
      key_fingerprint TEXT NOT NULL UNIQUE,
      unit_id         TEXT NOT NULL REFERENCES units (unit_id),
      serial          TEXT NOT NULL,
      key_type        TEXT NOT NULL,
      public_key_pem  TEXT NOT NULL,
      certificate_pem TEXT,
      state           TEXT NOT NULL CHECK (state IN ('issued', 'confirmed', 'voided'))
    ) STRICT;
    CREATE INDEX keys_by_unit ON keys (unit_id, ord);

    CREATE TABLE acts (
      ord             INTEGER PRIMARY KEY,      -- seq of act.intended
      act_id          TEXT NOT NULL UNIQUE,
      run_id          TEXT NOT NULL,
      unit_id         TEXT NOT NULL REFERENCES units (unit_id),
      act             TEXT NOT NULL,
      is_irreversible INTEGER NOT NULL,         -- 0 or 1
      state           TEXT NOT NULL CHECK (state IN ('intended', 'confirmed', 'voided')),
      detail          TEXT NOT NULL             -- JSON
    ) STRICT;
    CREATE INDEX acts_open ON acts (unit_id, ord) WHERE state = 'intended';

    CREATE TABLE measurements (
      ord              INTEGER PRIMARY KEY,     -- seq of measurement.taken
      run_id           TEXT NOT NULL,
      name             TEXT NOT NULL,
      value            REAL NOT NULL,           -- in unit
      unit             TEXT NOT NULL,
      min              REAL,                    -- in unit
      max              REAL,                    -- in unit
      is_within_limits INTEGER NOT NULL         -- 0 or 1
    ) STRICT;
    CREATE INDEX measurements_by_run ON measurements (run_id, ord);

    CREATE TABLE outbox (
      ord                INTEGER PRIMARY KEY,   -- seq of outbox.queued
      entry_id           TEXT NOT NULL UNIQUE,
      fleet              TEXT NOT NULL,
      topic              TEXT NOT NULL,
      unit_id            TEXT NOT NULL,
      idempotency_key    TEXT NOT NULL UNIQUE,
      state              TEXT NOT NULL CHECK (state IN ('waiting', 'held', 'delivered')),
      attempts           INTEGER NOT NULL,
      queued_at_ms       INTEGER NOT NULL,      -- Unix time, milliseconds
      next_attempt_at_ms INTEGER,               -- Unix time, milliseconds
      delivered_at_ms    INTEGER,               -- Unix time, milliseconds
      last_error         TEXT,                  -- JSON of ErrorReport
      payload            TEXT NOT NULL          -- JSON
    ) STRICT;
    CREATE INDEX outbox_by_state ON outbox (state, ord);
    CREATE INDEX outbox_due ON outbox (next_attempt_at_ms, ord) WHERE state = 'waiting';

    CREATE TABLE bundles (
      ord           INTEGER PRIMARY KEY,        -- seq of bundle.accepted
      product       TEXT NOT NULL,
      version       TEXT NOT NULL,
      manifest_hash TEXT NOT NULL               -- SHA-256, hex
    ) STRICT;
    CREATE INDEX bundles_by_product ON bundles (product, ord);
  `,
};
