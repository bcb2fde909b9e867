import type { ProgressEvent } from '../../contract/events.ts';
import type { Clock } from '../util/clock.ts';

export interface ProgressThrottle {
  push(progress: ProgressEvent): void;
  /** Delivers what is held back, now; nothing is delivered later. */
  flush(): void;
}

/** Lets at most one progress event through per `intervalMs`: the newest. The last one always arrives. */
export function createProgressThrottle(deps: {
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly deliver: (progress: ProgressEvent) => void;
}): ProgressThrottle {
  const { clock, intervalMs, deliver } = deps;
  let held: ProgressEvent | undefined;
  let timer: AbortController | undefined;
  let lastAtMs = Number.NEGATIVE_INFINITY;

  const deliverHeld = () => {
    timer?.abort();
    timer = undefined;
    if (held === undefined) return;
    const progress = held;
    held = undefined;
    lastAtMs = clock.monotonicMs();
    try {
      deliver(progress);
    } catch {
      // Progress is droppable: a listener that fails must not fail the run.
    }
  };

  return {
    push(progress) {
      held = progress;
      const waitMs = lastAtMs + intervalMs - clock.monotonicMs();
      if (waitMs <= 0) {
        deliverHeld();
        return;
      }
      if (timer !== undefined) return;
      timer = new AbortController();
      clock.sleep(waitMs, timer.signal).then(deliverHeld, () => undefined);
    },
    flush: deliverHeld,
  };
}
