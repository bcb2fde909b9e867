// Owns: refetching what became old, at most so often. Imports siblings. Start reading at `createInvalidator`.
import type { QueryClient } from '@tanstack/react-query';
import type { Effect } from './event-effects.ts';

export interface Invalidator {
  add(effects: readonly Effect[]): void;
  /** Forgets what waits. */
  close(): void;
}

/**
 * A busy line says dozens of things a second; a screen that shows them asks again a few times a second. The first
 * change after a quiet time is passed on at once, so that an act is seen without delay.
 */
export function createInvalidator(queryClient: QueryClient, pauseMs = 250): Invalidator {
  const waiting = new Map<string, Effect>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    const effects = [...waiting.values()];
    waiting.clear();
    timer = effects.length === 0 ? undefined : setTimeout(flush, pauseMs);
    for (const effect of effects) void queryClient.invalidateQueries({ queryKey: [...effect] });
  };
  return {
    add(effects) {
      for (const effect of effects) waiting.set(effect.join('\n'), effect);
      if (effects.length > 0) timer ??= setTimeout(flush);
    },
    close() {
      clearTimeout(timer);
      timer = undefined;
      waiting.clear();
    },
  };
}
