// Owns: a person at the keyboard who must always see where they are. Start reading at `handsOn`.
import type { Locator, Page } from 'playwright';

export interface Hands {
  readonly page: Page;
  /** Presses it; wherever the focus is then, it must be seen. */
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** By Tab alone, within so many presses, or there is no way to it. */
  tabTo(target: Locator, presses?: number): Promise<void>;
  /** Tab from stop to stop until the first one comes again; what they are called. A stop that keeps the focus is a trap. */
  walk(most?: number): Promise<readonly string[]>;
  /** Where the focus is; throws when it is nowhere, cannot be seen or is covered. */
  whereabouts(): Promise<string>;
}

const patienceMs = 1500;

export function handsOn(page: Page): Hands {
  const whereabouts = async () => {
    // What opens fades in, and what closes hands the focus back when it has gone; what is lost stays lost.
    for (const until = Date.now() + patienceMs; ; ) {
      const { name, problem } = await page.evaluate(lookAtFocus);
      if (problem === undefined) return name;
      if (Date.now() > until) throw new Error(`The focus is ${problem}: ${name}`);
      await page.waitForTimeout(40);
    }
  };
  const hands: Hands = {
    page,
    whereabouts,
    async press(key) {
      await page.keyboard.press(key);
      await whereabouts();
    },
    async type(text) {
      await page.keyboard.type(text);
    },
    async tabTo(target, presses = 60) {
      // A radio that is drawn by its label is not visible itself.
      await target.waitFor({ state: 'attached' });
      for (let count = 0; count <= presses; count++) {
        if (await target.evaluate((element) => element === document.activeElement)) {
          await whereabouts();
          return;
        }
        await page.keyboard.press('Tab');
        // From the last stop Tab leads out of the page, and the next one comes back in.
        if (!(await isOutside(page))) await whereabouts();
      }
      throw new Error(`Tab does not lead to ${target} within ${presses} presses.`);
    },
    async walk(most = 150) {
      const stops: string[] = [];
      // What is told in passing comes and goes, with stops of its own.
      await page.waitForFunction(() => document.querySelector('ol[aria-live] > li') === null);
      await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
      await page.evaluate(() => {
        window.slipwayTestFirstStop = undefined;
      });
      for (let count = 0; count < most; count++) {
        // In a text of many lines Tab is a character; Escape before it is the way out, as is written below the text.
        if (await isInText(page)) await page.keyboard.press('Escape');
        await page.keyboard.press('Tab');
        if (await isOutside(page)) continue;
        if (await page.evaluate(isFirstStopAgain)) return stops;
        stops.push(await whereabouts());
      }
      throw new Error(
        `After ${most} stops the first one has not come again; the last were ${stops.slice(-4).join(', ')}`,
      );
    },
  };
  return hands;
}

declare global {
  interface Window {
    slipwayTestFirstStop?: Element | undefined;
  }
}

const isOutside = (page: Page) => page.evaluate(() => document.activeElement === document.body);

const isInText = (page: Page) =>
  page.evaluate(() => document.activeElement?.matches('[contenteditable][aria-multiline]') === true);

function isFirstStopAgain(): boolean {
  const active = document.activeElement ?? undefined;
  if (window.slipwayTestFirstStop === active) return true;
  window.slipwayTestFirstStop ??= active;
  return false;
}

/** Runs in the page. */
function lookAtFocus(): { name: string; problem?: string } {
  let active: Element | null = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return { name: 'body', problem: 'nowhere' };
  const name = `${active.tagName.toLowerCase()}${active.role ? `[${active.role}]` : ''} “${(
    active.getAttribute('aria-label') ?? active.textContent?.trim() ?? ''
  ).slice(0, 60)}”`;

  // The screen as a whole takes it after an address has changed, to be read from its top.
  if (active.tagName === 'MAIN') return { name };

  /** A box that is drawn in place of a radio or a switch that is hidden; the frame of a field whose input is bare. */
  const places: Element[] = [active];
  for (let near: Element | null = active.nextElementSibling; near !== null; near = near.nextElementSibling)
    places.push(near, ...near.children);
  let around = active.parentElement;
  for (let level = 0; level < 4 && around !== null && around !== document.body; level++) {
    if (around.matches(':focus-within')) places.push(around);
    around = around.parentElement;
  }
  const isRinged = (element: Element, pseudo?: string) => {
    const style = getComputedStyle(element, pseudo);
    return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1.5;
  };
  if (!places.some((place) => isRinged(place) || isRinged(place, '::before') || isRinged(place, '::after')))
    return { name, problem: 'not to be seen' };

  // Neither out of the window nor under something else (WCAG 2.4.11).
  const shown = places.find((place) => {
    const { width, height } = place.getBoundingClientRect();
    return width > 4 && height > 4 && place.checkVisibility({ opacityProperty: true });
  });
  if (shown === undefined) return { name, problem: 'on nothing that has a size' };
  const { left, top, width, height } = shown.getBoundingClientRect();
  const spots = [0.1, 0.5, 0.9].flatMap((x) =>
    [0.1, 0.5, 0.9].map((y) => [left + width * x, top + height * y] as const),
  );
  const isSeenAt = ([x, y]: readonly [number, number]) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (shown.contains(hit) || hit.contains(shown) || (hit.shadowRoot?.contains(shown) ?? false));
  };
  return spots.some(isSeenAt) ? { name } : { name, problem: 'covered or out of the window' };
}
