// Owns: the newest progress of each run, told at most once per frame. Imports contract types.
// Start reading at `createProgressStore`. Memory: one event for each run that works, none for those that ended.
import type { ProgressEvent } from '../../electron/contract/events.ts';

export interface ProgressStore {
  put(progress: ProgressEvent): void;
  /** The run has ended: nothing of it is kept. */
  drop(runId: string): void;
  clear(): void;
  get(runId: string): ProgressEvent | undefined;
  watch(runId: string, listener: () => void): () => void;
  size(): number;
}

export interface ProgressStoreDeps {
  /** requestAnimationFrame: what a hidden window does not draw, it is not told. */
  readonly onNextFrame: (act: () => void) => void;
}

export function createProgressStore({ onNextFrame }: ProgressStoreDeps): ProgressStore {
  const newest = new Map<string, ProgressEvent>();
  const shown = new Map<string, ProgressEvent>();
  const listeners = new Map<string, Set<() => void>>();
  const changed = new Set<string>();
  let isScheduled = false;

  const tell = (runId: string) => {
    for (const listener of [...(listeners.get(runId) ?? [])]) listener();
  };
  const flush = () => {
    isScheduled = false;
    const runIds = [...changed];
    changed.clear();
    for (const runId of runIds) {
      const progress = newest.get(runId);
      if (progress === undefined) shown.delete(runId);
      else shown.set(runId, progress);
      tell(runId);
    }
  };
  const mark = (runId: string) => {
    changed.add(runId);
    if (isScheduled) return;
    isScheduled = true;
    onNextFrame(flush);
  };
  const drop = (runId: string) => {
    if (newest.delete(runId) || shown.has(runId)) mark(runId);
  };

  return {
    put(progress) {
      newest.set(progress.runId, progress);
      mark(progress.runId);
    },
    drop,
    clear() {
      for (const runId of [...newest.keys(), ...shown.keys()]) drop(runId);
    },
    get: (runId) => shown.get(runId),
    watch(runId, listener) {
      const set = listeners.get(runId) ?? new Set();
      listeners.set(runId, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(runId) === set) listeners.delete(runId);
      };
    },
    size: () => Math.max(newest.size, shown.size),
  };
}
