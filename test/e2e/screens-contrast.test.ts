// The tiles, measured in the browser that draws them: what must be read from two metres has a contrast of 7 : 1 to its
// ground, everything else on a tile 4.5 : 1, in every state, both sizes and both themes.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserWindow, openInBrowser } from './support/browser.ts';
import { rest } from './support/go-to.ts';

interface Measured {
  readonly tile: string;
  readonly text: string;
  readonly isWord: boolean;
  readonly ratio: number;
}

let window: BrowserWindow;
beforeAll(async () => {
  window = await openInBrowser({ virtualUnits: 1 });
});
afterAll(() => window?.[Symbol.asyncDispose]());

test.each(['light', 'dark'] as const)('tiles, %s', async (scheme) => {
  const { page } = window;
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.evaluate((theme) => {
    location.hash = `#/gallery?case=tile&theme=${theme}`;
  }, scheme);
  await page.locator(`[data-case^="tile/"][data-mantine-color-scheme="${scheme}"] [data-slot]`).first().waitFor();
  await rest(page);
  const measured = await measure(page);
  // A change of the page must not leave nothing to be measured.
  const words = measured.filter(({ isWord }) => isWord);
  expect(new Set(words.map(({ text }) => text)).size).toBeGreaterThanOrEqual(10);
  expect(new Set(measured.map(({ tile }) => tile)).size).toBeGreaterThanOrEqual(6);
  expect(words.filter(({ ratio }) => ratio < 7)).toEqual([]);
  expect(measured.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
});

/** Every text on every tile, with the contrast that its pixels have. */
const measure = (page: Page): Promise<Measured[]> =>
  page.evaluate(() => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const canvas = document.createElement('canvas');
    canvas.width = 1;
    canvas.height = 1;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('There is no canvas.');
    /** Whatever the notation (the tokens are in OKLCH), as the screen gets it. */
    const read = (notation: string): Colour => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = notation;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (top: Colour, below: Colour): Colour => {
      const [, , , alpha] = top;
      const mix = (index: 0 | 1 | 2) => top[index] * alpha + below[index] * (1 - alpha);
      return [mix(0), mix(1), mix(2), 1];
    };
    const luminance = ([red, green, blue]: Colour) => {
      const linear = (value: number) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const contrast = (one: Colour, other: Colour) => {
      const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    const groundOf = (element: Element): Colour => {
      const chain: Element[] = [];
      for (let each: Element | null = element; each !== null; each = each.parentElement) chain.unshift(each);
      return chain.reduce<Colour>(
        (ground, each) => over(read(getComputedStyle(each).backgroundColor), ground),
        [255, 255, 255, 1],
      );
    };
    /** Of an element and all that it is in, up to the tile. */
    const opacityOf = (element: Element, tile: Element): number => {
      let opacity = 1;
      for (let each: Element | null = element; each !== null; each = each.parentElement) {
        opacity *= Number(getComputedStyle(each).opacity);
        if (each === tile) break;
      }
      return opacity;
    };

    return [...document.querySelectorAll<HTMLElement>('[data-case^="tile/"] [data-slot]')].flatMap((tile) =>
      [...tile.querySelectorAll<HTMLElement>('*')].flatMap((element) => {
        const text = [...element.childNodes]
          .filter((node) => node.nodeType === Node.TEXT_NODE)
          .map((node) => node.textContent ?? '')
          .join('')
          .trim();
        const { width } = element.getBoundingClientRect();
        if (text === '' || width <= 2 || !element.checkVisibility({ visibilityProperty: true })) return [];
        const [red, green, blue, alpha] = read(getComputedStyle(element).color);
        const ground = groundOf(element);
        const drawn = over([red, green, blue, alpha * opacityOf(element, tile)], ground);
        return [
          {
            tile: tile.dataset.tone ?? '',
            text,
            isWord: element.closest('[class*="word"]') !== null,
            ratio: Math.round(contrast(drawn, ground) * 100) / 100,
          },
        ];
      }),
    );
  });
