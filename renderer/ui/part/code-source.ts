// Owns: where code of the page comes from that is loaded later: whether the station answers, and whether it has the file.
// Imports nothing of ours. Start reading at `createStationCode`.

/** `away`: nobody answers. `gone`: the station answers, and has no such file. */
export type CodeAnswer = 'there' | 'gone' | 'away';

export interface CodeSource {
  /** Asks for a file; without one, for the page itself. */
  ask(url?: string): Promise<CodeAnswer>;
  /** Resolves when it makes sense to ask again. */
  rest(): Promise<void>;
  /** Loads the page again. False where it has just been, which then did not help. */
  tryReload(): boolean;
}

const restMs = 1_000;
/** A network that swallows a question gives no error for minutes. */
const patienceMs = 5_000;
const betweenReloadsMs = 60_000;
const reloadedKey = 'slipway.code-reloaded';

/** For a page in a browser, whose code is at the station. The desktop has its code beside it and needs none of this. */
export function createStationCode(page: Window & typeof globalThis): CodeSource {
  return {
    async ask(url = page.location.pathname) {
      try {
        // A copy that the browser kept says nothing about the station.
        const signal = AbortSignal.timeout(patienceMs);
        const { status } = await page.fetch(url, { method: 'HEAD', cache: 'no-store', signal });
        // What stands between here and the station answers in its name with 502 to 504.
        return status >= 500 ? 'away' : status >= 400 ? 'gone' : 'there';
      } catch {
        return 'away';
      }
    },
    rest: () =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          page.removeEventListener('online', end);
          resolve();
        };
        const timer = setTimeout(end, restMs);
        page.addEventListener('online', end);
      }),
    tryReload() {
      const lastMs = Number(page.sessionStorage.getItem(reloadedKey) ?? 0);
      if (Date.now() - lastMs < betweenReloadsMs) return false;
      page.sessionStorage.setItem(reloadedKey, String(Date.now()));
      page.location.reload();
      return true;
    },
  };
}
