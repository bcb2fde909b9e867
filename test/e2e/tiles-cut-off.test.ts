// Tiles that have little room: thirty-two slots beside a panel, and a small screen at 200 % zoom. No word may be cut off
// there, in any language, and a zoomed tile still says what to do. Start reading at the first `test`.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cutOff } from './support/cut-off.ts';
import { rest, settle } from './support/go-to.ts';
import { untilSlot } from './support/line.ts';
import type { Scene, Stage } from './support/scene.ts';
import { onLine, withEvidenceOf } from './support/scenes-line.ts';
import { openTheatre, type Theatre } from './support/theatre.ts';

const slotCount = 32;
/** Those whose causes have the longest words and the most lines. */
const tempers = ['good', 'wont-boot', 'bad-flash', 'wrong-chip', 'silent', 'wrong-identity', 'garbage', 'unplug@20000'];
const wrongChip = '04';

async function everyCause({ client }: Stage): Promise<void> {
  await client.line.setup({ source: { draft: 'acme-sensor' }, operator: 'Ada', order: null, autoStart: false });
  // The last ones stay as they are: ready, and not begun.
  const slots = (await client.line.get()).slots.slice(0, -3);
  const start = async (slot: string, temper = 'good') => {
    await client.bench.setTemper({ slot, temper });
    // The wrong chip is refused, and its tile says so.
    await client.line.start({ slot, again: false }).catch(() => undefined);
  };
  await Promise.all(slots.map(({ slot }, index) => start(slot, tempers[index % tempers.length])));
  for (const { slot } of slots) await untilSlot(client, slot, ({ phase }) => phase === 'finished' || phase === 'hold');
}

async function brokenRecipe({ client }: Stage): Promise<void> {
  const { text } = await client.drafts.read({ name: 'acme-sensor' });
  await client.drafts.create({ name: 'broken', from: { draft: 'acme-sensor' } });
  await client.line.setup({ source: { draft: 'broken' }, operator: 'Ada', order: null, autoStart: false });
  await client.drafts.write({ name: 'broken', text: text.replace(/^( *)scheme:/m, '$1schema:') });
  await expect.poll(async () => (await client.line.get()).problem).not.toBeNull();
}

const withSetup = async (page: Page) => {
  await onLine(page);
  await page.keyboard.press('F5');
  await page.locator('main aside h2').waitFor();
  await settle(page);
};

const full = { width: 1366, height: 768 };
const zoomed = { width: full.width / 2, height: full.height / 2 };
const atSize = (size: typeof full) => async (page: Page) => {
  await page.setViewportSize(size);
  await rest(page);
};

const scenes: readonly Scene[] = [
  { name: 'the evidence beside them', arrange: everyCause, open: withEvidenceOf('02') },
  {
    name: 'a small screen at 200 % zoom',
    async open(page) {
      await onLine(page);
      await atSize(zoomed)(page);
      const advice = page.locator(`[data-slot="${wrongChip}"] [class*="todo"]`);
      expect(await advice.isVisible(), 'it says what to do').toBe(true);
    },
    close: atSize(full),
  },
  { name: 'a recipe that cannot be used, and the set-up beside them', arrange: brokenRecipe, open: withSetup },
];

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre(slotCount);
});
afterAll(() => theatre?.[Symbol.asyncDispose]());

// In this order: the last leaves a line that makes nothing.
test.each(scenes)('No word on thirty-two tiles is cut off: $name', async (scene) => {
  await theatre.play(scene, async ({ language, page }) => {
    expect(await cutOff(page), language).toEqual([]);
  });
});
