// Owns: flows that must go in the app and in a browser alike. Start reading at `onEachSurface`.
import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { test } from 'vitest';
import type { SlipwayClient } from '../../../electron/api/connection.ts';
import { launchApp } from './app.ts';
import { openInBrowser } from './browser.ts';
import { connectThrough } from './engine-client.ts';
import { screen } from './screen.ts';

export interface Surface {
  readonly kind: 'app' | 'browser';
  readonly page: Page;
  /** For arranging and observing. */
  readonly client: SlipwayClient;
  /** When its start began, as `performance.now()` says it. */
  readonly startedAtMs: number;
}

export interface SurfaceOptions {
  /** `ask`: nobody has chosen yet between a virtual bench and real ports, as at the first start. */
  readonly virtualUnits?: number | 'ask';
}

/** One test in the packaged app and one in Chromium against `slipway serve`, on a fresh virtual bench each. */
export function onEachSurface(
  title: string,
  { virtualUnits = 4 }: SurfaceOptions,
  flow: (surface: Surface) => Promise<void>,
): void {
  test(`${title} (app)`, async () => {
    const startedAtMs = performance.now();
    await using app = await launchApp(virtualUnits === 'ask' ? {} : { virtualUnits });
    await using connection = await connectThrough(app.window);
    await seen(title, flow, { kind: 'app', page: app.window, client: connection.client, startedAtMs });
  });
  test(`${title} (browser)`, async () => {
    const startedAtMs = performance.now();
    await using window = await openInBrowser({ virtualUnits });
    await using connection = window.station.connect();
    await seen(title, flow, { kind: 'browser', page: window.page, client: connection.client, startedAtMs });
  });
}

/** A flow that fails leaves a picture of what was on the screen then, and what the page complained of. */
async function seen(title: string, flow: (surface: Surface) => Promise<void>, surface: Surface): Promise<void> {
  const { kind, page } = surface;
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  try {
    await flow(surface);
  } catch (thrown) {
    // What went wrong is said by the flow, also where the window is gone.
    const file = await screen(page, `failed/${title.replace(/[^a-z0-9]+/gi, '-')}-${kind}`).catch(() => undefined);
    if (file !== undefined) await writeFile(file.replace(/png$/, 'txt'), complaints.join('\n'));
    throw thrown;
  }
}
