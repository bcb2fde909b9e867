// Owns: where slots stand on the bench, and what moving, naming and adding one makes of the list. Pure. Imports the contract.
// Start reading at `place`, `addSlot`. The engine keeps the list; every change here gives a whole new one.
import type { PortInfo, Slot } from '../../../../electron/contract/device.ts';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** As the contract bounds rows and columns. */
const lastLine = 63;

export type Direction = 'up' | 'down' | 'left' | 'right';
const steps: Readonly<Record<Direction, Cell>> = {
  up: { row: -1, column: 0 },
  down: { row: 1, column: 0 },
  left: { row: 0, column: -1 },
  right: { row: 0, column: 1 },
};

export const cellOf = ({ row, column }: Slot): Cell | undefined =>
  row === undefined || column === undefined ? undefined : { row, column };

const isAt = (slot: Slot, { row, column }: Cell) => slot.row === row && slot.column === column;

export const slotAt = (slots: readonly Slot[], cell: Cell): Slot | undefined => slots.find((slot) => isAt(slot, cell));

const fewestColumns = 4;

/**
 * The bench as drawn: all that is placed, with a free line at the right and below to place more, and at least as many
 * cells as there are slots.
 */
export function gridSize(slots: readonly Slot[]): { readonly rows: number; readonly columns: number } {
  const placed = slots.map(cellOf).filter((cell) => cell !== undefined);
  const rows = Math.max(0, ...placed.map(({ row }) => row + 1));
  const columns = Math.max(0, ...placed.map(({ column }) => column + 1));
  const drawn = Math.min(lastLine + 1, Math.max(columns + 1, fewestColumns));
  const needed = Math.ceil(slots.length / drawn);
  return { rows: Math.min(lastLine + 1, Math.max(rows + 1, needed)), columns: drawn };
}

/** Those that stand nowhere yet, in the order of their list, into rows behind what is placed. */
export function placeAll(slots: readonly Slot[]): Slot[] {
  const length = slots.length <= 3 * fewestColumns ? fewestColumns : rowLength;
  return slots.reduce<Slot[]>(
    (placed, slot) => (cellOf(slot) === undefined ? place(placed, slot.name, freeCell(placed, length)) : placed),
    [...slots],
  );
}

/** Puts a slot into a cell; whoever stands there takes its old place. */
export function place(slots: readonly Slot[], name: string, cell: Cell): Slot[] {
  const moved = slots.find((slot) => slot.name === name);
  if (moved === undefined) return [...slots];
  const before = cellOf(moved);
  return slots.map((slot) => {
    if (slot.name === name) return withCell(slot, cell);
    return isAt(slot, cell) ? withCell(slot, before) : slot;
  });
}

function withCell({ name, match }: Slot, cell: Cell | undefined): Slot {
  return cell === undefined ? { name, match } : { name, match, ...cell };
}

/** One step; a slot that stands nowhere yet takes the first free cell. */
export function move(slots: readonly Slot[], name: string, direction: Direction): Slot[] {
  const slot = slots.find((one) => one.name === name);
  const from = slot && cellOf(slot);
  if (from === undefined) return place(slots, name, freeCell(slots));
  const step = steps[direction];
  const to = { row: from.row + step.row, column: from.column + step.column };
  const isInside = to.row >= 0 && to.column >= 0 && to.row <= lastLine && to.column <= lastLine;
  return isInside ? place(slots, name, to) : [...slots];
}

/** Behind the last slot of the last row; a full row (of eight, as benches mostly are) begins a new one. */
const rowLength = 8;
export function freeCell(slots: readonly Slot[], length = rowLength): Cell {
  const placed = slots.map(cellOf).filter((cell) => cell !== undefined);
  const row = Math.max(0, ...placed.map((cell) => cell.row));
  const column = Math.max(-1, ...placed.filter((cell) => cell.row === row).map((cell) => cell.column)) + 1;
  return column < length || row === lastLine
    ? { row, column: Math.min(column, lastLine) }
    : { row: row + 1, column: 0 };
}

/** `03` after `02`, `A4` after `A3`: the highest number that is in use, and one. */
export function nextName(slots: readonly Slot[]): string {
  const numbered = slots
    .map(({ name }) => /^(.*?)(\d+)$/.exec(name))
    .filter((found) => found !== null)
    .map(([, prefix = '', digits = '0']) => ({ prefix, width: digits.length, number: Number(digits) }));
  const last = numbered.toSorted((a, b) => a.number - b.number).at(-1) ?? { prefix: '', width: 2, number: 0 };
  const taken = new Set(slots.map(({ name }) => name));
  for (let number = last.number + 1; ; number += 1) {
    const name = `${last.prefix}${String(number).padStart(last.width, '0')}`;
    if (!taken.has(name)) return name;
  }
}

/** What stays the same when a unit in this place is changed: the USB position where there is one. */
export const matchOf = (port: PortInfo): string => port.topology ?? port.id;

export function addSlot(slots: readonly Slot[], name: string, port: PortInfo): Slot[] {
  return [...slots, { name, match: matchOf(port), ...freeCell(slots) }];
}

export const removeSlot = (slots: readonly Slot[], name: string): Slot[] => slots.filter((slot) => slot.name !== name);

export const renameSlot = (slots: readonly Slot[], name: string, next: string): Slot[] =>
  slots.map((slot) => (slot.name === name ? { ...slot, name: next } : slot));

export type NameProblem = 'empty' | 'taken' | 'long';
const maxNameChars = 32;

export function nameProblem(slots: readonly Slot[], name: string, own?: string): NameProblem | undefined {
  if (name === '') return 'empty';
  if (name.length > maxNameChars) return 'long';
  return name !== own && slots.some((slot) => slot.name === name) ? 'taken' : undefined;
}
