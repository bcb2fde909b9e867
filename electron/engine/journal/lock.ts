import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { openDatabase, translating } from './db.ts';

const ownerSchema = z.object({
  pid: z.int(),
  host: z.string(),
  sinceMs: z.number(),
  version: z.string(),
  hasJournal: z.boolean(),
});
type Owner = z.infer<typeof ownerSchema>;

export interface StationLock {
  /** A journal was made here before: where it is gone now, it was lost, and must not be started over silently. */
  readonly hadJournal: boolean;
  markJournalMade(): void;
  release(): void;
}

/**
 * Makes this process the only station that writes the journal. The lock is the operating system's lock on a file
 * beside the journal, so it ends with its process however that ends; the owner's name is in a second file,
 * because a locked file cannot be read. Throws journal/locked naming who holds it.
 */
export async function acquireStationLock(
  journalPath: string,
  me: { readonly version: string; readonly nowMs: number },
): Promise<StationLock> {
  const lockPath = `${journalPath}.lock`;
  const ownerPath = `${journalPath}.owner.json`;
  const db = await openDatabase(lockPath, { busyTimeoutMs: 0 });
  const write = (hasJournal: boolean) => {
    const owner: Owner = { pid: process.pid, host: hostname(), sinceMs: me.nowMs, version: me.version, hasJournal };
    // Renamed into place: a reader sees the old owner or the new one, never half of one.
    translating(ownerPath, () => {
      writeFileSync(`${ownerPath}.new`, JSON.stringify(owner));
      renameSync(`${ownerPath}.new`, ownerPath);
    });
  };
  try {
    translating(lockPath, () => db.exec('BEGIN EXCLUSIVE'));
    const hadJournal = tryReadOwner(ownerPath)?.hasJournal ?? false;
    write(hadJournal);
    return { hadJournal, markJournalMade: () => write(true), release: () => db.close() };
  } catch (thrown) {
    db.close();
    if (thrown instanceof SlipwayError && thrown.code === 'journal/locked') throw lockedBy(journalPath, ownerPath);
    throw thrown;
  }
}

function lockedBy(journalPath: string, ownerPath: string): SlipwayError {
  const owner = tryReadOwner(ownerPath);
  const path = journalPath;
  if (owner === undefined) return new SlipwayError('journal/locked', say('journal-in-use', { path }));
  const { pid, host, version, sinceMs } = owner;
  const since = new Date(sinceMs).toISOString();
  return new SlipwayError('journal/locked', say('journal-in-use-by', { path, pid, host, version, since }));
}

function tryReadOwner(path: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
