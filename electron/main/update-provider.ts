// Owns: the feed of updates as electron-updater asks for it: in time, of a size that a feed may have, from nowhere else, and
// signed. Its own way to a feed waits for ever where nothing answers. Start reading at `signedFeedProvider`.
import type { Provider, ResolvedUpdateFileInfo, UpdateInfo } from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import { parse } from 'yaml';
import { whyNotSigned } from './update-feed.ts';

export interface FeedDeps {
  /** The folder of the web server in which latest*.yml and the files are. */
  readonly url: URL;
  readonly updateKey: string;
  readonly answerWithinMs: number;
  readonly fetch: typeof fetch;
}

/** A feed has a kilobyte or two. */
const maxFeedBytes = 64 * 1024;

/** A provider for electron-updater's `custom`; `Base` is the library's own class. What it throws is for the log. */
export function signedFeedProvider(Base: typeof Provider, deps: FeedDeps) {
  return class SignedFeed extends Base<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtimeOptions: ProviderRuntimeOptions) {
      super(runtimeOptions);
    }

    async getLatestVersion(): Promise<UpdateInfo> {
      const name = `${this.getDefaultChannelName()}.yml`;
      const feed: UpdateInfo = parse(await readFeed(new URL(name, deps.url), deps));
      const why = whyNotSigned(feed, deps.updateKey);
      if (why !== undefined) throw new Error(why);
      return feed;
    }

    resolveFiles({ files }: UpdateInfo): ResolvedUpdateFileInfo[] {
      return files.map((info) => ({ url: new URL(info.url, deps.url), info }));
    }
  };
}

async function readFeed(url: URL, { fetch, answerWithinMs }: FeedDeps): Promise<string> {
  const signal = AbortSignal.timeout(answerWithinMs);
  try {
    const response = await fetch(url.href, { signal, redirect: 'error', cache: 'no-store' });
    if (!response.ok) throw new Error(`The feed cannot be had: HTTP ${response.status}.`);
    const decoder = new TextDecoder();
    let text = '';
    for await (const bytes of response.body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > maxFeedBytes) throw new Error(`The feed is longer than ${maxFeedBytes} bytes.`);
    }
    return text + decoder.decode();
  } catch (thrown) {
    if (signal.aborted) throw new Error(`The feed did not answer within ${answerWithinMs} ms.`);
    throw thrown;
  }
}
