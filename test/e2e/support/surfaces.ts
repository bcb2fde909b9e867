// Owns: flows that must go in the app and in a browser alike. Start reading at `onEachSurface`.
import type { Page } from 'playwright';
import { test } from 'vitest';
import type { SlipwayClient } from '../../../electron/api/connection.ts';
import { launchApp } from './app.ts';
import { openInBrowser } from './browser.ts';
import { connectThrough } from './engine-client.ts';

export interface Surface {
  readonly kind: 'app' | 'browser';
  readonly page: Page;
  /** For arranging and observing. */
  readonly client: SlipwayClient;
}

export interface SurfaceOptions {
  readonly virtualUnits?: number;
}

/** One test in the packaged app and one in Chromium against `slipway serve`, on a fresh virtual bench each. */
export function onEachSurface(
  title: string,
  { virtualUnits = 4 }: SurfaceOptions,
  flow: (surface: Surface) => Promise<void>,
): void {
  test(`${title} (app)`, async () => {
    await using app = await launchApp({ virtualUnits });
    await using connection = await connectThrough(app.window);
    await flow({ kind: 'app', page: app.window, client: connection.client });
  });
  test(`${title} (browser)`, async () => {
    await using window = await openInBrowser({ virtualUnits });
    await using connection = window.station.connect();
    await flow({ kind: 'browser', page: window.page, client: connection.client });
  });
}
