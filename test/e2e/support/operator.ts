// Owns: what an operator sees and does on the line, from outside: tiles, the sentence, the scanner.
// Start reading at `tileShows` and `scanCode`.
import type { Locator, Page } from 'playwright';

/** For what happens by itself; a machine that tests share is slow at times. */
export const patience = { timeout: 60_000 };

export const tileOf = (page: Page, slot: string): Locator => page.locator(`[data-slot="${slot}"]`);

/** Resolves when the tile says it: its text as it is read, from slot name to chip. */
export async function tileShows(page: Page, slot: string, text: RegExp): Promise<void> {
  await tileOf(page, slot).filter({ hasText: text }).waitFor(patience);
}

/** Resolves when the line asks for it: the one sentence on what to do now. */
export async function asksFor(page: Page, text: RegExp): Promise<void> {
  await page.locator('h1').filter({ hasText: text }).waitFor(patience);
}

/** Resolves when the line has answered a scan or key. */
export async function says(page: Page, text: string | RegExp): Promise<void> {
  await page.locator('header p').filter({ hasText: text }).waitFor(patience);
}

export const panelOf = (page: Page, name: string | RegExp): Locator => page.getByRole('complementary', { name });

/** A scanner sends a key every few milliseconds, wherever the focus is, and Enter behind them. */
const scannerGapMs = 4;

/**
 * As the operating system would hand it on: all keys are sent at once, stamped as a scanner's come. A call for each key
 * would be as slow as the machine is busy, and no scanner any more.
 */
export async function scanCode(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  try {
    const beganAtMs = Date.now();
    const sent = [...code, 'Enter'].flatMap((key, index) => {
      const timestamp = (beganAtMs + index * scannerGapMs) / 1000;
      const text = key === 'Enter' ? '\r' : key;
      return [
        session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, timestamp }),
        session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp }),
      ];
    });
    await Promise.all(sent);
  } finally {
    await session.detach();
  }
}

/** Presses Tab until the element has the focus: within so many presses, or there is no way to it. */
export async function tabTo(page: Page, target: Locator, presses = 30): Promise<void> {
  for (let count = 0; count <= presses; count++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target} within ${presses} presses.`);
}
