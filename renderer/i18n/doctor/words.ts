// Owns: the form in which a language says what the doctor found. Imports contract types.
import type { DoctorCheckId, DoctorFinding, DoctorRemedy } from '../../../electron/contract/doctor.ts';

/** `run-command` has no words: the command itself is shown. `trust-in-library` is the window's own in place of one. */
type WordedRemedy = Exclude<DoctorRemedy['code'], 'run-command'> | 'trust-in-library';

/** One text for each check, finding and remedy of the contract; one that is missing does not compile. */
export type DoctorWords = Readonly<
  Record<
    `check_${DoctorCheckId}` | `why_${DoctorCheckId}` | `finding_${DoctorFinding['code']}` | `remedy_${WordedRemedy}`,
    string
  >
>;
