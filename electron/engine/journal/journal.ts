// Owns: the interface of the journal. May import contract and util. `openJournal` in store.ts implements it on SQLite.
// State is a fold over events; the tables that make lookups fast are projections written in the same transaction.
// Start reading at `Journal`.

import type * as z from 'zod';
import type { HardwareIdentity } from '../../contract/device.ts';
import type { ErrorReport } from '../../contract/errors.ts';
import type { JournalBody, JournalEvent } from '../../contract/events.ts';
import type { Outcome, RunStatus, StepKind } from '../../contract/job.ts';
import type { OutboxEntry, RunDetail, RunRecord, UnitRecord, UnitStatus } from '../../contract/records.ts';
import type { UnitFailure } from '../../contract/unit-failure.ts';

export interface Page<T> {
  readonly rows: T[];
  readonly nextCursor: string | null;
}

/** A serial number and who has it. A released number stays here for ever and is not given out again by itself. */
export interface SerialRow {
  readonly serial: string;
  readonly unitId: string;
  readonly runId: string;
  readonly scheme: string;
  readonly number: number | null;
  readonly state: 'reserved' | 'issued' | 'confirmed' | 'released';
}

export interface KeyRow {
  readonly keyFingerprint: string;
  readonly unitId: string;
  readonly serial: string;
  readonly keyType: 'ed25519' | 'ecdsa-p256';
  readonly publicKeyPem: string;
  readonly certificatePem: string | null;
  readonly state: 'issued' | 'confirmed' | 'voided';
}

/** A run that has ended, or that a crash cut off, as statistics need it. */
export interface EndedRun {
  readonly ord: number;
  readonly unitId: string | null;
  readonly slot: string;
  /** Null for one that was cut off. */
  readonly outcome: Outcome | null;
  readonly errorCode: string | null;
  readonly failedStep: StepKind | null;
  readonly durationMs: number | null;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
}

/** An order of the line; `passed` counts each unit once. */
export interface OrderRow {
  readonly name: string;
  readonly product: string;
  readonly quantity: number;
  readonly passed: number;
  readonly openedAtMs: number;
}

/** The newest run of a unit, where that is a pass: what is on the unit now. */
export interface UnitPass {
  readonly runId: string;
  readonly slot: string;
  readonly serial: string | null;
  readonly finishedAtMs: number;
  readonly recipeHash: string | null;
}

/** What the outbox holds for one fleet; `lastError` is that of its newest entry that is not delivered. */
export interface FleetBacklog {
  readonly fleet: string;
  readonly waiting: number;
  readonly held: number;
  readonly delivered: number;
  readonly oldestWaitingAtMs: number | null;
  readonly lastError: ErrorReport | null;
}

/** What this station delivered of another station's file. */
export interface CarriedRow {
  readonly keyFingerprint: string;
  /** What the fleet answered. */
  readonly receipt: Readonly<Record<string, z.core.util.JSONType>>;
  readonly deliveredAtMs: number;
}

/** An irreversible or reversible act that was intended, and what became of it. */
export interface ActRow {
  readonly actId: string;
  readonly runId: string;
  readonly unitId: string;
  readonly act: string;
  readonly isIrreversible: boolean;
  readonly state: 'intended' | 'confirmed' | 'voided';
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Which units: all that is given must be so. `sinceMs` and `untilMs` are about the last change: from, and before. */
export interface UnitFilter {
  readonly text?: string | undefined;
  readonly status?: UnitStatus | undefined;
  readonly product?: string | undefined;
  readonly chip?: string | undefined;
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
}

export interface JournalReader {
  /** The same for as long as the journal is there, and of no other journal. */
  id(): string;
  lastSeq(): number;
  events(query: { afterSeq?: number; runId?: string; unitId?: string; limit?: number }): JournalEvent[];
  unit(unitId: string): UnitRecord | undefined;
  unitByHardwareId(hardwareId: string): UnitRecord | undefined;
  unitByMac(mac: string): UnitRecord | undefined;
  unitBySerial(serial: string): UnitRecord | undefined;
  hardwareOf(unitId: string): HardwareIdentity | undefined;
  /** `text` is matched as a prefix of serial number, MAC, key fingerprint, hardware id or unit id; newest first. */
  searchUnits(query: UnitFilter & { limit: number; cursor?: string | undefined }): Page<UnitRecord>;
  /** How many units the filter finds; counting stops at `atMost`. */
  countMatches(filter: UnitFilter, atMost: number): { count: number; isExact: boolean };
  /** The products that units have, by name. */
  unitProducts(): string[];
  countUnits(): number;
  run(runId: string): RunRecord | undefined;
  runDetail(runId: string): RunDetail | undefined;
  runs(query: {
    unitId?: string | undefined;
    status?: RunStatus | undefined;
    outcome?: Outcome | undefined;
    slot?: string | undefined;
    /** By the time of the start: from `sinceMs` on, before `untilMs`. */
    sinceMs?: number | undefined;
    untilMs?: number | undefined;
    limit: number;
    cursor?: string | undefined;
  }): Page<RunRecord>;
  /** Runs that ended from `sinceMs` on and before `untilMs`, in that order, after the last one of the page before. */
  endedRuns(query: {
    sinceMs: number;
    untilMs?: number | undefined;
    product?: string | undefined;
    after?: Pick<EndedRun, 'finishedAtMs' | 'ord'> | undefined;
    limit: number;
  }): EndedRun[];
  /** Undefined where the unit's newest run did not pass. */
  passOfUnit(unitId: string): UnitPass | undefined;
  /** Undefined where the newest run that judged the unit passed, and where none has. */
  failureOfUnit(unitId: string): UnitFailure | undefined;
  order(name: string, product: string): OrderRow | undefined;
  hasPassedForOrder(name: string, product: string, unitId: string): boolean;
  serial(serial: string): SerialRow | undefined;
  /** The serial number that this unit has or had reserved, newest first; released ones excluded. */
  serialOfUnit(unitId: string): SerialRow | undefined;
  /** Highest number ever given out under a scheme; undefined if none. */
  lastNumber(scheme: string): number | undefined;
  /** Every serial ever given out under this scheme (for pools). */
  hasSerial(serial: string): boolean;
  key(keyFingerprint: string): KeyRow | undefined;
  /** The unit's key that is issued or confirmed; voided ones excluded. */
  keyOfUnit(unitId: string): KeyRow | undefined;
  /** Acts of a unit whose end is not known. */
  openActs(unitId: string): ActRow[];
  outboxEntry(entryId: string): OutboxEntry | undefined;
  outboxByKey(idempotencyKey: string): OutboxEntry | undefined;
  outbox(query: {
    state?: OutboxEntry['state'] | undefined;
    limit: number;
    cursor?: string | undefined;
  }): Page<OutboxEntry>;
  /** Entries waiting whose time has come, oldest first. */
  outboxDue(nowMs: number, limit: number): OutboxEntry[];
  outboxByFleet(): FleetBacklog[];
  countOutbox(state: OutboxEntry['state']): number;
  /** `entryId` is that of the station with this key. */
  carried(stationKeyId: string, entryId: string): CarriedRow | undefined;
  latestBundle(product: string): { version: string; manifestHash: string } | undefined;
}

export interface Journal extends JournalReader {
  /**
   * Appends in one durable transaction (fsync before return) and tells subscribers afterwards.
   * Rejects duplicates with identity/duplicate-*, naming the other unit. Throws journal/disk-full, journal/unwritable.
   */
  append(...bodies: JournalBody[]): JournalEvent[];
  /** Reads and appends in one transaction: nothing comes between. `work` must be synchronous. */
  transact<T>(work: () => T): T;
  /** Called after each durable append, in order. */
  subscribe(listener: (event: JournalEvent) => void): () => void;
  close(): void;
}
