// Owns: updates of the app. One is fetched while the station works, and installed when the app is quit: never during a run,
// and never by itself. Loaded only where `canUpdate` (update-facts.ts). Start reading at `watchUpdates`; update-feed.ts says
// whose updates, update-file.ts which files.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import library, { type AppUpdater, type CancellationToken, type UpdateInfo } from 'electron-updater';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { originOf } from './lock-down.ts';
import type { UpdateFacts } from './update-facts.ts';
import { feedUrlOf } from './update-feed.ts';
import { type FetchedUpdate, judgeFetched, whyNotWhole } from './update-file.ts';
import { signedFeedProvider } from './update-provider.ts';

export interface Updates {
  /** The app is about to quit: lets it install the fetched update, if that is still whole. Without it nothing is installed. */
  settle(): void;
  /** Installs, starts the new version and asks the app to quit. False when nothing was installed; the log says why. */
  install(): boolean;
}

const packageSchema = z.object({ updateKey: z.optional(z.string()) });

/**
 * Undefined where the release says too little. A station without a network goes on without updates. `onReady` is
 * called once: an update that is ready is not exchanged for a later one.
 */
export function watchUpdates(
  facts: UpdateFacts,
  onReady: (version: string) => void,
  log: (line: string) => void,
): Updates | undefined {
  const say = (what: string) => log(`Updates: ${what}`);
  const { patience } = facts;
  const read = (...file: string[]) => readFileSync(path.join(...file), 'utf8');
  const url = feedUrlOf(parse(read(facts.resourcesPath, 'app-update.yml')));
  const { updateKey } = packageSchema.parse(JSON.parse(read(facts.appPath, 'package.json')));
  if (url === undefined || updateKey === undefined) {
    say(`none are looked for: this release names no ${url === undefined ? 'https address of a web server' : 'key'}.`);
    return undefined;
  }
  const updater = library.autoUpdater;
  updater.logger = null;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  // Whole files only: what they are is signed, what they were made of is not.
  updater.disableDifferentialDownload = true;
  stayWith(updater, url.origin, say);
  const fetch: typeof globalThis.fetch = (input, init) => updater.netSession.fetch(String(input), init);
  const updateProvider = signedFeedProvider(library.Provider, {
    url,
    updateKey,
    answerWithinMs: patience.answerWithinMs,
    fetch,
  });
  updater.setFeedURL({ provider: 'custom', updateProvider });
  updater.on('error', (error) => say(firstLine(error)));

  let ready: FetchedUpdate | undefined;
  let isLooking = false;
  const look = async () => {
    if (isLooking || ready !== undefined) return;
    isLooking = true;
    try {
      ready = await fetchUpdate(updater, patience.silenceMs, say);
    } catch (thrown) {
      // What the updater throws it has told as an error before.
      if (thrown instanceof Refusal) say(thrown.message);
    } finally {
      isLooking = false;
    }
    if (ready === undefined) return;
    clearInterval(timer);
    say(`version ${ready.version} is fetched.`);
    onReady(ready.version);
  };
  const timer = setInterval(() => void look(), patience.checkEveryMs).unref();
  void look();

  const settle = (): boolean => {
    updater.autoInstallOnAppQuit = false;
    if (ready === undefined) return false;
    const why = whyNotWhole(ready, process.env.APPIMAGE);
    if (why !== undefined) say(`version ${ready.version} is not installed. ${why}`);
    updater.autoInstallOnAppQuit = why === undefined;
    return why === undefined;
  };
  return {
    settle: () => void settle(),
    install() {
      if (!settle()) return false;
      let isInstalled = true;
      updater.once('error', () => {
        isInstalled = false;
      });
      updater.quitAndInstall(true, true);
      // The quit that follows a failure does not try once more.
      updater.autoInstallOnAppQuit = isInstalled;
      return isInstalled;
    },
  };
}

/** Why an update is not taken, in words for the log. */
class Refusal extends Error {}

/** Throws a Refusal, or what the updater throws; undefined when there is nothing newer. */
async function fetchUpdate(
  updater: AppUpdater,
  silenceMs: number,
  say: (what: string) => void,
): Promise<FetchedUpdate | undefined> {
  const found = await updater.checkForUpdates();
  if (found === null) return undefined;
  const { updateInfo, cancellationToken } = found;
  const mine = updater.currentVersion.version;
  if (!found.isUpdateAvailable) {
    if (updateInfo.version !== mine)
      say(`the feed offers version ${updateInfo.version}; this is ${mine}, which stays.`);
    return undefined;
  }
  say(`fetching version ${updateInfo.version}.`);
  const [file] = await download(updater, updateInfo, cancellationToken, silenceMs);
  if (file === undefined) throw new Refusal('the updater names no file.');
  const signed = updateInfo.files.map(({ sha512 }) => sha512);
  const judged = judgeFetched(updateInfo.version, file, signed);
  if ('why' in judged) throw new Refusal(`version ${updateInfo.version} is not taken. ${judged.why}`);
  return judged;
}

/**
 * The updater checks the SHA-512; this, that it comes at all and is no larger than was signed. By itself it waits for ever
 * where nothing comes: it counts on sockets of Node, and Electron's requests have none.
 */
async function download(
  updater: AppUpdater,
  { files }: UpdateInfo,
  token: CancellationToken | undefined,
  silenceMs: number,
): Promise<string[]> {
  const largest = Math.max(...files.map(({ size }) => size ?? 0));
  const stopped = Promise.withResolvers<never>();
  const stop = (why: string) => {
    stopped.reject(new Refusal(why));
    token?.cancel();
    void updater.netSession.closeAllConnections();
  };
  const wait = () => setTimeout(() => stop(`nothing came of the file within ${silenceMs} ms.`), silenceMs);
  let silence = wait();
  const onProgress = ({ total }: { readonly total: number }) => {
    clearTimeout(silence);
    if (total > largest) stop(`the file would have ${total} bytes instead of ${largest}.`);
    else silence = wait();
  };
  updater.on('download-progress', onProgress);
  // Only then does the updater prepare to install what it fetches.
  updater.autoInstallOnAppQuit = true;
  try {
    return await Promise.race([updater.downloadUpdate(token), stopped.promise]);
  } finally {
    clearTimeout(silence);
    updater.off('download-progress', onProgress);
    // It waits for a quit that was settled: one by a computer that goes down would be cut off. And what is not taken in the
    // end, though the updater takes it for good, is installed by no quit.
    updater.autoInstallOnAppQuit = false;
  }
}

/** Nothing is fetched from elsewhere, whatever the feed or a redirect says. */
function stayWith(updater: AppUpdater, origin: string, say: (what: string) => void): void {
  updater.netSession.webRequest.onBeforeRequest(({ url }, answer) => {
    const isOurs = originOf(url) === origin;
    if (!isOurs) say(`refused to go to ${originOf(url)}.`);
    answer({ cancel: !isOurs });
  });
}

const firstLine = ({ message }: Error): string => message.split('\n', 1)[0] ?? '';
