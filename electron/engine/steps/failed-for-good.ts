// Owns: the refusal of a unit whose last judged run ended with a final error: it is not shipped, and not begun again by any
// run. May import contract and the journal's interface. The line asks it of who is in a slot, a run before it writes.
import { SlipwayError } from '../../contract/errors.ts';
import type { UnitRecord } from '../../contract/records.ts';
import { say } from '../../contract/sentences.ts';
import type { UnitFailure } from '../../contract/unit-failure.ts';
import type { JournalReader } from '../journal/journal.ts';

export interface FailedForGood {
  readonly failure: UnitFailure;
  readonly error: SlipwayError;
}

/** Undefined for a unit that may be begun; so it may where a person has decided that it is tried again. */
export function tryFailedForGood(
  journal: Pick<JournalReader, 'failureOfUnit'>,
  { unitId, serial }: UnitRecord,
): FailedForGood | undefined {
  const failure = journal.failureOfUnit(unitId);
  if (failure?.isFinal !== true || failure.error === null) return undefined;
  const { runId, slot, finishedAtMs, error: report } = failure;
  const cause = new SlipwayError(report.code, report.message, { context: report.context }).sentence;
  const said = say('unit-failed-for-good', { unit: serial ?? unitId, otherSlot: slot, cause });
  const context = { unitId, runId, finishedAtMs, code: report.code };
  return { failure, error: new SlipwayError('job/failed-for-good', said, { context }) };
}
