import * as z from 'zod';
import type { Database } from './db.ts';
import type { OrderRow } from './journal.ts';
import type { AppendedEvent, Projection } from './table.ts';

export interface OrdersTable extends Projection {
  byName(name: string, product: string): OrderRow | undefined;
  /** Whether this unit is among the passed ones of the order. */
  hasPassed(name: string, product: string, unitId: string): boolean;
}

const orderSchema = z.object({
  name: z.string(),
  product: z.string(),
  quantity: z.number(),
  passed: z.number(),
  openedAtMs: z.number(),
});

/** An order is known by its name and product. Must follow the runs: it counts what they say. */
export function createOrdersTable(db: Database): OrdersTable {
  const set =
    db.prepare(`INSERT INTO orders (ord, name, product, quantity, passed, opened_at_ms) VALUES (?, ?, ?, ?, 0, ?)
    ON CONFLICT (name, product) DO UPDATE SET quantity = excluded.quantity`);
  const byName = db.prepare(
    'SELECT name, product, quantity, passed, opened_at_ms AS openedAtMs FROM orders WHERE name = ? AND product = ?',
  );
  // A unit that is made again for the same order is still one unit. `+` keeps SQLite from walking every pass there ever
  // was (runs_by_outcome) instead of the few runs of the unit.
  const count = db.prepare(`UPDATE orders SET passed = passed + 1 FROM runs r
    WHERE r.run_id = :runId AND orders.name = r.order_name AND orders.product = r.product AND r.ord > orders.ord
    AND NOT EXISTS (SELECT 1 FROM runs o WHERE o.unit_id = r.unit_id AND o.ord <> r.ord AND +o.outcome = 'PASS'
      AND o.order_name = r.order_name AND o.product = r.product)`);
  const passed = db
    .prepare("SELECT 1 FROM runs WHERE unit_id = ? AND order_name = ? AND product = ? AND +outcome = 'PASS' LIMIT 1")
    .pluck();

  return {
    tables: ['orders'],
    apply({ seq, atMs, body }: AppendedEvent) {
      if (body.kind === 'order.set') set.run(seq, body.order, body.product, body.quantity, atMs);
      if (body.kind === 'run.finished' && body.outcome === 'PASS') count.run({ runId: body.runId });
    },
    byName: (name, product) => orderSchema.optional().parse(byName.get(name, product)),
    hasPassed: (name, product, unitId) => passed.get(unitId, name, product) !== undefined,
  };
}
