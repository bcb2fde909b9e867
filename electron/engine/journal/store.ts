// Owns: the journal on SQLite, and the order in which an append reaches disk, tables and listeners.
// May import contract, util, and the pure fold in job/machine.ts. Start reading at `openJournal`.
import * as z from 'zod';
import { isFinalForUnit, SlipwayError } from '../../contract/errors.ts';
import { type JournalBody, type JournalEvent, journalBodySchema } from '../../contract/events.ts';
import type { RunDetail } from '../../contract/records.ts';
import { say } from '../../contract/sentences.ts';
import { foldReadable } from '../job/machine.ts';
import type { Clock } from '../util/clock.ts';
import { createActsTable } from './acts-table.ts';
import { createBundlesTable } from './bundles-table.ts';
import { createCarriedTable } from './carried-table.ts';
import { assertNodeCanOpenDatabases, type RuntimeVersions, translating } from './db.ts';
import { createEndedRuns } from './ended-runs.ts';
import { createEventsTable } from './events-table.ts';
import type { Journal } from './journal.ts';
import { createKeysTable } from './keys-table.ts';
import { createMeasurementsTable } from './measurements-table.ts';
import { type CheckedDatabase, openCheckedDatabase } from './open.ts';
import { createOrdersTable } from './orders-table.ts';
import { createOutboxTable } from './outbox-table.ts';
import { createRunsTable } from './runs-table.ts';
import { createSerialsTable } from './serials-table.ts';
import type { Projection } from './table.ts';
import { createUnitsTable } from './units-table.ts';

export interface OpenJournalOptions {
  /** The database file, or `:memory:`. */
  readonly path: string;
  readonly clock: Clock;
  /** Slipway's version, for `station.opened` and for the name of the lock's owner. */
  readonly version: string;
  /** Reads beside a station that writes; takes no lock and changes nothing. */
  readonly readOnly?: boolean;
  /** Goes on although the clock is behind the last record: a person has looked at it. */
  readonly acceptClock?: boolean;
  /** A listener that throws stops nobody; this hears of it. Default: a process warning. */
  readonly onListenerError?: (thrown: unknown) => void;
  /** Upper limit of the file in pages of 4096 bytes; beyond it, appends fail with journal/disk-full. */
  readonly maxPageCount?: number;
  readonly versions?: RuntimeVersions;
}

/** The journal with what only its own tools need. */
export interface JournalStore extends Journal {
  /** Empties the projections and folds all events into them again; answers how many events there were. */
  rebuildProjections(): number;
  /** Every row of every projection, for comparison; keyed by table. */
  dumpProjections(): Record<string, unknown[]>;
}

/** How far the clock may be behind the last record: small corrections by NTP are no reason to stop a line. */
const clockToleranceMs = 5 * 60_000;

/** Opens the journal. Throws station/node-too-old, journal/locked, newer, damaged, unwritable, disk-full, clock-behind. */
export async function openJournal(options: OpenJournalOptions): Promise<JournalStore> {
  assertNodeCanOpenDatabases(options.versions ?? process.versions);
  const { path, clock, version, readOnly = false } = options;
  const checked = await openCheckedDatabase({
    path,
    version,
    isReadOnly: readOnly,
    nowMs: clock.nowMs(),
    versions: options.versions,
    maxPageCount: options.maxPageCount,
  });
  try {
    const store = createStore(checked, options);
    if (!readOnly) store.append({ kind: 'station.opened', version, node: process.versions.node, pid: process.pid });
    return store;
  } catch (thrown) {
    checked.db.close();
    checked.lock?.release();
    throw thrown;
  }
}

function createStore({ db, lock }: CheckedDatabase, options: OpenJournalOptions): JournalStore {
  const { path, clock, readOnly = false } = options;
  const events = createEventsTable(db);
  const runs = createRunsTable(db);
  const serials = createSerialsTable(db);
  const keys = createKeysTable(db);
  const units = createUnitsTable(db);
  const acts = createActsTable(db);
  const outbox = createOutboxTable(db);
  const bundles = createBundlesTable(db);
  const orders = createOrdersTable(db);
  const carried = createCarriedTable(db);
  const endedRuns = createEndedRuns(db);
  // In this order: an event's effect on a unit looks at its run, its serial number and its key.
  const projections: readonly Projection[] = [
    runs,
    serials,
    keys,
    units,
    acts,
    createMeasurementsTable(db),
    outbox,
    bundles,
    orders,
    carried,
  ];
  const listeners = createListeners(options.onListenerError ?? ((thrown) => process.emitWarning(String(thrown))));
  assertClock(events.lastAtMs(), options);

  const inTransaction = db.transaction((work: () => void) => work());
  let pending: JournalEvent[] = [];
  let isClosed = false;

  /** Nested calls are savepoints: what fails inside and is caught leaves nothing behind. */
  function transact<T>(work: () => T): T {
    assertWritable();
    const isOutermost = !db.inTransaction;
    const kept = isOutermost ? 0 : pending.length;
    const result: { value?: T } = {};
    try {
      translating(path, () =>
        inTransaction.immediate(() => {
          const value = work();
          if (value instanceof Promise) {
            throw new SlipwayError('station/internal', 'Work inside a transaction of the journal must not wait.');
          }
          result.value = value;
        }),
      );
    } catch (thrown) {
      pending = pending.slice(0, kept);
      throw thrown;
    }
    if (isOutermost) {
      const committed = pending;
      pending = [];
      listeners.deliver(committed);
    }
    return resultOf(result);
  }

  function append(...bodies: JournalBody[]): JournalEvent[] {
    const parsed = bodies.map(parseBody);
    return transact(() => {
      let seq = events.lastSeq();
      const atMs = Math.trunc(clock.nowMs());
      const appended = parsed.map((body): JournalEvent => {
        seq += 1;
        const event = { seq, atMs, body };
        events.insert(event);
        for (const projection of projections) projection.apply(event);
        return event;
      });
      pending.push(...appended);
      return appended;
    });
  }

  function assertWritable(): void {
    if (readOnly) {
      throw new SlipwayError('journal/unwritable', say('journal-read-only', { path }));
    }
    if (isClosed) throw new SlipwayError('journal/unwritable', say('journal-closed', { path }));
  }

  const tables = projections.flatMap((projection) => projection.tables);

  return {
    append,
    transact,
    subscribe: listeners.subscribe,
    id: events.id,
    lastSeq: events.lastSeq,
    events: (query) => translating(path, () => events.list(query)),
    unit: units.byId,
    unitByHardwareId: units.byHardwareId,
    unitByMac: units.byMac,
    unitBySerial: units.bySerial,
    hardwareOf: units.hardwareOf,
    searchUnits: (query) => translating(path, () => units.search(query)),
    countUnits: units.count,
    countMatches: (filter, atMost) => translating(path, () => units.countMatches(filter, atMost)),
    unitProducts: units.products,
    endedRuns: (query) => translating(path, () => endedRuns(query)),
    run: runs.byId,
    runDetail(runId) {
      const run = runs.byId(runId);
      const state = foldReadable(events.list({ runId }));
      if (run === undefined || state === undefined) return undefined;
      const { openActs: _openActs, failedStep: _failedStep, ...detail } = state;
      const { product, bundleHash } = detail.recipe;
      const signers = bundleHash === null ? [] : bundles.signersOf(product, bundleHash);
      return { ...detail, run, signers } satisfies RunDetail;
    },
    runs: (query) => translating(path, () => runs.list(query)),
    passOfUnit: runs.passOfUnit,
    failureOfUnit(unitId) {
      const failed = runs.failedOfUnit(unitId);
      if (failed === undefined) return undefined;
      const { ord, ...failure } = failed;
      const end = events.list({ runId: failure.runId }).findLast(({ body }) => body.kind === 'run.finished')?.body;
      const error = end?.kind === 'run.finished' ? end.error : null;
      const isDecided = () =>
        events
          .list({ unitId, afterSeq: ord })
          .some(({ body }) => body.kind === 'unit.decided' && body.decision === 'retry');
      return { ...failure, error, isFinal: isFinalForUnit(error?.code) && !isDecided() };
    },
    order: orders.byName,
    hasPassedForOrder: orders.hasPassed,
    serial: serials.bySerial,
    serialOfUnit: serials.ofUnit,
    lastNumber: serials.lastNumber,
    hasSerial: (serial) => serials.bySerial(serial) !== undefined,
    key: keys.byFingerprint,
    keyOfUnit: keys.ofUnit,
    openActs: acts.open,
    outboxEntry: outbox.byId,
    outboxByKey: outbox.byKey,
    outbox: outbox.list,
    outboxDue: outbox.due,
    outboxByFleet: outbox.byFleet,
    countOutbox: outbox.count,
    carried: carried.byEntry,
    latestBundle: bundles.latest,
    rebuildProjections: () =>
      transact(() => {
        db.pragma('defer_foreign_keys = ON');
        for (const table of tables) db.prepare(`DELETE FROM ${table}`).run();
        let count = 0;
        for (const event of events.all()) {
          for (const projection of projections) projection.apply(event);
          count += 1;
        }
        return count;
      }),
    dumpProjections: () =>
      Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()])),
    close() {
      if (isClosed) return;
      try {
        if (!readOnly) append({ kind: 'station.closed' });
      } catch {
        // A full disk must not keep the station from closing; the missing mark only says that it was not a clean end.
      } finally {
        isClosed = true;
        db.close();
        lock?.release();
      }
    },
  };
}

function parseBody(body: JournalBody): JournalBody {
  const parsed = journalBodySchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new SlipwayError(
    'station/internal',
    `An event ${String(body.kind)} does not fit the contract: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
    { context: { event: String(body.kind) }, cause: parsed.error },
  );
}

function assertClock(lastAtMs: number | undefined, { clock, readOnly, acceptClock }: OpenJournalOptions): void {
  if (lastAtMs === undefined || readOnly === true || acceptClock === true) return;
  const behindMs = lastAtMs - clock.nowMs();
  if (behindMs <= clockToleranceMs) return;
  throw new SlipwayError(
    'journal/clock-behind',
    say('journal-clock-behind', {
      now: new Date(clock.nowMs()).toISOString(),
      count: Math.round(behindMs / 60_000),
      last: new Date(lastAtMs).toISOString(),
    }),
    { context: { nowMs: clock.nowMs(), lastRecordAtMs: lastAtMs, behindMs } },
  );
}

/** `T` may itself be undefined, so presence is asked of the key. */
function resultOf<T>(result: { value?: T }): T {
  if ('value' in result) return result.value;
  throw new SlipwayError('station/internal', 'A transaction of the journal ended without a result.');
}

function createListeners(onError: (thrown: unknown) => void) {
  const listeners = new Set<{ readonly call: (event: JournalEvent) => void }>();
  const queue: JournalEvent[] = [];
  let isDelivering = false;
  return {
    subscribe(listener: (event: JournalEvent) => void): () => void {
      const entry = { call: listener };
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    /** A listener that appends is told of its own event after everybody has heard of the one before. */
    deliver(events: readonly JournalEvent[]): void {
      queue.push(...events);
      if (isDelivering) return;
      isDelivering = true;
      try {
        for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
          for (const { call } of [...listeners]) {
            try {
              call(event);
            } catch (thrown) {
              onError(thrown);
            }
          }
        }
      } finally {
        isDelivering = false;
      }
    },
  };
}
