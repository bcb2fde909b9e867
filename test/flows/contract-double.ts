// Owns: an engine of a few lines for tests of the wires: it journals in memory, and tells what it saw of its callers.

import { type ErrorCode, SlipwayError } from '../../electron/contract/errors.ts';
import type { JournalBody, JournalEvent, StreamEvent } from '../../electron/contract/events.ts';
import type { LineState } from '../../electron/contract/line.ts';
import type { RunRecord, UnitRecord } from '../../electron/contract/records.ts';
import type { Stats } from '../../electron/contract/stats.ts';
import type { Engine } from '../../electron/engine/engine.ts';

export interface EngineDouble {
  readonly engine: Engine;
  /** Appends one event to the journal; what it says matters to few tests. */
  append(body?: JournalBody): void;
  listenerCount(): number;
  /** Calls of `runs.wait` that are waiting now, and those that saw their signal aborted. */
  readonly waits: { open: number; aborted: number };
  /** Ends the run that `runs.wait` waits for. */
  finishRun(): void;
  /** What `station.doctor` throws, to see what of it reaches a client. */
  failure: Error;
}

export const unit = (index: number): UnitRecord => ({
  unitId: `unit-${index}`,
  hardwareId: `esp:02:00:00:00:00:${index.toString(16).padStart(2, '0')}`,
  family: 'esp',
  chip: 'esp32c3',
  mac: null,
  status: 'passed',
  serial: `AC-2647-${index}`,
  keyFingerprint: null,
  product: 'demo',
  productVersion: '1.0.0',
  lastRunId: 'run-1',
  firstSeenAtMs: 1,
  updatedAtMs: 2,
});

const run: RunRecord = {
  runId: 'run-1',
  unitId: 'unit-1',
  serial: null,
  slot: '01',
  status: 'running',
  outcome: null,
  errorCode: null,
  product: 'demo',
  productVersion: '1.0.0',
  operator: 'test',
  startedAtMs: 1,
  finishedAtMs: null,
};

const aText = (fileName: string) => ({ fileName, text: '' });
const noDraft = (): never => refuse('job/not-found', 'There is no such draft here.');
const aLine: LineState = { setup: null, recipe: null, problem: null, order: null, slots: [] };

const noStats: Stats = {
  passed: 0,
  failed: 0,
  errors: 0,
  other: 0,
  units: 0,
  firstPass: { passed: 0, units: 0 },
  medianDurationMs: null,
  taktMs: null,
  bySlot: [],
  byFailure: [],
  series: [],
};

const refuse = (code: ErrorCode, message: string): never => {
  throw new SlipwayError(code, message, { context: { what: 'double', line: 3 } });
};

export function createEngineDouble(): EngineDouble {
  const journal: JournalEvent[] = [];
  const wakers = new Set<() => void>();
  const wakeAll = () => {
    for (const wake of wakers) wake();
  };
  const runEnd = Promise.withResolvers<void>();
  const waits = { open: 0, aborted: 0 };
  const done = { ok: true } as const;

  async function* stream(after: number, signal: AbortSignal): AsyncGenerator<StreamEvent, void, void> {
    let wakeUp = Promise.withResolvers<void>();
    const wake = () => wakeUp.resolve();
    signal.addEventListener('abort', wake);
    wakers.add(wake);
    try {
      let seq = after;
      let isLive = false;
      while (!signal.aborted) {
        wakeUp = Promise.withResolvers<void>();
        for (const event of journal.slice(seq)) {
          seq = event.seq;
          yield { kind: 'journal', event };
        }
        if (!isLive) yield { kind: 'live', seq, journalId: 'double' };
        isLive = true;
        await wakeUp.promise;
      }
    } finally {
      wakers.delete(wake);
    }
  }

  const double: EngineDouble = {
    waits,
    failure: new Error('the password is hunter2'),
    append(body = { kind: 'station.closed' }) {
      journal.push({ seq: journal.length + 1, atMs: 1_000 + journal.length, body });
      wakeAll();
    },
    listenerCount: () => wakers.size,
    finishRun: () => runEnd.resolve(),
    engine: {
      station: {
        info: async () => ({
          version: '0.0.0',
          node: process.version,
          dataDir: '/nowhere',
          startedAtMs: 1,
          journalId: 'double',
          lastSeq: journal.length,
          unitCount: 3,
          outboxWaiting: 0,
          isVirtualBench: true,
          name: 'double',
          mode: 'virtual',
          isModeFixed: true,
        }),
        doctor: async () => {
          throw double.failure;
        },
        rename: async () => done,
        setMode: async () => refuse('station/usage', 'The double has one mode.'),
        supportFile: async () => aText('support.json'),
      },
      ports: {
        list: async () => [],
        identify: async ({ target }) => refuse('port/not-found', `There is no port "${target}" here.`),
        probe: async ({ address }) => refuse('port/unreachable', `Nobody answers at "${address}".`),
      },
      slots: { list: async () => [], set: async () => done },
      bench: {
        list: async () => [],
        plug: async () => done,
        unplug: async () => done,
        replace: async ({ slot }) => refuse('port/not-found', `There is no slot "${slot}" here.`),
        setTemper: async () => done,
      },
      line: {
        get: async () => aLine,
        setup: async () => refuse('recipe/unreadable', 'The recipe cannot be read.'),
        clear: async () => done,
        start: async ({ slot }) => refuse('job/not-set-up', `Slot "${slot}": the line is not set up.`),
        stop: async ({ slot }) => refuse('job/not-found', `Nothing is working in slot "${slot}".`),
        hold: async () => refuse('job/not-set-up', 'The line is not set up.'),
      },
      stats: { summary: async () => noStats },
      uploads: {
        begin: async () => ({ uploadId: 'upload-1', chunkBytes: 1024 }),
        append: async () => refuse('job/not-found', 'There is no upload here.'),
        discard: async () => done,
      },
      recipes: {
        check: async () => refuse('recipe/unreadable', 'The recipe cannot be read.'),
        import: async () => refuse('bundle/unreadable', 'The bundle cannot be read.'),
        list: async () => [],
        shelf: async () => [],
        remove: async () => done,
        source: async () => aText('recipe.yaml'),
        validate: async () => ({ problems: [], sentences: [], facts: [] }),
        schema: async () => ({}),
        rehearse: async () => refuse('recipe/unreadable', 'The recipe cannot be read.'),
      },
      drafts: {
        list: async () => [],
        read: async () => noDraft(),
        create: async () => noDraft(),
        write: async () => noDraft(),
        addFile: async () => noDraft(),
        removeFile: async () => noDraft(),
        remove: async () => done,
      },
      trust: {
        get: async () => ({ keys: [], threshold: 1 }),
        inspect: async () => refuse('wire/invalid-input', 'That is no key.'),
        add: async () => refuse('wire/invalid-input', 'That is no key.'),
        remove: async () => done,
        setThreshold: async () => done,
      },
      keys: {
        get: async () => ({ sealing: 'passphrase', isLocked: true, opensByItself: false, authorities: [] }),
        unlock: async () => done,
        lock: async () => done,
        createAuthority: async () => refuse('secret/locked', 'The key store is locked.'),
        importAuthority: async () => refuse('secret/locked', 'The key store is locked.'),
      },
      fleets: { list: async () => [], set: async () => done, remove: async () => done, test: async () => done },
      runs: {
        start: async () => ({ runId: 'run-1' }),
        cancel: async () => done,
        wait: async ({ runId }, { signal }) => {
          waits.open++;
          const aborted = Promise.withResolvers<never>();
          const onAbort = () => {
            waits.aborted++;
            aborted.reject(signal.reason);
          };
          signal.addEventListener('abort', onAbort);
          try {
            await Promise.race([runEnd.promise, aborted.promise]);
          } finally {
            waits.open--;
            signal.removeEventListener('abort', onAbort);
          }
          return { runId, status: 'finished', outcome: 'PASS', error: null };
        },
        list: async ({ limit }) => ({ rows: [run], nextCursor: String(limit) }),
        get: async ({ runId }) => refuse('job/not-found', `There is no run "${runId}" here.`),
      },
      units: {
        search: async ({ text }) => ({ rows: [{ ...unit(1), serial: text ?? null }], nextCursor: null }),
        count: async () => ({ count: 3, isExact: true }),
        products: async () => ['demo'],
        get: async ({ unitId }) => refuse('job/not-found', `There is no unit "${unitId}" here.`),
        events: async ({ unitId }) => refuse('job/not-found', `There is no unit "${unitId}" here.`),
        decide: async () => done,
        export: async () =>
          (async function* () {
            yield [unit(1), unit(2)];
            yield [unit(3)];
          })(),
      },
      outbox: {
        list: async () => ({ rows: [], nextCursor: null }),
        retry: async () => ({ delivered: 0, waiting: 0, held: 0 }),
        exportFile: async ({ path }) => ({ path, entries: 0, left: 0, keyId: 'key' }),
        carryFile: async () => ({ ...aText('outbox.json'), entries: 0, left: 0, keyId: 'key' }),
        deliver: async () => refuse('fleet/carry-file-untrusted', 'The file is signed by a stranger.'),
        takeReceipt: async () => refuse('fleet/carry-file-untrusted', 'The file is signed by a stranger.'),
      },
      stations: {
        list: async () => [],
        self: async () => ({ keyId: 'key', publicKeyPem: 'pem' }),
        add: async () => refuse('wire/invalid-input', 'That is no key.'),
        remove: async () => done,
      },
      events: { stream: async ({ after }, { signal }) => stream(after ?? journal.length, signal) },
      close: async () => wakeAll(),
    },
  };
  return double;
}
