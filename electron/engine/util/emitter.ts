// Owns: the smallest typed event source. Imports nothing. Start reading at `Emitter`.

/** Stops the calls to a listener; calling it twice is fine. */
export type Unsubscribe = () => void;

export interface Emitter<T> {
  on(listener: (value: T) => void): Unsubscribe;
  emit(value: T): void;
  readonly listenerCount: number;
}

/** Listeners are called in the order in which they came; one that is added during a call hears the next one. */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<{ readonly call: (value: T) => void }>();
  return {
    on(listener) {
      const entry = { call: listener };
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    emit(value) {
      for (const entry of [...listeners]) entry.call(value);
    },
    get listenerCount() {
      return listeners.size;
    },
  };
}
