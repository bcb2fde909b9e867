// Owns: a unit's life as a list of moments, folded from its runs and its journal. Imports contract only.
// Start reading at `momentsOf`.
import type { ErrorReport } from '../../../../electron/contract/errors.ts';
import type { JournalBodyOf, JournalEvent } from '../../../../electron/contract/events.ts';
import type { RunRecord } from '../../../../electron/contract/records.ts';
import type { CodedSentence } from '../../../../electron/contract/sentence.ts';

/** Facts that stand for themselves: the journal's own words. */
type PlainKind =
  | 'unit.seen'
  | 'unit.decided'
  | 'serial.reserved'
  | 'serial.released'
  | 'identity.issued'
  | 'identity.confirmed'
  | 'identity.voided';

export interface PlainFact {
  readonly kind: 'plain';
  readonly seq: number;
  readonly atMs: number;
  readonly body: JournalBodyOf<PlainKind>;
}

/** What the journal says, in English, and as a code where the record is not older than codes. */
export interface Reason {
  readonly reason: string;
  readonly coded?: CodedSentence | undefined;
}
const reasonOf = ({ reason, coded }: Reason): Reason => ({ reason, coded });

/** An act and what became of it; `end` is null while nobody knows. */
export interface ActFact {
  readonly kind: 'act';
  readonly seq: number;
  readonly atMs: number;
  readonly runId: string;
  readonly act: string;
  readonly isIrreversible: boolean;
  readonly end:
    | { readonly kind: 'confirmed'; readonly atMs: number }
    | { readonly kind: 'voided'; readonly atMs: number; readonly why: Reason }
    | null;
}

/** What a fleet must be told about the unit, and whether it has been. */
export interface OutboxFact {
  readonly kind: 'outbox';
  readonly seq: number;
  readonly atMs: number;
  readonly runId: string | null;
  readonly fleet: string;
  readonly topic: string;
  readonly attempts: number;
  readonly lastError: ErrorReport | null;
  /** Refused for good: waits for a person. */
  readonly isHeld: boolean;
  readonly deliveredAtMs: number | null;
}

export type Fact = PlainFact | ActFact | OutboxFact;

export interface RunMoment {
  readonly kind: 'run';
  readonly atMs: number;
  readonly run: RunRecord;
  /** What the journal says of this run beside its steps, oldest first. */
  readonly facts: readonly Fact[];
  /** Why it has no end of its own. */
  readonly interruption: Reason | null;
}

export interface FactMoment {
  readonly kind: 'fact';
  readonly atMs: number;
  readonly fact: Fact;
}

export type Moment = RunMoment | FactMoment;

/** Newest first. Facts that a run brought are inside of it; what came later, or without one, stands by itself. */
export function momentsOf(runs: readonly RunRecord[], events: readonly JournalEvent[]): Moment[] {
  const facts = factsOf(events);
  const interruptions = new Map(
    events.flatMap(({ body }) => (body.kind === 'run.interrupted' ? [[body.runId, reasonOf(body)] as const] : [])),
  );
  const isWithin = (fact: Fact, { startedAtMs, finishedAtMs }: RunRecord) =>
    fact.atMs >= startedAtMs && fact.atMs <= (finishedAtMs ?? Number.POSITIVE_INFINITY);
  const home = (fact: Fact): string | undefined => {
    // A unit is seen by a run, which the event does not name.
    const isSeen = fact.kind === 'plain' && fact.body.kind === 'unit.seen';
    const runId = runIdOf(fact);
    return runs.find((run) => (isSeen || run.runId === runId) && isWithin(fact, run))?.runId;
  };
  const byRun = Map.groupBy(facts, home);
  return [
    ...runs.map(
      (run): RunMoment => ({
        kind: 'run',
        atMs: run.startedAtMs,
        run,
        facts: byRun.get(run.runId) ?? [],
        interruption: interruptions.get(run.runId) ?? null,
      }),
    ),
    ...(byRun.get(undefined) ?? []).map((fact): FactMoment => ({ kind: 'fact', atMs: fact.atMs, fact })),
  ].sort((a, b) => b.atMs - a.atMs);
}

/** Acts of this unit that cannot be undone and whose end nobody knows: why it needs attention. */
export const openActsOf = (events: readonly JournalEvent[]): ActFact[] =>
  factsOf(events).flatMap((fact) => (fact.kind === 'act' && fact.isIrreversible && fact.end === null ? [fact] : []));

function factsOf(events: readonly JournalEvent[]): Fact[] {
  const facts = new Map<string, Fact>();
  let isSeen = false;
  for (const { seq, atMs, body } of events) {
    switch (body.kind) {
      case 'unit.seen':
        // It is seen at every run; only the first time is news.
        if (!isSeen) facts.set(`${seq}`, { kind: 'plain', seq, atMs, body });
        isSeen = true;
        break;
      case 'unit.decided':
      case 'serial.reserved':
      case 'serial.released':
      case 'identity.issued':
      case 'identity.confirmed':
      case 'identity.voided':
        facts.set(`${seq}`, { kind: 'plain', seq, atMs, body });
        break;
      case 'act.intended': {
        const { actId, runId, act, isIrreversible } = body;
        facts.set(actId, { kind: 'act', seq, atMs, runId, act, isIrreversible, end: null });
        break;
      }
      case 'act.confirmed':
      case 'act.voided': {
        const fact = facts.get(body.actId);
        if (fact?.kind !== 'act') break;
        const end =
          body.kind === 'act.confirmed'
            ? ({ kind: 'confirmed', atMs } as const)
            : ({ kind: 'voided', atMs, why: reasonOf(body) } as const);
        facts.set(body.actId, { ...fact, end });
        break;
      }
      case 'outbox.queued': {
        const { entryId, fleet, topic, runId } = body;
        const nothingYet = { attempts: 0, lastError: null, isHeld: false, deliveredAtMs: null };
        facts.set(entryId, { kind: 'outbox', seq, atMs, runId, fleet, topic, ...nothingYet });
        break;
      }
      case 'outbox.attempted': {
        const fact = facts.get(body.entryId);
        if (fact?.kind !== 'outbox') break;
        const isHeld = body.nextAttemptAtMs === null;
        facts.set(body.entryId, { ...fact, attempts: body.attempt, lastError: body.error, isHeld });
        break;
      }
      case 'outbox.delivered': {
        const fact = facts.get(body.entryId);
        if (fact?.kind !== 'outbox') break;
        facts.set(body.entryId, { ...fact, isHeld: false, lastError: null, deliveredAtMs: atMs });
        break;
      }
      default:
        break;
    }
  }
  return [...facts.values()];
}

function runIdOf(fact: Fact): string | null {
  if (fact.kind !== 'plain') return fact.runId;
  // A decision is about a run, but it is a person's, and later.
  return fact.body.kind === 'unit.seen' || fact.body.kind === 'unit.decided' ? null : fact.body.runId;
}
