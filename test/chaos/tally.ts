/** Counts by name. */
export interface Tally {
  add(name: string): void;
  count(name: string): number;
  /** Most frequent first. */
  entries(): readonly (readonly [string, number])[];
}

export function createTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add: (name) => void counts.set(name, (counts.get(name) ?? 0) + 1),
    count: (name) => counts.get(name) ?? 0,
    entries: () => [...counts].toSorted(([, a], [, b]) => b - a),
  };
}

export const inWords = (tally: Tally): string =>
  tally
    .entries()
    .map(([name, count]) => `${name}: ${count}`)
    .join('; ');
