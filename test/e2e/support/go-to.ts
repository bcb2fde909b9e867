// Owns: going to a screen of the window, and knowing when it is there. Start reading at `goTo`.
import type { Page } from 'playwright';

export async function goTo(page: Page, address: string): Promise<void> {
  // From another place, so that the screen is new: what was opened in it, is closed.
  await page.evaluate(() => {
    window.location.hash = '#/nowhere';
  });
  await page.locator('main h1').waitFor();
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#${address}`);
  await page.waitForFunction((hash) => window.location.hash.startsWith(hash), `#${address.split('?')[0]}`);
  await settle(page);
}

/** Nothing loads and nothing is on its way to the screen any more. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('main h1') !== null &&
      document.querySelector('[data-kind="loading"], [aria-busy="true"], [data-loading="true"]') === null,
  );
  await rest(page);
}

/** Fonts are there, and nothing fades or moves. */
export async function rest(page: Page): Promise<void> {
  // A pointer that was left over a row would make it look chosen.
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    // What fades in from nothing has no colour yet to be judged by. What goes on for ever is no transition.
    const ends = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished.catch(() => undefined));
    await Promise.all(ends);
  });
}
