// Owns: the same window in Debian's Chromium, against `slipway serve`. Start reading at `openInBrowser`.
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { createWebSocketClient } from '../../../electron/api/client.ts';
import type { Connection } from '../../../electron/api/connection.ts';
import { spawnNode, type TestProcess } from '../../support/processes.ts';
import { createTempDir } from '../../support/temp-dir.ts';

export const chromiumPath = '/usr/bin/chromium';

const quiet = ['--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A browser of its own; root has no sandbox to give. `env` is added to that of this process. */
export const openChromium = (env: Readonly<Record<string, string>> = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    env: { ...process.env, ...env },
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...quiet],
  });

export interface ServedStation extends AsyncDisposable {
  readonly process: TestProcess;
  readonly url: string;
  readonly token: string;
  /** The address that signs a browser in. */
  readonly page: string;
  /** A client of our own beside the browser's. */
  connect(): Connection;
}

export interface ServeOptions {
  /** `ask`: the station asks the person, as at its first start. */
  readonly virtualUnits?: number | 'ask';
  readonly dataDir?: string;
}

/** `slipway serve` in a folder of its own. */
export async function serveStation({ virtualUnits = 4, dataDir }: ServeOptions = {}): Promise<ServedStation> {
  await using starting = new AsyncDisposableStack();
  const temp = starting.use(createTempDir('slipway-e2e-serve-'));
  const child = starting.use(
    spawnNode(
      [
        'electron/cli/main.ts',
        ...(virtualUnits === 'ask' ? [] : ['--virtual', String(virtualUnits)]),
        '--data-dir',
        dataDir ?? path.join(temp.path, 'data'),
        'serve',
      ],
      { env: { NO_COLOR: '1' } },
    ),
  );
  const [, url = '', token = ''] = await child.waitForOutput(/(https?:\/\/[^/\s]+)\/#token=([\w-]+)/, 60_000);
  const owned = starting.move();
  return {
    process: child,
    url,
    token,
    page: `${url}/#token=${token}`,
    connect: () => createWebSocketClient({ url, token }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export interface BrowserWindow extends AsyncDisposable {
  readonly page: Page;
  readonly browser: Browser;
  readonly station: ServedStation;
}

/** A station, a browser, and the window in it, signed in. */
export async function openInBrowser(options: ServeOptions = {}): Promise<BrowserWindow> {
  await using opening = new AsyncDisposableStack();
  const station = opening.use(await serveStation(options));
  const browser = await openChromium();
  opening.defer(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(station.page);
  const owned = opening.move();
  return { page, browser, station, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
