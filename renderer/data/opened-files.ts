// Owns: *.slipway files on this machine that somebody opened outside the window, until the library takes them.
// Not in the address: one that comes while the library is still being loaded would replace those before it.
import { createWatched } from '../wire/index.ts';

export interface OpenedFiles {
  /** Those that nobody has taken yet, in their order. */
  waiting(): readonly string[];
  /** Returns how to stop listening. */
  watch(listener: () => void): () => void;
  add(paths: readonly string[]): void;
  /** Gives all of them, once. */
  take(): readonly string[];
}

export function createOpenedFiles(): OpenedFiles {
  const paths = createWatched<readonly string[]>([]);
  return {
    waiting: paths.get,
    watch: paths.watch,
    add: (more) => paths.set([...paths.get(), ...more]),
    take() {
      const taken = paths.get();
      if (taken.length > 0) paths.set([]);
      return taken;
    },
  };
}
