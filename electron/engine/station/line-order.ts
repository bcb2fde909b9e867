// Owns: the order that the line works for, and whether it has room for one more unit. May import contract and the journal.
// What has passed is the journal's to say; only the units that are being made now are counted here.
// Start reading at `createLineOrder`.
import type { LineSetup, LineState } from '../../contract/line.ts';
import type { UnitRecord } from '../../contract/records.ts';
import type { Journal, OrderRow } from '../journal/journal.ts';

export interface LineOrder {
  /** Opens the order, or goes on with the one of this name and product; undefined: the line works without. */
  use(setup: LineSetup | undefined, product: string | undefined): void;
  /** Its name, for the runs that count for it. */
  name(): string | undefined;
  state(): LineState['order'];
  hasRoom(unit: UnitRecord | undefined): boolean;
  /** Takes a place for a unit that is going to be made; its slot gives it back. */
  take(slot: string, unit: UnitRecord | undefined): void;
  giveBack(slot: string): void;
}

export function createLineOrder(deps: { readonly journal: Journal }): LineOrder {
  const { journal } = deps;
  let current: { readonly name: string; readonly product: string } | undefined;
  const places = new Set<string>();

  const row = (): OrderRow | undefined => current && journal.order(current.name, current.product);
  /** A unit that is among the passed ones of the order is made again without making it one more. */
  const isCounted = (unit: UnitRecord | undefined) =>
    current !== undefined &&
    unit !== undefined &&
    journal.hasPassedForOrder(current.name, current.product, unit.unitId);

  return {
    use(setup, product) {
      const wanted = setup?.order;
      const next = wanted && product !== undefined ? { name: wanted.name, product } : undefined;
      if (next?.name !== current?.name || next?.product !== current?.product) places.clear();
      current = next;
      if (wanted === null || wanted === undefined || next === undefined || setup === undefined) return;
      if (row()?.quantity === wanted.quantity) return;
      const { operator } = setup;
      journal.append({
        kind: 'order.set',
        order: wanted.name,
        product: next.product,
        quantity: wanted.quantity,
        operator,
      });
    },
    name: () => current?.name,
    state() {
      const order = row();
      if (order === undefined) return null;
      const { name, quantity, passed, openedAtMs } = order;
      return { name, quantity, passed, openedAtMs };
    },
    hasRoom(unit) {
      const order = row();
      return order === undefined || isCounted(unit) || order.passed + places.size < order.quantity;
    },
    take(slot, unit) {
      if (row() !== undefined && !isCounted(unit)) places.add(slot);
    },
    giveBack: (slot) => void places.delete(slot),
  };
}
