// Owns: what each slot of the line is doing now, as clients see it, and telling them. May import contract.
// Holds no rules: who changes a slot knows why. Start reading at `createLineBoard`.
import type { Slot } from '../../contract/device.ts';
import type { LineSlot } from '../../contract/line.ts';

export type SlotChange = Partial<Omit<LineSlot, 'slot' | 'row' | 'column' | 'revision'>>;

export interface LineBoard {
  list(): LineSlot[];
  /** The slot as it is; an empty one where nothing has happened yet. */
  get(name: string): LineSlot;
  change(name: string, change: SlotChange): void;
  /** Nothing is in the slot, and nothing has been. */
  clear(name: string): void;
  /** The bench has these places now. Slots that are not among them stay while something is in them. */
  place(slots: readonly Slot[]): void;
}

const emptySlot = {
  phase: 'empty',
  portId: null,
  unit: null,
  run: null,
  hold: null,
  repeatOf: null,
  failedBefore: null,
} as const satisfies SlotChange;

export interface LineBoardDeps {
  /** A slot as it is now; called for every change, so it must be cheap. */
  readonly publish: (slot: LineSlot) => void;
  /** A slot has come or gone. */
  readonly onPlaces: () => void;
  readonly nowMs: () => number;
}

export function createLineBoard(deps: LineBoardDeps): LineBoard {
  const bySlot = new Map<string, LineSlot>();
  let placed: ReadonlySet<string> = new Set();
  // One counter for all, from the time on: a slot that went and came again, or a station that was started again, must
  // not begin anew, or clients would take what is new for old.
  let revision = Math.trunc(deps.nowMs());

  const fresh = (name: string): LineSlot => ({ slot: name, row: null, column: null, ...emptySlot, revision: 0 });

  function set(slot: LineSlot): void {
    revision += 1;
    const next = { ...slot, revision };
    const isNew = !bySlot.has(slot.slot);
    bySlot.set(slot.slot, next);
    deps.publish(next);
    if (isNew) deps.onPlaces();
  }

  function change(name: string, changes: SlotChange): void {
    const next = { ...(bySlot.get(name) ?? fresh(name)), ...changes };
    if (next.phase === 'empty' && !placed.has(name)) {
      if (bySlot.delete(name)) deps.onPlaces();
      return;
    }
    set(next);
  }

  return {
    list: () => [...bySlot.values()],
    get: (name) => bySlot.get(name) ?? fresh(name),
    change,
    clear: (name) => change(name, emptySlot),
    place(slots) {
      placed = new Set(slots.map(({ name }) => name));
      const before = new Map(bySlot);
      bySlot.clear();
      for (const { name, row, column } of slots) {
        const known = before.get(name) ?? fresh(name);
        before.delete(name);
        revision += 1;
        bySlot.set(name, { ...known, row: row ?? null, column: column ?? null, revision });
      }
      for (const [name, slot] of before) if (slot.phase !== 'empty') bySlot.set(name, slot);
      deps.onPlaces();
    },
  };
}
