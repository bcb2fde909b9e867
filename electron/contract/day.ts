// Owns: where the local day begins, by which stations are asked for what was done. Imports nothing: pages load it.

/** Midnight that began the local day so many days away; days of 23 and 25 hours included. Unix time in milliseconds. */
export function startOfDay(atMs: number, days = 0): number {
  const date = new Date(atMs);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}
