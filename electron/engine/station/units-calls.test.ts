import { expect, onTestFinished, test } from 'vitest';
import { aRun, aUnit } from '../../../test/support/journal-bodies.ts';
import { openJournal } from '../journal/store.ts';
import { systemClock } from '../util/clock.ts';
import { createUnitsCalls } from './units-calls.ts';

const signal = new AbortController().signal;

/** A unit with three runs of a chatty firmware: of what is told of it, nearly all is console. */
async function chattyUnit(lines: number) {
  const journal = await openJournal({ path: ':memory:', clock: systemClock, version: 'test' });
  onTestFinished(() => journal.close());
  journal.transact(() => {
    journal.append(aUnit('u1'));
    for (const runId of ['r1', 'r2', 'r3']) {
      journal.append(aRun(runId), { kind: 'run.unit', runId, unitId: 'u1' });
      for (let line = 0; line < lines; line++)
        journal.append({ kind: 'console.captured', runId, text: `line ${line}`, isTruncated: false });
      journal.append({ kind: 'run.interrupted', runId, resolution: 'resumable', reason: 'power' });
    }
  });
  const { events } = createUnitsCalls({ journal, settleableActs: new Set() });
  return (after: number, limit: number) => events({ unitId: 'u1', after, limit }, { signal });
}
const told = ['unit.seen', ...Array(3).fill(['run.started', 'run.unit', 'run.interrupted']).flat()];

test.each([1, 2, 4, 1000])(
  'pages of %i events are full until the last one, however much console is between',
  async (limit) => {
    const page = await chattyUnit(700);
    const kinds: string[] = [];
    let after = 0;
    for (;;) {
      const events = await page(after, limit);
      kinds.push(...events.map(({ body }) => body.kind));
      after = events.at(-1)?.seq ?? after;
      if (events.length < limit) break;
    }
    expect(kinds).toEqual(told);
  },
);

test('a page holds no more than was asked for', async () => {
  const page = await chattyUnit(1);
  expect(await page(0, 3)).toHaveLength(3);
});
