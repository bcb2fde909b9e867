// A shift by keyboard and scanner alone: no test here may use the mouse. What hands do on the bench, the client does.
import { expect } from 'vitest';
import type { SlipwayClient } from '../../electron/api/connection.ts';
import { asksFor, panelOf, patience, says, scanCode, tabTo, tileOf, tileShows } from './support/operator.ts';
import { screen } from './support/screen.ts';
import { onEachSurface } from './support/surfaces.ts';

/** A hand takes the unit out and puts one in: the same, or one that was never here. */
async function insert(client: SlipwayClient, slot: string, which: 'same' | 'new'): Promise<void> {
  await client.bench.unplug({ slot });
  if (which === 'same') await client.bench.plug({ slot });
  else await client.bench.replace({ slot });
}

const passesIn = async (client: SlipwayClient, slot: string) =>
  (await client.runs.list({ slot, limit: 10 })).rows.map(({ outcome }) => outcome).reverse();

onEachSurface('a whole order by keyboard and scanner', { virtualUnits: 3 }, async ({ kind, page, client }) => {
  await client.bench.setTemper({ slot: '01', temper: 'wont-boot' });
  await asksFor(page, /Choose what this line makes/);

  // Set up by keys: who, and an order of three.
  await page.keyboard.press('F5');
  const setup = panelOf(page, 'Set up the line');
  await tabTo(page, setup.getByRole('textbox', { name: 'Operator' }));
  await page.keyboard.type('Ana');
  await tabTo(page, setup.getByRole('switch', { name: 'Count towards an order' }));
  await page.keyboard.press('Space');
  await tabTo(page, setup.getByRole('textbox', { name: 'Order' }));
  await page.keyboard.type('ORD-7');
  await tabTo(page, setup.getByRole('textbox', { name: 'Quantity' }));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('3');
  await screen(page, `operator/${kind}-1-setup`);
  await page.keyboard.press('Enter');
  await asksFor(page, /Press F3 to start: 01, 02, 03/);
  // What is said about it covers no key.
  const toast = await page.getByText('The line makes ACME environment sensor').boundingBox();
  const keys = await page.getByRole('toolbar', { name: 'Keys of this screen' }).boundingBox();
  expect((toast?.y ?? 0) + (toast?.height ?? 0)).toBeLessThan(keys?.y ?? 0);
  expect((await client.line.get()).setup).toMatchObject({
    operator: 'Ana',
    order: { name: 'ORD-7', quantity: 3 },
    autoStart: true,
  });
  await page.getByText('0 of 3').waitFor(patience);

  // The scanner starts them all; two pass, one does not.
  await scanCode(page, 'CMD:START');
  await tileShows(page, '01', /FAIL.*Did not boot/s);
  await tileShows(page, '02', /PASS/);
  await tileShows(page, '03', /PASS/);
  await page.getByText('2 of 3').waitFor(patience);
  await asksFor(page, /Take out the bad unit: 01/);

  // Why, without a click: the slot, then the evidence, both scanned; closed by a key.
  await scanCode(page, 'SLOT:01');
  await says(page, 'Slot 01 is selected');
  await scanCode(page, 'CMD:EVIDENCE');
  const evidence = panelOf(page, 'Slot 01');
  await evidence.getByText('Checksum failed').first().waitFor(patience);
  await screen(page, `operator/${kind}-2-evidence`);
  await page.keyboard.press('Escape');
  await evidence.waitFor({ state: 'detached' });

  // Mended, tried again: only this one, and the order is full.
  await client.bench.setTemper({ slot: '01', temper: 'good' });
  await scanCode(page, 'CMD:RETRY');
  await tileShows(page, '01', /PASS/);
  expect(await passesIn(client, '01')).toEqual(['FAIL', 'PASS']);
  expect(await passesIn(client, '02')).toEqual(['PASS']);
  await page.getByText('3 of 3').waitFor(patience);
  await asksFor(page, /The order is complete\. Next one: F5/);

  // One that has passed comes back: recognised, and left as it is. One more than was ordered is not touched.
  await insert(client, '02', 'same');
  await tileShows(page, '02', /DONE BEFORE.*PASS .*in this slot/s);
  await insert(client, '03', 'new');
  await tileShows(page, '03', /ORDER DONE.*The order is complete/s);
  await screen(page, `operator/${kind}-3-complete`);
  expect(await passesIn(client, '02')).toEqual(['PASS']);
  expect(await passesIn(client, '03')).toEqual(['PASS']);

  // The next order, by keys: the unit that waited goes into it by itself.
  await page.keyboard.press('F5');
  await tabTo(page, setup.getByRole('textbox', { name: 'Order' }));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('ORD-8');
  await page.keyboard.press('Enter');
  await page.getByText('0 of 3').waitFor(patience);
  await page.keyboard.press('F3');
  await tileShows(page, '03', /PASS/);
  await page.getByText('1 of 3').waitFor(patience);
});

onEachSurface('slots, codes and panels are all within reach of keys', { virtualUnits: 3 }, async ({ page, client }) => {
  await client.line.setup({ source: { draft: 'acme-sensor' }, operator: 'Ana', order: null, autoStart: true });
  await client.bench.setTemper({ slot: '01', temper: 'slow' });
  await asksFor(page, /Press F3 to start/);
  const isCurrent = (slot: string) => expect.poll(() => tileOf(page, slot).getAttribute('aria-current'), patience);

  await page.keyboard.press('3');
  await isCurrent('03').toBe('true');
  await page.keyboard.press('ArrowLeft');
  await isCurrent('02').toBe('true');
  // A code typed where the scanner is broken.
  await page.keyboard.press('F7');
  await page.getByRole('textbox', { name: 'Code or serial number' }).waitFor(patience);
  await page.keyboard.type('SLOT:1');
  await page.keyboard.press('Enter');
  await isCurrent('01').toBe('true');
  // A badge, and a code that nobody knows.
  await scanCode(page, 'OP:Wang Wei');
  await page.getByText('Wang Wei', { exact: true }).waitFor(patience);
  await scanCode(page, 'CMD:FORMAT');
  await says(page, 'The code “CMD:FORMAT” means nothing to this line');

  // A touch of F9 stops nothing; a code must be scanned twice.
  await page.keyboard.press('F3');
  await tileShows(page, '01', /WRITING/);
  await page.keyboard.press('F9');
  await scanCode(page, 'CMD:STOP');
  await says(page, 'Scan STOP once more to stop slot 01');
  await tileShows(page, '01', /WRITING|CHECKING|IDENTITY|BOOTING/);
  await scanCode(page, 'CMD:STOP');
  await tileShows(page, '01', /STOPPED.*Press F2 to go on/s);
  await page.keyboard.press('F2');
  await tileShows(page, '01', /PASS/);

  await page.keyboard.press('F8');
  await panelOf(page, 'Figures').waitFor(patience);
  await page.keyboard.press('Escape');
  await panelOf(page, 'Figures').waitFor({ state: 'detached' });
  await page.keyboard.press('F1');
  await page.getByRole('complementary').getByText('CMD:START').first().waitFor(patience);
});
