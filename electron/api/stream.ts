// Owns: streams that end when nobody listens any more. Imports nothing of ours.

export interface StreamContext {
  readonly signal: AbortSignal;
  readonly translate: (thrown: unknown) => Error;
}

/**
 * Opens a stream of the engine. A listener that leaves (`return`, a lost connection, a cancel) aborts the signal that
 * the engine was given, so that a generator which waits for its next event wakes up and cleans up at once.
 */
export async function streamOf<T>(
  context: StreamContext,
  open: (signal: AbortSignal) => Promise<AsyncIterable<T>>,
): Promise<AsyncIteratorObject<T, void, void>> {
  const left = new AbortController();
  const signal = AbortSignal.any([context.signal, left.signal]);
  const source = (await open(signal))[Symbol.asyncIterator]();
  // A listener that is between two reads when it leaves will not read again: end the generator for it.
  const release = () => void source.return?.().catch(() => undefined);
  signal.addEventListener('abort', release, { once: true });
  if (signal.aborted) release();
  const end = { done: true, value: undefined } as const;
  const stream = {
    async next(): Promise<IteratorResult<T, void>> {
      if (signal.aborted) return stream.return();
      try {
        const result = await source.next();
        if (!result.done) return { done: false, value: result.value };
        left.abort();
        return end;
      } catch (thrown) {
        left.abort();
        throw context.translate(thrown);
      }
    },
    async return(): Promise<IteratorResult<T, void>> {
      left.abort();
      await source.return?.();
      return end;
    },
    [Symbol.asyncIterator]: () => stream,
    async [Symbol.asyncDispose]() {
      await stream.return();
    },
  };
  return stream;
}
