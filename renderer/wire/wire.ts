// Owns: what the rest of the window knows of its wire, whichever it is. Imports types only.
import type { SlipwayClient } from '../../electron/api/connection.ts';
import type { EngineState } from '../../electron/contract/shell.ts';

/**
 * Where the engine is, as this window sees it. `starting`: not there yet. `ready`: calls are answered; `epoch` grows each
 * time it comes back, and then everything known may be old. `offline`: the station does not answer (browser only).
 * `signed-out`: it wants a token (browser only); `isTrying` while one is being tried, `wasRefused` when the last was.
 */
export type WireState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly epoch: number }
  | { readonly kind: 'restarting'; readonly reason: string; readonly inMs: number }
  | Readonly<Extract<EngineState, { kind: 'failed' }>>
  | { readonly kind: 'offline' }
  | { readonly kind: 'signed-out'; readonly wasRefused: boolean; readonly isTrying: boolean };

export interface Wire {
  readonly kind: 'desktop' | 'browser';
  /** The same for the life of the page. Without an engine its calls fail with wire/closed; at the start they wait. */
  readonly client: SlipwayClient;
  state(): WireState;
  /** Returns how to stop listening. */
  onState(listener: () => void): () => void;
  /** The stream of events broke off: whoever noticed says so, and the next answer counts as coming back. */
  lost(): void;
  /** Tries to reach the engine now rather than at the next attempt. */
  retry(): void;
  /** Browser: opens the wire with this token and keeps it for this tab once it was accepted. */
  signIn(token: string): void;
  /** Browser: forgets the token. */
  signOut(): void;
  close(): void;
}

/** A value that listeners are told about when it changes. */
export interface Watched<T> {
  get(): T;
  set(value: T): void;
  watch(listener: () => void): () => void;
}

export function createWatched<T>(initial: T): Watched<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
