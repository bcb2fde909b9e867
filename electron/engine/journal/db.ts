// Owns: the only import of better-sqlite3, and what SQLite's errors mean here. May import contract.
// The native module is loaded only after the check of the runtime: on Node 20 loading it crashes the process.
// Start reading at `openDatabase`.

import type BetterSqlite3 from 'better-sqlite3';
import { SlipwayError } from '../../contract/errors.ts';
import type { NamedContext } from '../../contract/evidence.ts';
import { say } from '../../contract/sentences.ts';

export type Database = BetterSqlite3.Database;

export interface RuntimeVersions {
  readonly node: string;
  readonly napi?: string | undefined;
}

/** better-sqlite3 13 is built against Node-API 10, which Node has since 22.14 (nodejs.org/api/n-api.html, version matrix). */
const neededNodeApi = 10;
const neededNodeMajor = 22;

/** Throws station/node-too-old where better-sqlite3 would crash instead of failing. */
export function assertNodeCanOpenDatabases(versions: RuntimeVersions): void {
  const major = Number.parseInt(versions.node, 10);
  const nodeApi = Number.parseInt(versions.napi ?? '0', 10);
  if (major >= neededNodeMajor && nodeApi >= neededNodeApi) return;
  throw new SlipwayError(
    'station/node-too-old',
    `The journal needs Node ${neededNodeMajor} with Node-API ${neededNodeApi}; this is Node ${versions.node} with Node-API ${versions.napi ?? 'unknown'}.`,
    { context: { node: versions.node, nodeApi: versions.napi ?? null, neededNodeMajor, neededNodeApi } },
  );
}

export interface OpenDatabaseOptions {
  readonly isReadOnly?: boolean;
  /** How long a statement waits for another connection's lock. */
  readonly busyTimeoutMs: number;
  readonly versions?: RuntimeVersions;
}

/** Opens a database file as it is: no pragma is set and nothing is read yet. */
export async function openDatabase(path: string, options: OpenDatabaseOptions): Promise<Database> {
  assertNodeCanOpenDatabases(options.versions ?? process.versions);
  const { default: Sqlite } = await import('better-sqlite3');
  const isReadOnly = options.isReadOnly ?? false;
  return translating(
    path,
    () => new Sqlite(path, { readonly: isReadOnly, fileMustExist: isReadOnly, timeout: options.busyTimeoutMs }),
  );
}

/** Runs `work`; what SQLite or the file system throws comes out as a SlipwayError. */
export function translating<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw translateDatabaseError(path, thrown);
  }
}

/** The meaning of a failure of SQLite or of the file system; anything else comes back as it is. */
export function translateDatabaseError(path: string, thrown: unknown): unknown {
  if (thrown instanceof SlipwayError || !(thrown instanceof Error)) return thrown;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  const context: NamedContext = { path, sqlite: code };
  // A shared-memory file that cannot grow is how a full disk looks to a reader in WAL mode.
  if (/^(?:SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/.test(code)) {
    return new SlipwayError('journal/disk-full', say('journal-disk-full', { path, sqlite: code }), {
      context,
      cause: thrown,
    });
  }
  if (isDamageCode(code)) {
    return new SlipwayError('journal/damaged', say('journal-damaged', { path, reason: thrown.message, sqlite: code }), {
      context,
      cause: thrown,
    });
  }
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) {
    return new SlipwayError('journal/locked', say('journal-locked', { path, sqlite: code }), {
      context,
      cause: thrown,
    });
  }
  if (
    /^SQLITE_(?:READONLY|CANTOPEN|PERM|AUTH|IOERR)/.test(code) ||
    /^(?:EACCES|EPERM|EROFS|ENOTDIR|EEXIST|EIO)$/.test(code)
  ) {
    return new SlipwayError(
      'journal/unwritable',
      say('journal-unwritable', { path, reason: thrown.message, sqlite: code }),
      {
        context,
        cause: thrown,
      },
    );
  }
  if (code.startsWith('SQLITE_')) {
    return new SlipwayError('station/internal', `The journal refused: ${thrown.message} (${code}).`, {
      context,
      cause: thrown,
    });
  }
  return thrown;
}

const isDamageCode = (code: string) => /^SQLITE_(?:CORRUPT|NOTADB)/.test(code);
