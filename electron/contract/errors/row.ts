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

/**
 * Where a unit goes that failed with this error: what `action` says, as a choice that code can take. `reject`: into the red
 * tray. `final`: into the red tray too, never to be shipped, and never begun again unless a person decides so in its record.
 * `again`: try once more as it is. `check`: mend what the action names (cable, power, mode), then try again. `plug`: the unit
 * is not bad, it was pulled out. `swap`: the unit is not bad, it is the wrong one here.
 */
export type UnitAdvice = 'reject' | 'final' | 'again' | 'check' | 'plug' | 'swap';

/** One row of the catalogue. `title` fits on a tile; `meaning` and `action` are full sentences. */
export interface ErrorEntry {
  readonly retry: RetryClass;
  readonly outcome: ErrorOutcome;
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
  /** Absent where the unit is not what failed: the station's errors, and what a person stopped. */
  readonly advice?: UnitAdvice;
}

/** A row by its columns, so that the catalogue reads as a table. */
export const row = (
  retry: RetryClass,
  outcome: ErrorOutcome,
  title: string,
  meaning: string,
  action: string,
  advice?: UnitAdvice,
): ErrorEntry => ({
  retry,
  outcome,
  title,
  meaning,
  action,
  ...(advice === undefined ? {} : { advice }),
});
