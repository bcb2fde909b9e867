// Owns: how results of checks and suites are added up. Imports nothing.

export interface Named {
  readonly name: string;
}

export interface Count {
  readonly passed: number;
  readonly failed: readonly Named[];
  readonly skipped: readonly Named[];
  /** Passed only at the second attempt, with what went wrong at the first: counted as passed, and never kept quiet. */
  readonly again?: readonly Named[];
}

export const sum = (counts: readonly Count[]): Count => ({
  passed: counts.reduce((total, count) => total + count.passed, 0),
  failed: counts.flatMap((count) => count.failed),
  skipped: counts.flatMap((count) => count.skipped),
  again: counts.flatMap((count) => count.again ?? []),
});
