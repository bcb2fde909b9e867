// Every flow by keyboard alone: wherever a key leads, the focus is seen, never nowhere, never kept. No test here may use
// the mouse. Start reading at the first `describe`; who looks at the focus is in support/hands.ts.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../electron/api/connection.ts';
import { createBundleBench, trustKey } from '../support/signed-bundle.ts';
import { type BrowserWindow, openInBrowser } from './support/browser.ts';
import { goTo, settle } from './support/go-to.ts';
import { type Hands, handsOn } from './support/hands.ts';
import { isIn, startRun, untilSlot } from './support/line.ts';
import { panelOf, patience, tileShows } from './support/operator.ts';

test('from the first start to the first PASS and its record', async () => {
  await using window = await openInBrowser({ virtualUnits: 'ask' });
  const { page } = window;
  const hands = handsOn(page);
  await hands.tabTo(page.getByRole('button', { name: 'Open the virtual bench' }));
  await page.keyboard.press('Enter');
  // The next step has the focus by itself.
  const plug = page.getByRole('button', { name: 'Plug the unit in' });
  await plug.waitFor(patience);
  await expect.poll(() => plug.evaluate((element) => element === document.activeElement), patience).toBe(true);
  await page.keyboard.press('Enter');
  const record = page.getByRole('link', { name: /^Open the record of AC-/ });
  await record.waitFor(patience);
  await hands.tabTo(record);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^AC-/ }).waitFor(patience);
  await hands.whereabouts();
});

describe('a station with four virtual units', () => {
  let window: BrowserWindow;
  let connection: Connection;
  let hands: Hands;

  beforeAll(async () => {
    window = await openInBrowser({ virtualUnits: 4 });
    connection = window.station.connect();
    hands = handsOn(window.page);
    await settle(window.page);
  });
  /** Fingers are slower than a scanner, and the line can tell. */
  async function oneAfterTheOther(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await window.page.keyboard.press(key);
      await window.page.waitForTimeout(100);
    }
  }
  afterAll(async () => {
    await connection?.close();
    await window?.[Symbol.asyncDispose]();
  });

  test('the line is set up, a failure is read and tried again', async () => {
    const { page } = window;
    const { client } = connection;
    await client.bench.setTemper({ slot: '01', temper: 'wont-boot' });
    await goTo(page, '/line');
    await hands.press('F5');
    const setup = panelOf(page, 'Set up the line');
    await hands.tabTo(setup.getByRole('textbox', { name: 'Operator' }));
    await hands.type('Ana');
    await hands.tabTo(
      setup.getByRole('button', { name: 'Make this' }).or(setup.locator('button[type="submit"]')).first(),
    );
    await page.keyboard.press('Enter');
    await setup.waitFor({ state: 'detached', ...patience });
    // The panel is gone, the focus is not.
    await hands.whereabouts();

    await page.keyboard.press('F3');
    await tileShows(page, '01', /FAIL.*Did not boot/s);
    await tileShows(page, '04', /PASS/);
    await hands.press('1');
    await expect.poll(() => hands.whereabouts(), patience).toContain('Slot 01');
    await hands.press('F4');
    const evidence = panelOf(page, 'Slot 01');
    await evidence.getByText('Checksum failed').first().waitFor(patience);
    await hands.tabTo(evidence.locator('summary').first());
    await hands.press('Enter');
    await hands.press('Escape');
    await evidence.waitFor({ state: 'detached' });
    await expect.poll(() => hands.whereabouts(), patience).toContain('Slot 01');

    await client.bench.setTemper({ slot: '01', temper: 'good' });
    await hands.press('F2');
    await tileShows(page, '01', /PASS/);
    // Tiles are walked as they stand.
    await hands.press('ArrowRight');
    await expect.poll(() => hands.whereabouts(), patience).toContain('Slot 02');
    await hands.press('F8');
    await panelOf(page, 'Figures').waitFor(patience);
    await hands.press('F8');
    await hands.press('F1');
    await panelOf(page, /Keys/).waitFor(patience);
    await hands.press('F1');
    await hands.press('F7');
    await hands.type('SLOT:03');
    await page.keyboard.press('Enter');
    await page.locator('header p').filter({ hasText: 'Slot 03 is selected' }).waitFor(patience);
    await hands.press('Escape');
  });

  test('a unit is found, read, and the units are exported', async () => {
    const { page } = window;
    const [unit] = (await connection.client.units.search({ limit: 1 })).rows;
    const serial = unit?.serial ?? '?';
    await goTo(page, '/line');
    await oneAfterTheOther('g', 'r');
    await page.getByRole('heading', { level: 1, name: 'Records' }).waitFor(patience);
    await settle(page);
    await hands.press('/');
    expect(await hands.whereabouts()).toMatch(/^input/);
    await hands.type(serial);
    const row = page.getByRole('row', { name: new RegExp(serial) });
    await row.waitFor(patience);
    await page.getByText('1 unit', { exact: true }).waitFor(patience);
    await hands.press('ArrowDown');
    expect(await hands.whereabouts()).toContain(serial);
    await panelOf(page, serial).waitFor(patience);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: serial }).waitFor(patience);
    await hands.whereabouts();

    await goTo(page, '/records');
    await hands.press('e');
    const start = page.getByRole('dialog').getByRole('button', { name: 'Choose a place and export' });
    await hands.tabTo(start);
    // The system's own dialog cannot be worked from here; a browser that has none downloads the file.
    await page.evaluate(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toContain(serial);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await hands.whereabouts();
  });

  test('a bundle is chosen, verified and read', async () => {
    using bundles = createBundleBench();
    await trustKey(connection.client, await bundles.key('release'));
    const { page } = window;
    await goTo(page, '/library');
    // Listened for well before: the driver takes a while to stand in for the dialog, and a key is faster.
    const chooser = page.waitForEvent('filechooser');
    await hands.tabTo(page.getByRole('button', { name: 'Add a bundle…' }));
    await page.keyboard.press('Enter');
    await (await chooser).setFiles({
      name: 'widget.slipway',
      mimeType: '',
      buffer: readFileSync(await bundles.bundle()),
    });
    await page.getByText(/was verified and is in the library/).waitFor(patience);
    await hands.tabTo(page.getByRole('button', { name: 'Read the recipe' }));
    await page.keyboard.press('Enter');
    const reader = page.getByRole('dialog');
    await reader.waitFor(patience);
    await settle(page);
    await hands.press('Tab');
    await page.keyboard.press('Escape');
    await reader.waitFor({ state: 'detached' });
    expect(await hands.whereabouts()).toContain('Read the recipe');
  });

  test('a draft is edited, saved and left', async () => {
    const { page } = window;
    await goTo(page, '/library/drafts/acme-sensor');
    const text = page.getByRole('textbox', { name: /Text of the recipe/ });
    await text.waitFor(patience);
    await hands.tabTo(page.locator('main a').first());
    // Into the text, which has a focus of its own, and keeps Tab for itself until Escape.
    for (let presses = 0; !(await hands.whereabouts()).includes('Text of the recipe'); presses++) {
      if (presses > 20) throw new Error('Tab does not lead into the text.');
      await hands.press('Tab');
    }
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await hands.type('# edited by keyboard');
    await page.getByText('Not saved').waitFor(patience);
    await hands.press('Control+s');
    await page.getByText('Saved', { exact: true }).first().waitFor(patience);
    expect((await connection.client.drafts.read({ name: 'acme-sensor' })).text).toContain('# edited by keyboard');
    await page.keyboard.press('Escape');
    await hands.press('Tab');
    expect(await hands.whereabouts()).not.toContain('Text of the recipe');
    await hands.tabTo(page.getByRole('tab', { name: 'What it will do' }));
    await hands.press('ArrowRight');
    expect(await hands.whereabouts()).toContain('Files');
  });

  test('a slot is put in its place on the bench', async () => {
    const { page } = window;
    await goTo(page, '/station/slots');
    await hands.tabTo(page.getByRole('button', { name: /^01/ }));
    await hands.press('ArrowRight');
    await expect
      .poll(async () => (await connection.client.slots.list()).find(({ name }) => name === '01'), patience)
      .toMatchObject({ row: expect.any(Number), column: expect.any(Number) });
    await expect.poll(() => hands.whereabouts(), patience).toContain('01');
  });

  test('a fleet is added', async () => {
    const { page } = window;
    await goTo(page, '/station/fleets');
    await hands.tabTo(page.getByRole('button', { name: 'Add a fleet…' }));
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Add a fleet' });
    await form.waitFor(patience);
    await settle(page);
    await hands.whereabouts();
    await hands.tabTo(form.getByRole('radio', { name: 'Mender server' }));
    await hands.press('ArrowRight');
    await hands.tabTo(form.getByRole('textbox').first());
    await hands.type('by-keyboard');
    await hands.press('Tab');
    await hands.type('/tmp/by-keyboard');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached', ...patience });
    await hands.whereabouts();
    expect((await connection.client.fleets.list()).map(({ name }) => name)).toContain('by-keyboard');
    await connection.client.fleets.remove({ name: 'by-keyboard' });
  });

  test('palette, help, theme and language', async () => {
    const { page } = window;
    await goTo(page, '/records');
    const choose = async (words: string, name: string) => {
      await hands.press('Control+k');
      await hands.type(words);
      await page.getByRole('option', { name, exact: true }).first().waitFor(patience);
      await page.keyboard.press('Enter');
      await page.getByRole('combobox').waitFor({ state: 'detached' });
      await hands.whereabouts();
    };
    await choose('theme dark', 'Theme: dark');
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), patience)
      .toBe('dark');
    await choose('theme light', 'Theme: light');
    await choose('deutsch', 'Deutsch');
    await page.getByRole('heading', { level: 1, name: 'Nachweise' }).waitFor(patience);
    expect(await page.evaluate(() => document.documentElement.lang)).toMatch(/^de/);
    await choose('english', 'English');
    await page.getByRole('heading', { level: 1, name: 'Records' }).waitFor(patience);

    await hands.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.getByText('Show all keys').waitFor(patience);
    await hands.press('Escape');
    await help.waitFor({ state: 'detached' });

    // The same on a screen of its own, with the arrows of a row of choices.
    await goTo(page, '/station/appearance');
    await hands.tabTo(page.getByRole('radio', { name: 'Light' }));
    await hands.press('ArrowRight');
    await expect
      .poll(() => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), patience)
      .toBe('dark');
  });

  test('virtual units are made to misbehave and pulled out', async () => {
    const { page } = window;
    const { client } = connection;
    await goTo(page, '/records');
    await oneAfterTheOther('g', 'v');
    const panel = page.getByRole('complementary', { name: 'Virtual units' });
    await panel.getByRole('listitem').first().waitFor(patience);
    await hands.tabTo(panel.getByRole('combobox').nth(1));
    await hands.type('silent');
    await expect.poll(async () => (await client.bench.list())[1]?.temper, patience).toBe('silent');
    await hands.tabTo(panel.getByRole('button', { name: 'Pull out' }).nth(2));
    await page.keyboard.press('Enter');
    await untilSlot(client, '03', isIn('empty'));
    await hands.whereabouts();
    await oneAfterTheOther('g', 'v');
    await panel.waitFor({ state: 'detached' });
  });

  test.each([
    ['/line', 12],
    ['/records', 12],
    ['/records/charts', 8],
    ['/library', 12],
    ['/library/drafts/acme-sensor', 10],
    ['/station/slots', 14],
    ['/station/fleets', 10],
    ['/station/keys', 10],
    ['/station/doctor', 9],
    ['/station/appearance', 12],
    ['/station/about', 10],
  ] as const)('every stop of %s is seen, and none keeps the focus', async (address, least) => {
    const { page } = window;
    await goTo(page, address);
    const stops = await hands.walk();
    expect(new Set(stops).size).toBeGreaterThanOrEqual(least);
  });

  test('every stop of a unit is seen', async () => {
    const { page } = window;
    await startRun(connection.client, '04').catch(() => undefined);
    const [unit] = (await connection.client.units.search({ limit: 1 })).rows;
    await goTo(page, `/units/${unit?.unitId}`);
    expect(new Set(await hands.walk()).size).toBeGreaterThanOrEqual(15);
  });
});
