// Owns: a real journal in a file, with units to write about. Imports the engine's journal. Start at `openTestJournal`.
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type JournalStore, openJournal } from '../../electron/engine/journal/store.ts';
import type { Clock } from '../../electron/engine/util/clock.ts';
import { useTempDir } from '../support/temp-dir.ts';

export interface TestJournal {
  readonly journal: JournalStore;
  readonly filePath: string;
  /** Journals the unit, once. */
  see(unitId: string): void;
}

/** Opens a new journal, or the one at `filePath` again; closed when the test ends. Call inside a test. */
export async function openTestJournal(
  clock: Clock,
  filePath = path.join(useTempDir(), 'journal.db'),
): Promise<TestJournal> {
  const journal = await openJournal({ path: filePath, clock, version: '0.0.0-test' });
  onTestFinished(() => journal.close());
  return {
    journal,
    filePath,
    see(unitId) {
      if (journal.unit(unitId) !== undefined) return;
      const hardware = { hardwareId: `test:${unitId}`, family: 'esp', chip: 'esp32c3', details: {} };
      journal.append({ kind: 'unit.seen', unitId, hardware });
    },
  };
}
