// Owns: units as clients read them, and a person's decision about one. May import contract, the journal and recovery.
// Start reading at `createUnitsCalls`.

import { SlipwayError } from '../../contract/errors.ts';
import type { JournalEvent } from '../../contract/events.ts';
import type { UnitRecord } from '../../contract/records.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import type { Engine } from '../engine.ts';
import { tryDescribeCertificate } from '../identity/describe-certificate.ts';
import { decide } from '../job/recovery.ts';
import type { Journal, UnitFilter } from '../journal/journal.ts';

const exportPageSize = 500;
const eventsPageSize = 500;

export function createUnitsCalls(deps: {
  readonly journal: Journal;
  readonly settleableActs: ReadonlySet<string>;
}): Engine['units'] {
  const { journal } = deps;

  async function* exportUnits(filter: UnitFilter, signal: AbortSignal): AsyncGenerator<UnitRecord[], void, void> {
    let cursor: string | undefined;
    do {
      signal.throwIfAborted();
      const page = journal.searchUnits({ ...filter, limit: exportPageSize, cursor });
      if (page.rows.length > 0) yield page.rows;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** As many as asked for, if there are so many: consoles that are left out must not make a page look like the last one. */
  function eventsOf(unitId: string, after: number, limit: number): JournalEvent[] {
    const events: JournalEvent[] = [];
    let afterSeq = after;
    while (events.length < limit) {
      const rows = journal.events({ unitId, afterSeq, limit: eventsPageSize });
      events.push(...rows.filter(({ body }) => body.kind !== 'console.captured'));
      if (rows.length < eventsPageSize) break;
      afterSeq = rows.at(-1)?.seq ?? afterSeq;
    }
    return events.slice(0, limit);
  }

  return {
    search: async (query) => journal.searchUnits(query),
    count: async ({ atMost, ...filter }) => journal.countMatches(filter, atMost),
    products: async () => journal.unitProducts(),
    get: async ({ unitId }) => {
      const unit = found(journal.unit(unitId) ?? journal.unitBySerial(unitId), say('unit-not-found', { unitId }));
      const key = journal.keyOfUnit(unit.unitId);
      return {
        unit,
        hardware: found(journal.hardwareOf(unit.unitId), say('unit-not-found', { unitId: unit.unitId })),
        certificatePem: key?.certificatePem ?? null,
        certificate: (key?.certificatePem ? tryDescribeCertificate(key.certificatePem) : undefined) ?? null,
        publicKeyPem: key?.publicKeyPem ?? null,
        runs: journal.runs({ unitId: unit.unitId, limit: 1000 }).rows,
        failure: journal.failureOfUnit(unit.unitId) ?? null,
      };
    },
    events: async ({ unitId, after, limit }) =>
      eventsOf(found(journal.unit(unitId), say('unit-not-found', { unitId })).unitId, after, limit),
    decide: async ({ unitId, decision, operator, reason }) => {
      decide(deps, { unitId, decision, operator, reason });
      return { ok: true };
    },
    export: async (filter, { signal }) => exportUnits(filter, signal),
  };
}

/** Throws job/not-found, naming what is not there. */
export function found<T>(value: T | undefined, missing: Sentence): T {
  if (value === undefined) throw new SlipwayError('job/not-found', missing);
  return value;
}
