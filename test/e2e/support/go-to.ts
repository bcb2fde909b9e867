// Owns: going to a screen of the window, and knowing when it is there. Start reading at `goTo`.
import type { Page } from 'playwright';

export async function goTo(page: Page, address: string): Promise<void> {
  // A page that was just loaded listens to its address once it shows something.
  await page.locator('main h1').waitFor();
  // From another place, so that the screen is new: what was opened in it, is closed.
  await change(page, '#/nowhere');
  await change(page, `#${address}`);
  await page.waitForFunction((hash) => window.location.hash.startsWith(hash), `#${address.split('?')[0]}`);
  await settle(page);
}

const left = 'data-left';

/** The address changes before the screen does: what is left is marked, so that it is not taken for what comes. */
async function change(page: Page, hash: string): Promise<void> {
  await page.evaluate(
    ([mark, next]) => {
      if (window.location.hash === next) return;
      document.querySelector('main h1')?.setAttribute(mark, '');
      window.location.hash = next;
    },
    [left, hash] as const,
  );
  await page.locator(`main h1:not([${left}])`).waitFor();
}

/** Nothing loads and nothing is on its way to the screen any more. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    // Told a moment after the first picture.
    const clock = document.querySelector('[data-clock] dd')?.textContent;
    return (
      document.querySelector('main h1') !== null &&
      document.querySelector('[data-kind="loading"], [aria-busy="true"], [data-loading="true"]') === null &&
      clock?.trim() !== ''
    );
  });
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
