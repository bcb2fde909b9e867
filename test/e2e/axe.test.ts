// No screen, in no state, may have an accessibility violation, a word cut off, or an error: every scene in both themes in
// English, and in German and Chinese. What the screens are is in support/scenes*.ts. Start reading at the first `describe`.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cutOff } from './support/cut-off.ts';
import { rest } from './support/go-to.ts';
import { scenes } from './support/scenes.ts';
import { cutOffScenes, cutOffStation, cutOffUnits } from './support/scenes-cut-off.ts';
import { benchUnits } from './support/scenes-line.ts';
import { startScenes } from './support/scenes-start.ts';
import { openTheatre, type Scheme, schemes, type Theatre } from './support/theatre.ts';

/** WCAG 2.2 at levels A and AA; nothing of it is switched off. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** What axe has against the page, one line for each element. */
async function violations(page: Page): Promise<string[]> {
  // There are no frames to be searched, for which a second page would be opened each time.
  const { violations: found } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')}\n${failureSummary}`),
  );
}

/** What is marked as English: sentences of the engine without words in the language of the window. */
async function englishLeft(page: Page): Promise<string[]> {
  const texts = await page.locator('[lang="en"]').allTextContents();
  // A language's own name.
  return texts.filter((text) => text.trim() !== 'English');
}

async function judge(page: Page, scheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await rest(page);
  expect(await violations(page), scheme).toEqual([]);
}

describe.each([
  { station: 'a station with twelve virtual units', virtualUnits: benchUnits, scenes },
  { station: 'a station that nobody has decided about', virtualUnits: 'ask', scenes: startScenes },
  { station: 'a station whose power went', virtualUnits: cutOffUnits, scenes: cutOffScenes },
] as const)('$station', ({ virtualUnits, scenes: played }) => {
  const after = new AsyncDisposableStack();
  let theatre: Theatre;
  beforeAll(async () => {
    const past = played === cutOffScenes ? after.use(await cutOffStation()) : {};
    theatre = after.use(await openTheatre(virtualUnits, past));
  });
  afterAll(() => after.disposeAsync());

  // In this order: each finds what those before it have left.
  test.each(played.filter(({ isOnlyDrawn }) => !isOnlyDrawn))('$name', async (scene) => {
    await theatre.play(scene, async ({ language, page, errors }) => {
      expect(await cutOff(page), language).toEqual([]);
      if (language !== 'en') expect(await englishLeft(page), language).toEqual([]);
      // Themes have the same elements, and languages the same colours.
      for (const scheme of language === 'en' ? schemes : (['light'] as const)) await judge(page, scheme);
      // Who is away refuses connections, and the browser says so.
      if (!scene.name.endsWith('/away')) expect(errors, language).toEqual([]);
    });
  });
});

describe('the gallery, each part by itself', () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await openTheatre(1, { languages: ['en'] });
  });
  afterAll(() => theatre?.[Symbol.asyncDispose]());

  test.each(schemes)('%s', async (scheme) => {
    const page = theatre.seats[0]?.page;
    if (page === undefined) throw new Error('There is no window.');
    const show = (address: string) =>
      page.evaluate((hash) => {
        window.location.hash = hash;
      }, address);
    await show('#/gallery');
    await page.locator('[data-case]').first().waitFor();
    const parts = await page
      .locator('main nav a')
      .evaluateAll((links) => links.map((link) => new URL(link.getAttribute('href') ?? '', location.href).hash));
    expect(parts.length).toBeGreaterThan(8);
    for (const part of parts) {
      await show(`${part}&theme=${scheme}`);
      const stages = `[data-case^="${part.split('=')[1]}/"][data-mantine-color-scheme="${scheme}"]`;
      await page.locator(stages).first().waitFor();
      await judge(page, scheme);
    }
  });
});
