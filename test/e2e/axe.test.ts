// No screen, in no state, may have an accessibility violation or a word cut off: every scene in both themes in English,
// and in German and Chinese. What the screens are is in support/scenes.ts. Start reading at the first `describe`.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../electron/api/connection.ts';
import { type BundleBench, createBundleBench } from '../support/signed-bundle.ts';
import { openChromium, type ServedStation, serveStation } from './support/browser.ts';
import { cutOff } from './support/cut-off.ts';
import { rest } from './support/go-to.ts';
import { scenes } from './support/scenes.ts';
import { benchUnits } from './support/scenes-line.ts';

/** WCAG 2.2 at levels A and AA; nothing of it is switched off. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const schemes = ['light', 'dark'] as const;
const locales = { en: 'en-GB', de: 'de-DE', zh: 'zh-CN' } as const;
type Language = keyof typeof locales;

/** A window in one language. Its errors are the test's. */
interface Window {
  readonly language: Language;
  readonly page: Page;
  readonly errors: string[];
}

async function openWindow(browser: Browser, language: Language, address: string): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: locales[language],
    // What moves has no colours to be judged by.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(address);
  return { language, page, errors };
}

/** What axe has against the page, one line for each element. */
async function violations(page: Page): Promise<string[]> {
  // There are no frames to be searched, for which a second page would be opened each time.
  const { violations: found } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')}\n${failureSummary}`),
  );
}

async function judge(page: Page, scheme: (typeof schemes)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await rest(page);
  expect(await violations(page)).toEqual([]);
}

describe('a station with twelve virtual units', () => {
  let browser: Browser;
  let station: ServedStation;
  let connection: Connection;
  let bundles: BundleBench;
  let windows: readonly Window[] = [];

  beforeAll(async () => {
    station = await serveStation({ virtualUnits: benchUnits });
    connection = station.connect();
    browser = await openChromium();
    bundles = createBundleBench();
    windows = [
      await openWindow(browser, 'en', station.page),
      await openWindow(browser, 'de', station.page),
      await openWindow(browser, 'zh', station.page),
    ];
  });
  afterAll(async () => {
    await browser?.close();
    await connection?.close();
    await station?.[Symbol.asyncDispose]();
    bundles?.[Symbol.dispose]();
  });

  // In this order: each finds what those before it have left.
  test.each(scenes)('$name', async (scene) => {
    const stage = { client: connection.client, bundles };
    await scene.arrange?.(stage);
    for (const { language, page, errors } of windows) {
      await scene.open(page, stage);
      expect(await cutOff(page), language).toEqual([]);
      // Themes have the same elements, and languages the same colours.
      for (const scheme of language === 'en' ? schemes : (['light'] as const)) await judge(page, scheme);
      await scene.close?.(page);
      expect(errors).toEqual([]);
    }
  });

  test.each(schemes)('the gallery, each part by itself, %s', async (scheme) => {
    const [{ page } = { page: undefined }] = windows;
    if (page === undefined) throw new Error('There is no window.');
    // The kit shows what loads, too: there is nothing to wait for.
    await page.evaluate(() => {
      window.location.hash = '#/gallery';
    });
    await page.locator('[data-case]').first().waitFor();
    const parts = await page
      .locator('main nav a')
      .evaluateAll((links) =>
        links.map((link) => new URL(link.getAttribute('href') ?? '', location.href).hash.slice(1)),
      );
    expect(parts.length).toBeGreaterThan(8);
    for (const part of parts) {
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, `${part}&theme=${scheme}`);
      await page
        .locator(`[data-case^="${part.split('=')[1]}/"][data-mantine-color-scheme="${scheme}"]`)
        .first()
        .waitFor();
      await judge(page, scheme);
    }
  });
});
