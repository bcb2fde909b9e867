// Owns: the form in which a language names evidence. Imports contract types.
import type { EvidenceName, EvidenceWord } from '../../../electron/contract/evidence.ts';

/** A name and a value may be spelt alike, so each has its prefix. One that is missing does not compile. */
export type EvidenceWords = Readonly<Record<`name_${EvidenceName}` | `value_${EvidenceWord}`, string>>;
