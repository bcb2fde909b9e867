// Owns: a unit with its whole life as one JSON text, for whoever must look into it elsewhere. Imports data and contract.
import type { JournalEvent } from '../../../../electron/contract/events.ts';
import type { RunDetail, UnitDetail } from '../../../../electron/contract/records.ts';
import type { SlipwayClient } from '../../../data/index.ts';

export interface UnitFile {
  readonly format: 'slipway-unit';
  readonly version: 1;
  readonly exportedAt: string;
  readonly station: string;
  readonly detail: UnitDetail;
  readonly runs: readonly RunDetail[];
  readonly journal: readonly JournalEvent[];
}

/** Everything that this station has on record about a unit; secrets are in none of it. */
export async function readUnitFile(client: SlipwayClient, unitId: string): Promise<UnitFile> {
  const [detail, journal, info] = await Promise.all([
    client.units.get({ unitId }),
    readUnitEvents(client, unitId),
    client.station.info(),
  ]);
  const runs: RunDetail[] = [];
  for (const { runId } of detail.runs) runs.push(await client.runs.get({ runId }));
  const exportedAt = new Date().toISOString();
  return { format: 'slipway-unit', version: 1, exportedAt, station: info.name, detail, runs, journal };
}

/** A page of the journal; more than most units ever have. */
const pageEvents = 1_000;

/** The whole journal of a unit, page by page. */
export async function readUnitEvents(
  client: SlipwayClient,
  unitId: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for (;;) {
    const page = await client.units.events({ unitId, after: events.at(-1)?.seq ?? 0, limit: pageEvents }, options);
    if (page.length === 0) return events;
    events.push(...page);
  }
}
