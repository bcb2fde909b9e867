// Owns: the order of the doctor's findings. Imports the contract. Pure.
import type { DoctorCheck } from '../../../../electron/contract/doctor.ts';

const urgency: Readonly<Record<DoctorCheck['state'], number>> = { problem: 0, warning: 1, ok: 2, 'not-applicable': 3 };

/** What must be mended first; within that the engine's own order. */
export const byUrgency = (checks: readonly DoctorCheck[]): DoctorCheck[] =>
  checks.toSorted((a, b) => urgency[a.state] - urgency[b.state]);
