// Owns: the line in its states, from nothing set up to a bench where everything happens at once. Start at `lineScenes`.
import type { Page } from 'playwright';
import type { SlipwayClient } from '../../../electron/api/connection.ts';
import { goTo, settle } from './go-to.ts';
import { isIn, untilSlot } from './line.ts';
import type { Scene, Stage } from './scene.ts';

/** A bench on which each slot has its own story. */
export const benchUnits = 12;
const order = { name: 'ORD-2648', quantity: 500 } as const;
const operator = 'Ada';
/** Where units are half made. */
const writingSlots = ['04', '12'];

export async function onLine(page: Page): Promise<void> {
  await goTo(page, '/line');
  await page.locator('[data-slot]').first().waitFor();
}

const withKey = (key: string) => async (page: Page) => {
  await onLine(page);
  await page.keyboard.press(key);
  await settle(page);
};

/** A panel beside the tiles, for the slot that was chosen by hand. */
export const withEvidenceOf = (slot: string) => async (page: Page) => {
  await onLine(page);
  await page.locator(`[data-slot="${slot}"]`).click();
  await page.keyboard.press('F4');
  await page.locator('main aside h2').waitFor();
  await settle(page);
};

/** How each slot's unit behaves where it does not behave. */
const stories: Readonly<Record<string, string>> = {
  '02': 'wont-boot',
  '03': 'bad-flash',
  '05': 'wrong-chip',
  '06': 'silent',
  '07': 'unplug@20000',
  '08': 'wrong-identity',
};

async function makeMixed(client: SlipwayClient): Promise<void> {
  for (const [slot, temper] of Object.entries(stories)) await client.bench.setTemper({ slot, temper });
  const slots = ['01', ...Object.keys(stories), '09'];
  for (const slot of slots) {
    const refused = await client.line.start({ slot, again: false }).then(
      () => false,
      () => true,
    );
    // A unit with another chip is refused before a run, and its slot says so.
    if (refused !== (stories[slot] === 'wrong-chip')) throw new Error(`Slot ${slot} was refused: ${refused}.`);
  }
  for (const slot of slots) await untilSlot(client, slot, ({ phase }) => phase === 'finished' || phase === 'hold');
  // Slot 09 passed, and its unit comes again.
  await client.bench.unplug({ slot: '09' });
  await client.bench.plug({ slot: '09' });
  await untilSlot(client, '09', isIn('ready'));
  // Refused: it has passed before, and its slot says so.
  await client.line.start({ slot: '09', again: false }).catch(() => undefined);
  await untilSlot(client, '09', isIn('repeat'));
  await client.bench.unplug({ slot: '10' });
  await untilSlot(client, '10', isIn('empty'));
}

/** A slow unit takes some eight seconds: for each window, as far as they are done, new ones begin. */
async function keepWriting({ client }: Stage): Promise<void> {
  for (const slot of writingSlots) {
    const { phase } = await untilSlot(client, slot, () => true);
    if (phase === 'running') continue;
    // A new unit is a good one.
    await client.bench.replace({ slot });
    await client.bench.setTemper({ slot, temper: 'slow' });
    await untilSlot(client, slot, isIn('ready'));
    await client.line.start({ slot, again: false });
  }
  for (const slot of writingSlots) await untilSlot(client, slot, ({ phase }) => phase === 'running');
}

const source = { draft: 'acme-sensor' };

export const lineScenes: readonly Scene[] = [
  { name: 'line/no-recipe', open: onLine },
  { name: 'line/set-up', open: withKey('F5') },
  {
    name: 'line/ready',
    arrange: async ({ client }) => {
      await client.line.setup({ source, operator, order, autoStart: false });
    },
    open: onLine,
  },
  {
    name: 'line/pass',
    arrange: async ({ client }) => {
      const slots = (await client.line.get()).slots.map(({ slot }) => slot);
      for (const slot of slots) await client.line.start({ slot, again: false });
      for (const slot of slots) await untilSlot(client, slot, isIn('finished'));
    },
    open: onLine,
  },
  {
    name: 'line/mixed',
    arrange: async ({ client }) => {
      for (const { slot } of (await client.line.get()).slots) await client.bench.replace({ slot });
      await makeMixed(client);
    },
    async open(page, stage) {
      await keepWriting(stage);
      await onLine(page);
    },
  },
  { name: 'line/evidence', open: withEvidenceOf('02') },
  {
    name: 'line/evidence-running',
    async open(page, stage) {
      await keepWriting(stage);
      await withEvidenceOf('04')(page);
    },
  },
  { name: 'line/shift', open: withKey('F8') },
  { name: 'line/card', open: withKey('F1') },
  { name: 'line/typing', open: withKey('F7') },
  {
    name: 'line/scan',
    arrange: async ({ client }) => {
      const { text } = await client.drafts.read({ name: source.draft });
      const labelled = text.replace(/^( *)scheme: .*$/m, "$1scan: '^AC-[0-9]{4}$$'");
      await client.drafts.create({ name: 'acme-label', from: source });
      await client.drafts.write({ name: 'acme-label', text: labelled });
      await client.line.setup({ source: { draft: 'acme-label' }, operator, order: null, autoStart: true });
      for (const slot of ['10', '11']) {
        await client.bench.setTemper({ slot, temper: 'good' });
        await client.bench.replace({ slot });
        await untilSlot(client, slot, isIn('hold'));
      }
    },
    open: onLine,
  },
  { name: 'line/evidence-scan', open: withEvidenceOf('11') },
  {
    name: 'line/order-complete',
    arrange: async ({ client }) => {
      await client.line.setup({ source, operator, order: { name: 'ORD-1', quantity: 1 }, autoStart: true });
      for (const [slot, phase] of [
        ['10', 'finished'],
        ['11', 'hold'],
      ] as const) {
        await client.bench.replace({ slot });
        await untilSlot(client, slot, isIn(phase));
      }
    },
    open: onLine,
  },
];
