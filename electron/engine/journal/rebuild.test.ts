import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aKey, aRun, aUnit, fingerprintOf } from '../../../test/support/journal-bodies.ts';
import { createVirtualClock } from '../../../test/support/virtual-clock.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { JournalBody } from '../../contract/events.ts';
import { openJournal } from './store.ts';

const error = new SlipwayError('fleet/not-configured', 'There is no fleet.').toReport();

/** Any of the things that change a table, about few units, runs and numbers, so that they meet. */
function bodyOf(choice: number, a: number, b: number): JournalBody {
  const unitId = `u${a % 3}`;
  const runId = `r${b % 3}`;
  const serial = `S${(a + b) % 3}`;
  const key = `k${(a * b) % 4}`;
  const keyFingerprint = fingerprintOf(key);
  const bodies: JournalBody[] = [
    aUnit(unitId, { mac: `00:00:00:00:00:0${b % 4}` }),
    aRun(runId),
    { kind: 'run.unit', runId, unitId },
    { kind: 'serial.reserved', serial, unitId, runId, scheme: 's', number: b },
    { kind: 'serial.released', serial, unitId, runId, reason: 'x' },
    { ...aKey(unitId, serial, key), runId },
    { kind: 'identity.confirmed', unitId, runId, serial, keyFingerprint },
    { kind: 'identity.voided', unitId, runId, serial, keyFingerprint, reason: 'x' },
    { kind: 'act.intended', runId, unitId, actId: `a${b}`, act: 'x', isIrreversible: true, detail: {} },
    { kind: 'act.confirmed', runId, unitId, actId: `a${b}`, evidence: {} },
    { kind: 'act.voided', runId, unitId, actId: `a${b}`, reason: 'x' },
    {
      kind: 'run.finished',
      runId,
      outcome: a % 2 === 0 ? 'PASS' : 'FAIL',
      failedStep: null,
      error: null,
      durationMs: 1,
    },
    { kind: 'run.interrupted', runId, resolution: a % 2 === 0 ? 'resumable' : 'needs-attention', reason: 'x' },
    { kind: 'unit.decided', unitId, runId, decision: b % 3 === 0 ? 'retire' : 'retry', operator: 'o', reason: 'x' },
    {
      kind: 'outbox.queued',
      entryId: `o${b}`,
      fleet: 'f',
      topic: 't',
      unitId,
      runId,
      idempotencyKey: `i${b}`,
      payload: {},
    },
    { kind: 'outbox.attempted', entryId: `o${b}`, attempt: a, error, nextAttemptAtMs: a % 2 === 0 ? null : a },
    { kind: 'outbox.delivered', entryId: `o${b}`, receipt: {} },
    { kind: 'bundle.accepted', product: `p${a % 2}`, version: '1.0.0', manifestHash: `h${b}`, signers: [] },
  ];
  return bodies[choice % bodies.length] ?? aRun(runId);
}

const anySequence = fc.array(
  fc.tuple(fc.nat(17), fc.nat(5), fc.nat(5)).map(([choice, a, b]) => bodyOf(choice, a, b)),
  { minLength: 10, maxLength: 80 },
);

test('whatever was accepted, the tables follow from the events alone, and no identity is given twice', async () => {
  await fc.assert(
    fc.asyncProperty(anySequence, async (bodies) => {
      const journal = await openJournal({ path: ':memory:', clock: createVirtualClock(), version: '0.1.0' });
      try {
        for (const body of bodies) {
          try {
            journal.append(body);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(SlipwayError);
          }
        }
        const before = journal.dumpProjections();
        expect(journal.rebuildProjections()).toBe(journal.lastSeq());
        expect(journal.dumpProjections()).toEqual(before);

        const ownersOf = (pick: (body: JournalBody) => string | undefined) => {
          const owners = new Map<string, Set<string>>();
          for (const { body } of journal.events({})) {
            const identity = pick(body);
            if (identity === undefined || !('unitId' in body)) continue;
            owners.set(identity, (owners.get(identity) ?? new Set()).add(body.unitId));
          }
          return [...owners.values()].map((units) => units.size);
        };
        const serials = ownersOf((body) =>
          body.kind === 'serial.reserved' || body.kind === 'identity.issued' ? body.serial : undefined,
        );
        const keys = ownersOf((body) => (body.kind === 'identity.issued' ? body.keyFingerprint : undefined));
        expect([...serials, ...keys].every((size) => size === 1)).toBe(true);
      } finally {
        journal.close();
      }
    }),
    { numRuns: 60 },
  );
});
