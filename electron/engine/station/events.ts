// Owns: the stream that keeps every client's picture current. May import contract and the journal's interface.
// Journal events are always read from the journal, never queued per client: a slow or sleeping client costs nothing
// and misses nothing. Progress is the newest per run only. Start reading at `createEventHub`.
import type { ChangedTopic, ProgressEvent, StreamEvent } from '../../contract/events.ts';
import type { LineSlot } from '../../contract/line.ts';
import type { Journal } from '../journal/journal.ts';
import { createEmitter, type Unsubscribe } from '../util/emitter.ts';

const pageSize = 500;

export interface EventHub {
  /** Everything after `after` (default: from now on), a `live` mark, then events as they happen, until aborted or closed. */
  stream(
    query: { after?: number | undefined; journalId?: string | undefined; progress: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<StreamEvent, void, void>;
  publishProgress(progress: ProgressEvent): void;
  publishPorts(): void;
  /** Something that is not in the journal changed; several changes of one kind are told once. */
  publishChanged(topic: ChangedTopic): void;
  /** For parts of the station that depend on others: called at once, before any client hears of it. */
  onChanged(listener: (topic: ChangedTopic) => void): Unsubscribe;
  /** How a slot of the line is now; of several, a client that is behind gets the newest only. */
  publishLine(slot: LineSlot): void;
  /** How many clients are listening; for tests of clients that vanish. */
  listenerCount(): number;
  close(): void;
}

interface Listener {
  wake: () => void;
  portsChanged: boolean;
  readonly changed: Set<ChangedTopic>;
  readonly line: Map<string, LineSlot>;
  readonly progress: Map<string, ProgressEvent>;
}

export function createEventHub(deps: { readonly journal: Journal }): EventHub {
  const { journal } = deps;
  const listeners = new Set<Listener>();
  const changed = createEmitter<ChangedTopic>();
  let isClosed = false;
  const wakeAll = () => {
    for (const listener of listeners) listener.wake();
  };
  const unsubscribe = journal.subscribe(wakeAll);

  async function* stream(
    query: { after?: number | undefined; journalId?: string | undefined; progress: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<StreamEvent, void, void> {
    let wakeUp = Promise.withResolvers<void>();
    const listener: Listener = {
      wake: () => wakeUp.resolve(),
      portsChanged: false,
      changed: new Set(),
      line: new Map(),
      progress: new Map(),
    };
    const onAbort = () => listener.wake();
    signal.addEventListener('abort', onAbort, { once: true });
    listeners.add(listener);
    try {
      const isOfThis = query.journalId === undefined || query.journalId === journal.id();
      let lastSeq = (isOfThis ? query.after : undefined) ?? journal.lastSeq();
      let isLive = false;
      while (!isClosed && !signal.aborted) {
        wakeUp = Promise.withResolvers<void>();
        const events = journal.events({ afterSeq: lastSeq, limit: pageSize });
        for (const event of events) {
          lastSeq = event.seq;
          yield { kind: 'journal', event };
          if (isClosed || signal.aborted) return;
        }
        if (events.length === pageSize) continue;
        if (!isLive) {
          isLive = true;
          yield { kind: 'live', seq: lastSeq, journalId: journal.id() };
        }
        if (listener.portsChanged) {
          listener.portsChanged = false;
          yield { kind: 'ports' };
        }
        if (listener.line.size > 0) {
          const slots = [...listener.line.values()];
          listener.line.clear();
          yield { kind: 'line', slots };
        }
        for (const topic of listener.changed) {
          listener.changed.delete(topic);
          yield { kind: 'changed', topic };
        }
        if (query.progress) {
          for (const [runId, progress] of listener.progress) {
            listener.progress.delete(runId);
            yield { kind: 'progress', progress };
          }
        }
        await wakeUp.promise;
      }
    } finally {
      listeners.delete(listener);
      signal.removeEventListener('abort', onAbort);
    }
  }

  return {
    stream,
    publishProgress(progress) {
      for (const listener of listeners) {
        listener.progress.set(progress.runId, progress);
        listener.wake();
      }
    },
    publishPorts() {
      for (const listener of listeners) {
        listener.portsChanged = true;
        listener.wake();
      }
    },
    publishChanged(topic) {
      changed.emit(topic);
      for (const listener of listeners) {
        listener.changed.add(topic);
        listener.wake();
      }
    },
    onChanged: (listener) => changed.on(listener),
    publishLine(slot) {
      for (const listener of listeners) {
        listener.line.set(slot.slot, slot);
        listener.wake();
      }
    },
    listenerCount: () => listeners.size,
    close() {
      isClosed = true;
      unsubscribe();
      wakeAll();
    },
  };
}
