// Owns: whether a slot fails too often to be chance: plain statistics that can be said in a sentence. Pure.
// Start reading at `suspectSlots`.
import type { Stats } from '../../../../electron/contract/stats.ts';

export interface SuspectSlot {
  readonly slot: string;
  readonly bad: number;
  readonly runs: number;
  readonly othersBad: number;
  readonly othersRuns: number;
  /** How often chance alone would make one slot of the line look like this, if all were equal. */
  readonly chance: number;
}

const fewestBad = 3;
const fewestRuns = 5;
/** Beyond this it is worth a person's walk to the bench. */
const suspiciousBelow = 0.01;

/**
 * Failures and errors of a slot against those of all others: the binomial tail at the rate of the others, times the
 * number of slots, because each of them could have been the one that stands out.
 */
export function suspectSlots(bySlot: Stats['bySlot']): SuspectSlot[] {
  const rows = bySlot.map(({ slot, passed, failed, errors }) => ({
    slot,
    bad: failed + errors,
    runs: passed + failed + errors,
  }));
  const allBad = rows.reduce((sum, { bad }) => sum + bad, 0);
  const allRuns = rows.reduce((sum, { runs }) => sum + runs, 0);
  return rows
    .map(({ slot, bad, runs }): SuspectSlot => {
      const othersBad = allBad - bad;
      const othersRuns = allRuns - runs;
      // One failure more than seen: a line that never failed has not proven that it cannot.
      const rate = (othersBad + 1) / (othersRuns + 2);
      return {
        slot,
        bad,
        runs,
        othersBad,
        othersRuns,
        chance: Math.min(1, binomialTail(runs, bad, rate) * rows.length),
      };
    })
    .filter(
      ({ bad, runs, othersRuns, chance }) =>
        bad >= fewestBad && runs >= fewestRuns && othersRuns >= fewestRuns && chance < suspiciousBelow,
    )
    .sort((a, b) => a.chance - b.chance);
}

/** The chance of `atLeast` or more of `n` where each has the chance `p`. */
export function binomialTail(n: number, atLeast: number, p: number): number {
  if (atLeast <= 0) return 1;
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  // Summed from logarithms: the factorials of a shift overflow.
  let logTerm = atLeast * Math.log(p) + (n - atLeast) * Math.log1p(-p) + logChoose(n, atLeast);
  let sum = 0;
  for (let k = atLeast; k <= n; k++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}
