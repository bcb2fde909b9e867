// Owns: what a row of the catalogue of errors is. Imports nothing.

/** Which part of the system noticed. */
export type ErrorLayer =
  | 'recipe'
  | 'bundle'
  | 'image'
  | 'port'
  | 'device'
  | 'boot'
  | 'measure'
  | 'identity'
  | 'secret'
  | 'journal'
  | 'fleet'
  | 'wire'
  | 'job'
  | 'station';

/**
 * Whether trying again can help, and what may be tried again.
 * `never`: the input must change first. `step`: the runner may repeat the step by itself.
 * `run`: a person may start the run again. `later`: a queue tries again with back-off.
 */
export type RetryClass = 'never' | 'step' | 'run' | 'later';

/** How a run that ends with this error is counted: the unit is bad (FAIL) or the station is (ERROR). */
export type ErrorOutcome = 'FAIL' | 'ERROR' | 'TIMEOUT' | 'ABORTED';

/** One row of the catalogue. `title` fits on a tile; `meaning` and `action` are full sentences. */
export interface ErrorEntry {
  readonly retry: RetryClass;
  readonly outcome: ErrorOutcome;
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
}

/** A row by its columns, so that the catalogue reads as a table. */
export const row = (
  retry: RetryClass,
  outcome: ErrorOutcome,
  title: string,
  meaning: string,
  action: string,
): ErrorEntry => ({
  retry,
  outcome,
  title,
  meaning,
  action,
});
