// Owns: the list of migrations, in order. Imports its siblings only. Start reading at `migrations`.
import { migration as events } from './0001-events.ts';
import { migration as projections } from './0002-projections.ts';
import { migration as orders } from './0003-orders.ts';
import { migration as outboxByFleet } from './0004-outbox-by-fleet.ts';
import { migration as unitFilters } from './0005-unit-filters.ts';
import { migration as carried } from './0006-carried.ts';
import { migration as searchByEnd } from './0007-search-by-end.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  events,
  projections,
  orders,
  outboxByFleet,
  unitFilters,
  carried,
  searchByEnd,
];

/** SQLite's user_version of a journal that this version writes. */
export const schemaVersion = migrations.length;
