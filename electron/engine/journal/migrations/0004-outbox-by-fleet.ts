import type { Migration } from './migration.ts';

/** Counts of what waits for each fleet, without reading every entry of the outbox. */
export const migration: Migration = {
  number: 4,
  sql: `
    CREATE INDEX outbox_by_fleet ON outbox (fleet, state, queued_at_ms);
    CREATE INDEX outbox_errors ON outbox (fleet, ord) WHERE last_error IS NOT NULL AND state <> 'delivered';
  `,
};
