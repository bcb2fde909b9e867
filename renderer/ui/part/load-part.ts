// Owns: loading one part of the page's code: waiting for the station, and telling a station that is away from one that
// was updated. Imports siblings. Start reading at `createPart`.
import type { CodeSource } from './code-source.ts';

export type PartState<T> =
  | { readonly kind: 'loading' }
  /** The station does not answer; the part is loaded when it does. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loaded'; readonly code: T }
  | { readonly kind: 'failed'; readonly error: Error };

export interface Part<T> {
  state(): PartState<T>;
  watch(listener: () => void): () => void;
  /** Loads it, once however often it is called. Resolves when there is something to show: the part, a failure, waiting. */
  open(source: CodeSource | undefined): Promise<void>;
  /** Loads it before it is asked for; unlike `open` it leaves a station alone that is away. Resolves to whether it is there. */
  prefetch(source: CodeSource): Promise<boolean>;
}

/** The program behind the page was replaced by another version while the page was open: only a new page helps. */
export class MissingCodeError extends Error {
  override readonly name = 'MissingCodeError';
}

/** A page is never loaded again for a part that nobody has opened. `source` undefined: the code lies beside the page, and what cannot be loaded is gone. */
export function createPart<T>(load: () => Promise<T>): Part<T> {
  let state: PartState<T> = { kind: 'loading' };
  const listeners = new Set<() => void>();
  const show = Promise.withResolvers<void>();
  const wanted = Promise.withResolvers<void>();
  let opening: Promise<void> | undefined;

  function set(next: PartState<T>): void {
    if (next.kind === state.kind) return;
    state = next;
    for (const listener of [...listeners]) listener();
    show.resolve();
  }

  async function untilAnswered(source: CodeSource, url?: string): Promise<'there' | 'gone'> {
    for (;;) {
      const answer = await source.ask(url);
      if (answer !== 'away') return answer;
      set({ kind: 'waiting' });
      await source.rest();
    }
  }

  async function fetchCode(source: CodeSource | undefined): Promise<T> {
    // Asked first, because Chromium keeps an import that failed, and each file below it, for the life of the page
    // (HTML, "module map"): another address of the part would not free those.
    if (source !== undefined) await untilAnswered(source);
    try {
      return await load();
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      if (!isFailedImport(error)) throw error;
      const url = urlIn(error);
      if (source === undefined || url === undefined || (await untilAnswered(source, url)) === 'gone') {
        throw new MissingCodeError(error.message, { cause: error });
      }
      // The network broke off between the question and the code, and the browser keeps that.
      set({ kind: 'waiting' });
      await wanted.promise;
      if (!source.tryReload()) throw error;
      return await new Promise<never>(() => undefined);
    }
  }

  function start(source: CodeSource | undefined): Promise<void> {
    opening ??= fetchCode(source).then(
      (code) => set({ kind: 'loaded', code }),
      (error) => set({ kind: 'failed', error }),
    );
    return show.promise;
  }

  return {
    state: () => state,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open(source) {
      wanted.resolve();
      return start(source);
    },
    async prefetch(source) {
      if (opening === undefined && (await source.ask()) !== 'there') return false;
      await start(source);
      return state.kind === 'loaded';
    },
  };
}

/** In the words of Chromium, Firefox, Safari and Vite. */
const isFailedImport = ({ message }: Error): boolean =>
  /dynamically imported module|Importing a module script failed|Unable to preload CSS/i.test(message);

/** The file that could not be had; Safari does not say. */
const urlIn = ({ message }: Error): string | undefined => /(?:https?:\/)?\/\S+\.(?:js|css|ts|tsx)\b/.exec(message)?.[0];
