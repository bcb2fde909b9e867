// Owns: who is to blame by an error's code. Imports contract/errors.
import { type ErrorReport, errorCatalogue, isErrorCode } from '../../../electron/contract/errors.ts';
import type { Outcome } from '../../../electron/contract/job.ts';

/** A newer engine may know errors that this window does not: nobody calls a unit bad for those. */
export const outcomeOf = ({ code }: ErrorReport): Outcome =>
  isErrorCode(code) ? errorCatalogue[code].outcome : 'ERROR';
