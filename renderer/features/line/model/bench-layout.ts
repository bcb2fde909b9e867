// Owns: where each tile stands: in the shape of the bench, else in the grid that gives the largest tiles. Pure.
// Start reading at `benchLayout`.

export interface Placeable {
  readonly slot: string;
  readonly row: number | null;
  readonly column: number | null;
}

export interface Place {
  readonly slot: string;
  /** From 1, as CSS grid counts. */
  readonly row: number;
  readonly column: number;
}

export interface BenchLayout {
  readonly rows: number;
  readonly columns: number;
  readonly places: readonly Place[];
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** A tile reads best a little wider than high. */
const idealAspect = 1.35;
const gap = 8;

/**
 * Slots that somebody placed keep their rows, columns and gaps; outer rows and columns that nobody uses take no room.
 * The others follow in rows of the same width below them.
 */
export function benchLayout(slots: readonly Placeable[], room: Room): BenchLayout {
  const placed: (Placeable & { row: number; column: number })[] = [];
  const loose: Placeable[] = [];
  const taken = new Set<string>();
  for (const slot of slots) {
    const { row, column } = slot;
    const at = `${row}/${column}`;
    // Two slots on one place: the second is shown beside the bench rather than on top of the first.
    if (row === null || column === null || taken.has(at)) loose.push(slot);
    else {
      taken.add(at);
      placed.push({ ...slot, row, column });
    }
  }
  if (placed.length === 0) return looseLayout(slots, bestColumns(slots.length, room));

  const top = Math.min(...placed.map(({ row }) => row));
  const left = Math.min(...placed.map(({ column }) => column));
  const rows = Math.max(...placed.map(({ row }) => row)) - top + 1;
  const columns = Math.max(...placed.map(({ column }) => column)) - left + 1;
  const below = looseLayout(loose, columns);
  return {
    rows: rows + below.rows,
    columns,
    places: [
      ...placed.map(({ slot, row, column }) => ({ slot, row: row - top + 1, column: column - left + 1 })),
      ...below.places.map((place) => ({ ...place, row: place.row + rows })),
    ],
  };
}

function looseLayout(slots: readonly Placeable[], columns: number): BenchLayout {
  return {
    rows: Math.ceil(slots.length / columns),
    columns,
    places: slots.map(({ slot }, index) => ({
      slot,
      row: Math.floor(index / columns) + 1,
      column: (index % columns) + 1,
    })),
  };
}

/** The number of columns with which the tiles come nearest to a good shape and leave the fewest holes. */
export function bestColumns(count: number, room: Room): number {
  const width = Math.max(1, room.width);
  const height = Math.max(1, room.height);
  let best = 1;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.ceil(count / columns);
    const tileWidth = (width - gap * (columns - 1)) / columns;
    const tileHeight = (height - gap * (rows - 1)) / rows;
    if (tileWidth <= 0 || tileHeight <= 0) continue;
    // What counts is how large the words can be: the side that is short of the ideal shape limits them.
    const size = Math.min(tileWidth / idealAspect, tileHeight);
    const holes = (rows * columns - count) / (rows * columns);
    // A full grid is worth tiles that are a little smaller: benches are built in rows.
    const score = size * (1 - 2 * holes);
    if (score > bestScore) {
      bestScore = score;
      best = columns;
    }
  }
  return best;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The slot that an arrow key goes to: the nearest in that direction, gaps of the bench included; itself at the edge. */
export function neighbour(layout: BenchLayout, from: string, direction: Direction): string {
  const here = layout.places.find(({ slot }) => slot === from);
  if (here === undefined) return layout.places[0]?.slot ?? from;
  const isSideways = direction === 'left' || direction === 'right';
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  let best: { slot: string; distance: number } | undefined;
  for (const { slot, row, column } of layout.places) {
    const along = (isSideways ? column - here.column : row - here.row) * sign;
    const across = Math.abs(isSideways ? row - here.row : column - here.column);
    // Sideways stays in its row; up and down may slide over a gap.
    if (along <= 0 || (isSideways && across > 0)) continue;
    const distance = along + across * 0.9;
    if (best === undefined || distance < best.distance) best = { slot, distance };
  }
  return best?.slot ?? from;
}
