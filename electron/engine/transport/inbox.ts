// Owns: what every transport does with bytes that have arrived: keep them, and hand them to the one reader.
// May import contract and util. Start reading at `Inbox`.
import type { SlipwayError } from '../../contract/errors.ts';
import { createByteQueue } from '../util/byte-queue.ts';
import type { Clock } from '../util/clock.ts';

/** Bytes that are kept while nobody reads; then the oldest go (see `Transport`). */
export const INBOX_LIMIT_BYTES = 1024 * 1024;

export interface Inbox {
  readonly lengthBytes: number;
  /** How many bytes were thrown away because nobody read. */
  readonly droppedBytes: number;
  push(bytes: Uint8Array): void;
  read(timeoutMs: number, signal?: AbortSignal): Promise<Uint8Array | undefined>;
  discard(): void;
  /** The pending read rejects with this, and every later one once what had arrived before has been read: last words are evidence. */
  fail(error: SlipwayError): void;
  /** After the port came back. */
  reset(): void;
}

export function createInbox(clock: Clock, limitBytes: number = INBOX_LIMIT_BYTES): Inbox {
  const queue = createByteQueue();
  let failure: SlipwayError | undefined;
  let dropped = 0;
  let waiting: { wake(): void; reject(reason: unknown): void } | undefined;

  function waitForBytes(timeoutMs: number, signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
    return new Promise((resolve, reject) => {
      const timer = new AbortController();
      const settle = (act: () => void) => {
        if (waiting !== entry) return;
        waiting = undefined;
        timer.abort();
        signal?.removeEventListener('abort', onAbort);
        act();
      };
      const onAbort = () => settle(() => reject(signal?.reason));
      const entry = {
        wake: () => settle(() => resolve(queue.take())),
        reject: (reason: unknown) => settle(() => reject(reason)),
      };
      waiting = entry;
      signal?.addEventListener('abort', onAbort, { once: true });
      clock.sleep(timeoutMs, timer.signal).then(
        () => settle(() => resolve(undefined)),
        () => undefined,
      );
    });
  }

  return {
    get lengthBytes() {
      return queue.lengthBytes;
    },
    get droppedBytes() {
      return dropped;
    },
    push(bytes) {
      if (failure || bytes.length === 0) return;
      queue.push(bytes);
      if (queue.lengthBytes > limitBytes) dropped += queue.drop(queue.lengthBytes - limitBytes);
      waiting?.wake();
    },
    async read(timeoutMs, signal) {
      signal?.throwIfAborted();
      if (queue.lengthBytes > 0) return queue.take();
      if (failure) throw failure;
      if (timeoutMs <= 0) return undefined;
      if (waiting) throw new TypeError('a port has one reader at a time');
      return waitForBytes(timeoutMs, signal);
    },
    discard() {
      queue.clear();
    },
    fail(error) {
      failure ??= error;
      waiting?.reject(error);
    },
    reset() {
      failure = undefined;
      queue.clear();
    },
  };
}
