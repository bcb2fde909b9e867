// Owns: which units a stretch of the journal is about. Imports contract only. Pure.
import type { JournalEvent } from '../../../../electron/contract/events.ts';
import type { UnitRecord } from '../../../../electron/contract/records.ts';

export interface Touched {
  readonly unitIds: ReadonlySet<string>;
  readonly runIds: ReadonlySet<string>;
}

export const untouched: Touched = { unitIds: new Set(), runIds: new Set() };

/** What the event changes in the list of units; `before` itself where it changes nothing there. */
export function touch(before: Touched, { body }: JournalEvent): Touched {
  switch (body.kind) {
    case 'unit.seen':
    case 'run.unit':
    case 'unit.decided':
    case 'serial.reserved':
    case 'serial.released':
    case 'identity.issued':
    case 'identity.voided':
      return { ...before, unitIds: new Set([...before.unitIds, body.unitId]) };
    // Its end does not name the unit; the record of the unit names the run.
    case 'run.finished':
    case 'run.interrupted':
      return { ...before, runIds: new Set([...before.runIds, body.runId]) };
    default:
      return before;
  }
}

export const isTouched = ({ unitId, lastRunId }: UnitRecord, { unitIds, runIds }: Touched): boolean =>
  unitIds.has(unitId) || (lastRunId !== null && runIds.has(lastRunId));
