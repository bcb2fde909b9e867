import type { Migration } from './migration.ts';

/** What the line needs: orders and their count, and what a run was made by and why it ended, for statistics. */
export const migration: Migration = {
  number: 3,
  sql: `
    ALTER TABLE runs ADD COLUMN recipe_hash TEXT;     -- SHA-256, hex: what the run was made by
    ALTER TABLE runs ADD COLUMN order_name TEXT;      -- the order that it was started for, if any
    ALTER TABLE runs ADD COLUMN failed_step TEXT;     -- StepKind
    ALTER TABLE runs ADD COLUMN duration_ms INTEGER;  -- milliseconds of the monotonic clock; null while it works
    UPDATE runs SET recipe_hash = (SELECT json_extract(body, '$.recipe.hash') FROM events WHERE seq = runs.ord);
    UPDATE runs SET failed_step = json_extract(e.body, '$.failedStep'),
      duration_ms = CAST(round(json_extract(e.body, '$.durationMs')) AS INTEGER)
      FROM events e WHERE e.run_id = runs.run_id AND e.kind = 'run.finished';
    CREATE INDEX runs_by_slot ON runs (slot, ord);
    CREATE INDEX runs_by_start ON runs (started_at_ms, ord);
    CREATE INDEX runs_by_end ON runs (finished_at_ms, ord) WHERE finished_at_ms IS NOT NULL;

    CREATE TABLE orders (
      ord          INTEGER PRIMARY KEY,               -- seq of the order.set that opened it
      name         TEXT NOT NULL,
      product      TEXT NOT NULL,
      quantity     INTEGER NOT NULL,                  -- as set last
      passed       INTEGER NOT NULL,                  -- units that have passed for it, each counted once
      opened_at_ms INTEGER NOT NULL,                  -- Unix time, milliseconds
      UNIQUE (name, product)
    ) STRICT;
  `,
};
