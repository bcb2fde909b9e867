import { describe, expect, onTestFinished, test } from 'vitest';
import type { StreamEvent } from '../../contract/events.ts';
import type { LineSlot } from '../../contract/line.ts';
import { openJournal } from '../journal/store.ts';
import { systemClock } from '../util/clock.ts';
import { createEventHub } from './events.ts';

async function open() {
  const journal = await openJournal({ path: ':memory:', clock: systemClock, version: 'test' });
  const hub = createEventHub({ journal });
  onTestFinished(() => {
    hub.close();
    journal.close();
  });
  const append = (reason: string) =>
    journal.append({ kind: 'bundle.accepted', product: reason, version: '1.0.0', manifestHash: reason, signers: [] });
  return { journal, hub, append };
}

/** Reads until `isLast`; the stream ends with it. */
async function take(
  stream: AsyncGenerator<StreamEvent, void, void>,
  isLast: (event: StreamEvent) => boolean,
): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (isLast(event)) break;
  }
  return events;
}

const seqs = (events: readonly StreamEvent[]) =>
  events.flatMap((event) => (event.kind === 'journal' ? [event.event.seq] : []));
const isLive = (event: StreamEvent) => event.kind === 'live';

describe('a client that reconnects', () => {
  test('gets every event after the last one that it saw, once, and then the live mark', async () => {
    const { journal, hub, append } = await open();
    for (let index = 0; index < 1203; index++) append(`p${index}`);
    const seen = await take(hub.stream({ after: 5, progress: false }, new AbortController().signal), isLive);
    expect(seqs(seen)).toEqual(Array.from({ length: journal.lastSeq() - 5 }, (_, index) => index + 6));
    expect(seen.at(-1)).toEqual({ kind: 'live', seq: journal.lastSeq(), journalId: journal.id() });
  });

  test('misses nothing that is appended while it catches up', async () => {
    const { journal, hub, append } = await open();
    append('before');
    const stream = hub.stream({ after: 0, progress: false }, new AbortController().signal);
    const seen: StreamEvent[] = [];
    for await (const event of stream) {
      seen.push(event);
      if (event.kind === 'journal' && journal.lastSeq() < 40) append(`during ${event.event.seq}`);
      if (event.kind === 'journal' && event.event.seq === 40) break;
    }
    expect(seqs(seen)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  test('with a number of another journal it starts at now', async () => {
    const { journal, hub, append } = await open();
    for (let index = 0; index < 9; index++) append(`p${index}`);
    const query = { after: 2, progress: false };
    const seen = await take(hub.stream({ ...query, journalId: 'another' }, new AbortController().signal), isLive);
    expect(seen).toEqual([{ kind: 'live', seq: journal.lastSeq(), journalId: journal.id() }]);
    const same = await take(hub.stream({ ...query, journalId: journal.id() }, new AbortController().signal), isLive);
    expect(seqs(same)[0]).toBe(3);
  });

  test('without a number it starts at now', async () => {
    const { hub, append } = await open();
    append('old');
    const stream = hub.stream({ progress: false }, new AbortController().signal);
    const first = await stream.next();
    expect(first.value).toMatchObject({ kind: 'live' });
    const [next] = await Promise.all([stream.next(), Promise.resolve().then(() => append('new'))]);
    expect(next.value).toMatchObject({ kind: 'journal', event: { body: { product: 'new' } } });
    await stream.return();
  });
});

test('progress is the newest per run, and only for those who asked', async () => {
  const { hub } = await open();
  const progress = (runId: string, doneBytes: number) => ({
    runId,
    slot: '01',
    step: 'write' as const,
    label: 'app',
    doneBytes,
    totalBytes: 10,
  });
  const stream = hub.stream({ progress: true }, new AbortController().signal);
  await stream.next();
  for (let done = 0; done <= 10; done++) hub.publishProgress(progress('r1', done));
  hub.publishProgress(progress('r2', 3));
  expect((await stream.next()).value).toEqual({ kind: 'progress', progress: progress('r1', 10) });
  expect((await stream.next()).value).toEqual({ kind: 'progress', progress: progress('r2', 3) });
  await stream.return();
});

describe('a client that leaves', () => {
  test('by its signal ends the stream at once, also while nothing happens', async () => {
    const { hub } = await open();
    const abort = new AbortController();
    const stream = hub.stream({ progress: false }, abort.signal);
    await stream.next();
    const waiting = stream.next();
    expect(hub.listenerCount()).toBe(1);
    abort.abort();
    expect((await waiting).done).toBe(true);
    expect(hub.listenerCount()).toBe(0);
  });

  test('closing the hub ends all streams', async () => {
    const { hub } = await open();
    const stream = hub.stream({ progress: true }, new AbortController().signal);
    await stream.next();
    const waiting = stream.next();
    hub.close();
    expect((await waiting).done).toBe(true);
  });
});

describe('the line', () => {
  const slot = (name: string, revision: number): LineSlot => ({
    slot: name,
    row: null,
    column: null,
    phase: 'ready',
    portId: `virtual:${name}`,
    unit: null,
    run: null,
    hold: null,
    repeatOf: null,
    failedBefore: null,
    revision,
  });

  test('a client that is behind gets the newest state of each slot, all slots at once', async () => {
    const { hub } = await open();
    const stream = hub.stream({ progress: false }, new AbortController().signal);
    await stream.next();
    for (let revision = 1; revision <= 50; revision++) hub.publishLine(slot('01', revision));
    hub.publishLine(slot('02', 7));
    expect((await stream.next()).value).toEqual({ kind: 'line', slots: [slot('01', 50), slot('02', 7)] });
    await stream.return();
  });

  test('a change outside the journal is told once, and to parts of the station at once', async () => {
    const { hub } = await open();
    const heard: string[] = [];
    hub.onChanged((topic) => heard.push(topic));
    const stream = hub.stream({ progress: false }, new AbortController().signal);
    await stream.next();
    for (let times = 0; times < 3; times++) hub.publishChanged('line');
    hub.publishChanged('bench');
    expect(heard).toEqual(['line', 'line', 'line', 'bench']);
    expect((await stream.next()).value).toEqual({ kind: 'changed', topic: 'line' });
    expect((await stream.next()).value).toEqual({ kind: 'changed', topic: 'bench' });
    await stream.return();
  });
});
