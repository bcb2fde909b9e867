import { expect, test } from 'vitest';
import { changedTopicSchema, type JournalEvent } from '../../electron/contract/events.ts';
import { openMainJob } from '../../test/support/main-job-station.ts';
import { effectsOf } from './event-effects.ts';

const effects = (event: JournalEvent) => effectsOf({ kind: 'journal', event });

test('each event of a whole run makes its run, its unit and the lists that show them old', async () => {
  const { station, provision } = await openMainJob();
  const { run } = await provision('01');
  const seen = new Set<string>();
  const stream = await station.events.stream({ after: 0, progress: false }, { signal: AbortSignal.timeout(10_000) });
  for await (const streamed of stream) {
    if (streamed.kind === 'live') break;
    if (streamed.kind !== 'journal') continue;
    const { body } = streamed.event;
    const touched = effects(streamed.event);
    seen.add(body.kind);
    expect(touched, body.kind).not.toEqual([]);
    // The list of units keeps itself current, row by row.
    expect(touched.map(([topic]) => topic)).not.toContain('units');
    if (body.kind === 'outbox.queued') expect(touched).toContainEqual(['outbox']);
    else if ('runId' in body) expect(touched, body.kind).toContainEqual(['run', run.runId]);
    if (body.kind === 'run.finished') {
      for (const topic of ['runs', 'unit', 'stats', 'line', 'products']) expect(touched).toContainEqual([topic]);
    } else if ('unitId' in body && body.kind !== 'outbox.queued') {
      expect(touched, body.kind).toContainEqual(['unit', run.unitId]);
      expect(touched, body.kind).toContainEqual(['unit-events', run.unitId]);
    }
  }
  // The run had everything that a run can have.
  for (const kind of [
    'unit.seen',
    'run.started',
    'step.finished',
    'identity.issued',
    'act.confirmed',
    'run.finished',
  ]) {
    expect(seen).toContain(kind);
  }
});

test('progress and slots of the line are patched in place and make nothing old', () => {
  expect(effectsOf({ kind: 'line', slots: [] })).toEqual([]);
  const progress = { runId: 'r', slot: '01', step: 'write', label: '', doneBytes: 1, totalBytes: 2 } as const;
  expect(effectsOf({ kind: 'progress', progress })).toEqual([]);
});

test.each(changedTopicSchema.options)('the topic %s makes something old', (topic) => {
  expect(effectsOf({ kind: 'changed', topic })).not.toEqual([]);
});
