// Owns: the order of the doctor's findings and what is a command. Imports the contract. Pure.
import type { DoctorCheck } from '../../../../electron/contract/api.ts';

const urgency: Readonly<Record<DoctorCheck['state'], number>> = { problem: 0, warning: 1, ok: 2, 'not-applicable': 3 };

/** What must be mended first; within that the engine's own order. */
export const byUrgency = (checks: readonly DoctorCheck[]): DoctorCheck[] =>
  checks.toSorted((a, b) => urgency[a.state] - urgency[b.state]);

/** Some mends are commands to copy, others are sentences to follow. */
export const isCommand = (mend: string): boolean => /^(?:sudo|npm|npx|slipway|chmod|chown)\s/.test(mend);
