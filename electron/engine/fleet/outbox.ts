// Owns: the durable queue towards fleets, their connectors and settings. May import contract, util and the journal's
// interface. Nothing is sent before it is journaled, and nothing is forgotten before its delivery is.
// Start reading at `createOutbox`; mender.ts and file.ts are the fleets, carry-file.ts the file for carrying by hand.
import { SlipwayError, toSlipwayError } from '../../contract/errors.ts';
import type { OutboxEntry } from '../../contract/records.ts';
import { say } from '../../contract/sentences.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock } from '../util/clock.ts';
import { type FleetConnector, type Preauthorize, preauthorizeTopic, type Receipt } from './connector.ts';
import { openEntries } from './entries.ts';
import { createFleetPace, type FleetPace } from './pace.ts';

export interface PreauthorizeRequest extends Preauthorize {
  readonly fleet: string;
  readonly unitId: string;
  readonly runId: string;
}

export interface OutboxCounts {
  /** Delivered by this call. */
  readonly delivered: number;
  /** Entries that wait or are held now, in all. */
  readonly waiting: number;
  readonly held: number;
}

export interface Outbox {
  /** Journals what the fleet must be told; the same unit and key is held once, for ever. Does not wait for the fleet. */
  enqueuePreauthorize(request: PreauthorizeRequest): { entryId: string };
  /** Begins to deliver what waits, oldest first, each fleet by itself. */
  start(): void;
  /** Looks again now, for example when the network came back. */
  kick(): void;
  /**
   * Something that failures may have been about was mended: tries what waits again now, whenever it was due. For the
   * fleet whose settings a person has changed, also what it had refused for good.
   */
  resume(mendedFleet?: string): void;
  /** Tries one entry now, or all that wait or are held. Rejects with job/not-found for an unknown entry. */
  retry(entryId: string | undefined, signal: AbortSignal): Promise<OutboxCounts>;
  /**
   * Delivers what is in another station's outbox, in turn with what is in this one and no faster; journals nothing.
   * Rejects as FleetConnector.deliver does.
   */
  send(fleet: string, entry: Parameters<FleetConnector['deliver']>[0], signal: AbortSignal): Promise<Receipt>;
  /** Journals that somebody else delivered these entries of one fleet; answers how many were not delivered before. */
  settle(fleet: string, deliveries: readonly { entryId: string; receipt: Receipt }[]): Promise<number>;
  /** Stops; what is under way is broken off and stays in the queue. Calling it twice is fine. */
  close(): Promise<void>;
}

export interface OutboxDeps {
  readonly journal: Journal;
  readonly clock: Clock;
  /** Rejects with fleet/not-configured for a fleet that this station does not know. */
  readonly connector: (fleet: string) => Promise<FleetConnector>;
  readonly newEntryId: () => string;
  /** Between 0 and 1, for jitter: stations that lost the network together must not return together. */
  readonly random: () => number;
  /** Told when the queue itself fails, as when the disk is full; it goes on by itself. */
  readonly onFailure?: (error: SlipwayError) => void;
}

/** Enough to see every fleet's oldest; the rest comes in the next turn. */
const batchSize = 500;
/** The longest sleep: a clock that was set must not put the queue to sleep for a year. */
const longestSleepMs = 60_000;
const failureSleepMs = 5_000;

export function createOutbox(deps: OutboxDeps): Outbox {
  const { journal, clock } = deps;
  const closing = new AbortController();
  const pace = createFleetPace(deps);
  /** One delivery at a time for each fleet: order, rate and "who is at it" in one. */
  const turns = new Map<string, Promise<unknown>>();
  let alarm = new AbortController();
  let pump: Promise<void> | undefined;
  /** The next turn takes all that waits, due or not. */
  let isHurried = false;
  /** And what is held of these. */
  const mended = new Set<string>();

  function inTurn<T>(fleet: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(fleet) ?? Promise.resolve()).then(work, work);
    turns.set(
      fleet,
      turn.catch(() => undefined),
    );
    return turn;
  }

  /** Delivers one entry and journals what came of it; false when the fleet cannot take more now. */
  async function attempt(entryId: string, signal: AbortSignal, isAskedFor: boolean): Promise<boolean> {
    const entry = journal.outboxEntry(entryId);
    if (entry === undefined || entry.state === 'delivered') return true;
    if (!isAskedFor && (entry.state === 'held' || pace.isPaused(entry.fleet))) return false;
    try {
      const connector = await deps.connector(entry.fleet);
      await pace.waitForTurn(connector, signal);
      const receipt = await connector.deliver(entry, signal);
      journal.append({ kind: 'outbox.delivered', entryId, receipt });
      pace.succeeded(entry.fleet);
      return true;
    } catch (thrown) {
      // Broken off by us: nothing is known, so nothing is recorded, and the same entry is delivered again.
      signal.throwIfAborted();
      const error = toSlipwayError(thrown);
      if (error.code.startsWith('journal/')) throw error;
      recordFailure(entry, error, pace);
      return isForGood(error);
    }
  }

  function recordFailure(entry: OutboxEntry, error: SlipwayError, fleetPace: FleetPace): void {
    const nextAttemptAtMs = isForGood(error) ? null : fleetPace.failed(entry, error);
    journal.append({
      kind: 'outbox.attempted',
      entryId: entry.entryId,
      attempt: entry.attempts + 1,
      error: error.toReport(),
      nextAttemptAtMs,
    });
  }

  async function drainFleet(fleet: string, entries: readonly OutboxEntry[]): Promise<void> {
    // Fewest attempts first, so that one entry on which the server stumbles does not stop all others.
    const ordered = entries.toSorted((a, b) => a.attempts - b.attempts);
    for (const { entryId, state } of ordered) {
      const canGoOn = await inTurn(fleet, () => attempt(entryId, closing.signal, state === 'held'));
      if (!canGoOn) return;
    }
  }

  function takeMended(): OutboxEntry[] {
    if (mended.size === 0) return [];
    const fleets = new Set(mended);
    mended.clear();
    return [...openEntries(journal)].filter(({ fleet, state }) => state === 'held' && fleets.has(fleet));
  }

  async function drainDue(): Promise<void> {
    const untilMs = isHurried ? Number.MAX_SAFE_INTEGER : clock.nowMs();
    isHurried = false;
    const due = journal.outboxDue(untilMs, batchSize).filter(({ fleet }) => !pace.isPaused(fleet));
    const byFleet = Map.groupBy([...due, ...takeMended()], ({ fleet }) => fleet);
    const results = await Promise.allSettled([...byFleet].map(([fleet, entries]) => drainFleet(fleet, entries)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  function sleepMs(): number {
    const [next] = journal.outboxDue(Number.MAX_SAFE_INTEGER, 1);
    if (next === undefined) return longestSleepMs;
    const dueMs = Math.max(next.nextAttemptAtMs ?? 0, pace.pausedUntilMs(next.fleet));
    // At least a moment: a fleet that paused must not turn this into a spin.
    return Math.min(Math.max(dueMs - clock.nowMs(), 5), longestSleepMs);
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      alarm = new AbortController();
      let pauseMs: number;
      try {
        await drainDue();
        pauseMs = sleepMs();
      } catch (thrown) {
        if (closing.signal.aborted) return;
        deps.onFailure?.(toSlipwayError(thrown));
        pauseMs = failureSleepMs;
      }
      await clock.sleep(pauseMs, AbortSignal.any([closing.signal, alarm.signal])).catch(() => undefined);
    }
  }

  const kick = (): void => alarm.abort();

  return {
    enqueuePreauthorize({ fleet, unitId, runId, identityData, publicKeyPem, keyFingerprint, serial }) {
      const idempotencyKey = `${fleet}:${preauthorizeTopic}:${unitId}:${keyFingerprint}`;
      const entryId = journal.transact(() => {
        const known = journal.outboxByKey(idempotencyKey);
        if (known !== undefined) return known.entryId;
        const id = deps.newEntryId();
        const payload = { identityData: { ...identityData }, publicKeyPem, keyFingerprint, serial };
        const topic = preauthorizeTopic;
        journal.append({ kind: 'outbox.queued', entryId: id, fleet, topic, unitId, runId, idempotencyKey, payload });
        return id;
      });
      kick();
      return { entryId };
    },
    start() {
      pump ??= run();
    },
    kick,
    resume(mendedFleet) {
      pace.resume();
      isHurried = true;
      if (mendedFleet !== undefined) mended.add(mendedFleet);
      kick();
    },
    async retry(entryId, signal) {
      const entries = entryId === undefined ? [...openEntries(journal)] : [known(journal, entryId)];
      const both = AbortSignal.any([signal, closing.signal]);
      let delivered = 0;
      const blocked = new Set<string>();
      for (const { entryId: id, fleet } of entries.toReversed()) {
        if (blocked.has(fleet)) continue;
        const before = journal.outboxEntry(id)?.state;
        const canGoOn = await inTurn(fleet, () => attempt(id, both, true));
        if (!canGoOn) blocked.add(fleet);
        if (before !== 'delivered' && journal.outboxEntry(id)?.state === 'delivered') delivered++;
      }
      return { delivered, waiting: journal.countOutbox('waiting'), held: journal.countOutbox('held') };
    },
    send: (fleet, entry, signal) =>
      inTurn(fleet, async () => {
        const both = AbortSignal.any([signal, closing.signal]);
        both.throwIfAborted();
        const connector = await deps.connector(fleet);
        await pace.waitForTurn(connector, both);
        return await connector.deliver(entry, both);
      }),
    settle: (fleet, deliveries) =>
      // In turn: not while the same entry is on its way to the fleet.
      inTurn(fleet, async () =>
        journal.transact(() => {
          const open = deliveries.filter(({ entryId }) => known(journal, entryId).state !== 'delivered');
          for (const { entryId, receipt } of open) journal.append({ kind: 'outbox.delivered', entryId, receipt });
          return open.length;
        }),
      ),
    async close() {
      closing.abort(new SlipwayError('job/aborted', say('fleet-outbox-closing')));
      await pump;
      await Promise.all(turns.values());
    },
  };
}

/** Held until a person retries: a fleet's refusal. What this station cannot do now (a locked key store, a defect) passes. */
const isForGood = (error: SlipwayError): boolean =>
  error.entry.retry === 'never' && !error.code.startsWith('secret/') && !error.code.startsWith('station/');

function known(journal: Journal, entryId: string): OutboxEntry {
  const entry = journal.outboxEntry(entryId);
  if (entry !== undefined) return entry;
  throw new SlipwayError('job/not-found', say('fleet-entry-unknown', { entryId }));
}
