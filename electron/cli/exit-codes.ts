// Owns: what the exit code says. Imports contract only. docs/cli.md has the table.
import type { SlipwayError } from '../contract/errors.ts';
import type { Outcome } from '../contract/job.ts';

export const exitCodes = { PASS: 0, FAIL: 1, usage: 2, ERROR: 3, TIMEOUT: 4, ABORTED: 5 } as const;

/** From best to worst. A station that is bad (ERROR) is worse than any unit, as it may be bad for all that follow. */
const severity: readonly Outcome[] = ['PASS', 'FAIL', 'TIMEOUT', 'ABORTED', 'ERROR'];

/** The exit code of several slots: that of the worst outcome. */
export function exitCodeOf(outcomes: readonly Outcome[]): number {
  const worst = outcomes.reduce<Outcome>((a, b) => (severity.indexOf(b) > severity.indexOf(a) ? b : a), 'PASS');
  return exitCodes[worst];
}

export const exitCodeOfError = (error: SlipwayError): number =>
  error.code === 'station/usage' ? exitCodes.usage : exitCodes[error.entry.outcome];
