import type { OutboxEntry } from '../../contract/records.ts';
import type { JournalReader } from '../journal/journal.ts';

const pageSize = 500;

/** All entries that are not delivered: first those that wait, then those that are held; newest first in each. */
export function* openEntries(journal: JournalReader): Generator<OutboxEntry> {
  for (const state of ['waiting', 'held'] as const) {
    let cursor: string | undefined;
    do {
      const page = journal.outbox({ state, limit: pageSize, cursor });
      yield* page.rows;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}
