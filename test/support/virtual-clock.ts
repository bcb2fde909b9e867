// Owns: time that a test moves. Implements engine/util/clock.ts. Start reading at `createVirtualClock`.
import type { Clock } from '../../electron/engine/util/clock.ts';

interface Sleeper {
  readonly wakeAtMs: number;
  readonly order: number;
  readonly wake: () => void;
}

export interface VirtualClock extends Clock {
  /** Lets `ms` pass: wakes every sleeper on the way in order, and lets what they started run before the next. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock without letting time pass, as an operator or NTP does. */
  setNow(unixMs: number): void;
  /** How many wait now. */
  readonly sleeperCount: number;
}

/**
 * `autoAdvance`: whenever everything waits, time jumps to the next sleeper, so that no test ever waits for real.
 * Both clocks start at `startMs`, by default 2026-01-05 08:00 UTC, a Monday in ISO week 2.
 */
export function createVirtualClock(options: { startMs?: number; autoAdvance?: boolean } = {}): VirtualClock {
  const startMs = options.startMs ?? Date.UTC(2026, 0, 5, 8);
  let elapsedMs = 0;
  let wallOffsetMs = startMs;
  let order = 0;
  let isJumpPlanned = false;
  const sleepers = new Set<Sleeper>();

  const next = (): Sleeper | undefined => {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (
        !first ||
        sleeper.wakeAtMs < first.wakeAtMs ||
        (sleeper.wakeAtMs === first.wakeAtMs && sleeper.order < first.order)
      ) {
        first = sleeper;
      }
    }
    return first;
  };

  const wake = (sleeper: Sleeper): void => {
    elapsedMs = Math.max(elapsedMs, sleeper.wakeAtMs);
    sleepers.delete(sleeper);
    sleeper.wake();
  };

  const planJump = (): void => {
    if (!options.autoAdvance || isJumpPlanned) return;
    isJumpPlanned = true;
    // After the microtasks and one turn of the event loop: whoever is not waiting for time has had a turn.
    setImmediate(() => {
      isJumpPlanned = false;
      const sleeper = next();
      if (!sleeper) return;
      wake(sleeper);
      if (sleepers.size > 0) planJump();
    });
  };

  return {
    nowMs: () => wallOffsetMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          wakeAtMs: elapsedMs + Math.max(0, ms),
          order: order++,
          wake: () => {
            signal?.removeEventListener('abort', onAbort);
            resolve();
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        sleepers.add(sleeper);
        planJump();
      }),
    advance: async (ms) => {
      const untilMs = elapsedMs + ms;
      await turn();
      for (let sleeper = next(); sleeper && sleeper.wakeAtMs <= untilMs; sleeper = next()) {
        wake(sleeper);
        await turn();
      }
      elapsedMs = untilMs;
    },
    setNow: (unixMs) => {
      wallOffsetMs = unixMs - elapsedMs;
    },
    get sleeperCount() {
      return sleepers.size;
    },
  };
}

/** One turn of the event loop, with all microtasks before and after it. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
