// Owns: where a key leads in a list of rows. Imports nothing.

export interface Place {
  readonly active: number;
  readonly last: number;
  /** How many rows are seen at once. */
  readonly page: number;
}

/** Undefined where the key is not ours. */
export function targetOf(key: string, { active, last, page }: Place): number | undefined {
  const step = Math.max(1, page);
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, active + 1);
    case 'ArrowUp':
      return Math.max(0, active - 1);
    case 'PageDown':
      return Math.min(last, active + step);
    case 'PageUp':
      return Math.max(0, active - step);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case ' ':
      return active;
    default:
      return undefined;
  }
}
