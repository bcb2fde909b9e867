import type { Migration } from './migration.ts';

/** What makes filters over a million units quick: how many units there are of each kind, and units by their last change. */
export const migration: Migration = {
  number: 5,
  sql: `
    CREATE TABLE unit_kinds (
      product TEXT NOT NULL,                    -- '' where the unit has none yet
      chip    TEXT NOT NULL,
      status  TEXT NOT NULL,                    -- UnitStatus
      units   INTEGER NOT NULL,                 -- how many there are; no row for none
      PRIMARY KEY (product, chip, status)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO unit_kinds SELECT coalesce(product, ''), chip, status, count(*) FROM units GROUP BY 1, 2, 3;
    CREATE TRIGGER unit_kinds_insert AFTER INSERT ON units BEGIN
      INSERT INTO unit_kinds VALUES (coalesce(new.product, ''), new.chip, new.status, 1)
        ON CONFLICT (product, chip, status) DO UPDATE SET units = units + 1;
    END;
    CREATE TRIGGER unit_kinds_update AFTER UPDATE OF product, chip, status ON units
    WHEN old.product IS NOT new.product OR old.chip <> new.chip OR old.status <> new.status BEGIN
      UPDATE unit_kinds SET units = units - 1
        WHERE product = coalesce(old.product, '') AND chip = old.chip AND status = old.status;
      DELETE FROM unit_kinds
        WHERE product = coalesce(old.product, '') AND chip = old.chip AND status = old.status AND units = 0;
      INSERT INTO unit_kinds VALUES (coalesce(new.product, ''), new.chip, new.status, 1)
        ON CONFLICT (product, chip, status) DO UPDATE SET units = units + 1;
    END;
    CREATE INDEX units_by_kind ON units (coalesce(product, ''), chip, status, ord);
    CREATE INDEX units_by_change ON units (updated_at_ms, ord);
  `,
};
