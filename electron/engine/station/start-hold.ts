// Owns: whether units may start by themselves: not while somebody finds out which slot is which. Start reading at
// `createStartHold`.
import { untilAborted } from '../util/until-aborted.ts';

export interface StartHold {
  isHeld(): boolean;
  /** Holds from its first value until it is left, its signal is aborted or the hold is closed. Several may hold at once. */
  hold(signal: AbortSignal): AsyncGenerator<{ readonly held: true }, void, void>;
  close(): void;
}

export function createStartHold(): StartHold {
  const closed = new AbortController();
  let holders = 0;
  return {
    isHeld: () => holders > 0,
    async *hold(signal) {
      holders += 1;
      try {
        yield { held: true };
        await untilAborted(AbortSignal.any([signal, closed.signal]));
      } finally {
        holders -= 1;
      }
    },
    close: () => closed.abort(),
  };
}
