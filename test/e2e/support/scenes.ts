// Owns: every screen in its main states, in the order in which one station comes to them; checked by screens tests, drawn
// by make-screens.ts. Start reading at `scenes`; scenes-line.ts has those of the line.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { sendFile } from '../../support/send-file.ts';
import { trustKey } from '../../support/signed-bundle.ts';
import { goTo, settle } from './go-to.ts';
import type { Scene, Stage } from './scene.ts';
import { lineScenes } from './scenes-line.ts';

const at = (address: string) => (page: Page) => goTo(page, address);
const pressing = (address: string, key: string) => async (page: Page) => {
  await goTo(page, address);
  await page.keyboard.press(key);
  await settle(page);
};
const closeOverlay = (page: Page) => page.keyboard.press('Escape');

const emptyScenes: readonly Scene[] = [
  { name: 'records/empty', open: at('/records') },
  { name: 'records/charts-empty', open: at('/records/charts') },
  { name: 'library/empty', open: at('/library') },
];

async function unitOf({ client }: Stage, outcome: 'PASS' | 'FAIL'): Promise<string> {
  const { rows } = await client.runs.list({ outcome, limit: 50 });
  const unitId = rows.find((run) => run.unitId !== null)?.unitId;
  if (unitId === null || unitId === undefined) throw new Error(`No unit has a run that ended ${outcome}.`);
  return unitId;
}

const recordScenes: readonly Scene[] = [
  { name: 'records/full', open: at('/records') },
  {
    name: 'records/selected',
    async open(page) {
      await goTo(page, '/records');
      await page.locator('[role="grid"] [role="row"][tabindex]').nth(2).click();
      await page.locator('aside h2').waitFor();
      await settle(page);
    },
  },
  {
    name: 'records/nothing-found',
    async open(page) {
      await goTo(page, '/records?text=no-such-serial');
      await page.locator('[role="row"][tabindex]').first().waitFor({ state: 'detached' });
      await settle(page);
    },
    close: (page) => page.locator('input[type="search"], main input').first().fill(''),
  },
  {
    name: 'records/filter',
    async open(page) {
      await goTo(page, '/records');
      await page.locator('main [aria-haspopup="dialog"]').first().click();
      await page.locator('[role="dialog"]').waitFor();
      await settle(page);
    },
    close: closeOverlay,
  },
  {
    name: 'records/export',
    async open(page) {
      await pressing('/records', 'e')(page);
      await page.locator('[role="dialog"]').waitFor();
      await settle(page);
    },
    close: closeOverlay,
  },
  { name: 'records/charts', open: at('/records/charts') },
  {
    name: 'unit/passed',
    open: async (page, stage) => goTo(page, `/units/${await unitOf(stage, 'PASS')}`),
  },
  {
    name: 'unit/failed',
    open: async (page, stage) => goTo(page, `/units/${await unitOf(stage, 'FAIL')}`),
  },
  { name: 'unit/unknown', open: at('/units/no-such-unit') },
];

const libraryScenes: readonly Scene[] = [
  {
    name: 'library/bundles',
    async arrange({ client, bundles }) {
      await trustKey(client, await bundles.key('release'));
      const made = [
        { product: 'acme-thermostat', version: '1.4.2', title: 'ACME thermostat' },
        { product: 'acme-gateway', version: '2.0.1', title: 'ACME gateway' },
      ];
      for (const options of made) {
        const file = await bundles.bundle(options);
        const uploadId = await sendFile(client, path.basename(file), readFileSync(file));
        await client.recipes.import({ uploadId });
      }
    },
    open: at('/library'),
  },
  {
    name: 'library/refused',
    async open(page, { bundles }) {
      await goTo(page, '/library');
      const stranger = await bundles.bundle({ signers: [await bundles.key('stranger')] });
      await page
        .locator('main input[type="file"]')
        .first()
        .setInputFiles([
          { name: 'holiday.slipway', mimeType: '', buffer: Buffer.from('not a bundle') },
          { name: 'stranger.slipway', mimeType: '', buffer: readFileSync(stranger) },
        ]);
      // Each of them was looked at, and both are told why not.
      await page.locator('main [role="alert"]').nth(1).waitFor();
      await settle(page);
    },
  },
  {
    name: 'library/new-draft',
    async open(page) {
      await goTo(page, '/library');
      await page.locator('main header button').first().click();
      await page.locator('[role="dialog"]').waitFor();
      await settle(page);
    },
    close: closeOverlay,
  },
  { name: 'draft/right', open: (page) => openDraft(page) },
  ...(['files', 'dry-run'] as const).map(
    (name, index): Scene => ({
      name: `draft/${name}`,
      async open(page) {
        await openDraft(page);
        await page
          .locator('[role="tab"]')
          .nth(index + 1)
          .click();
        await settle(page);
      },
    }),
  ),
  {
    name: 'draft/wrong',
    async arrange({ client }) {
      const { text } = await client.drafts.read({ name: 'acme-sensor' });
      await client.drafts.create({ name: 'half-done', from: { draft: 'acme-sensor' } });
      await client.drafts.write({
        name: 'half-done',
        text: text.replace('kind: bootloader', 'kind: bootlaoder').replace(/^title:.*$/m, 'titel: ACME sensor'),
      });
    },
    async open(page) {
      await openDraft(page, 'half-done');
      await page.locator('.cm-lintRange-error, .cm-lint-marker-error').first().waitFor();
    },
  },
];

async function openDraft(page: Page, name = 'acme-sensor'): Promise<void> {
  await goTo(page, `/library/drafts/${name}`);
  await page.locator('.cm-content').waitFor();
  await settle(page);
}

const stationScenes: readonly Scene[] = [
  { name: 'station/slots', open: at('/station/slots') },
  {
    name: 'station/slot',
    async open(page) {
      await goTo(page, '/station/slots');
      await page.locator('main [data-slot], main [aria-pressed]').first().click();
      await settle(page);
    },
  },
  {
    name: 'station/which-slot',
    async open(page) {
      await goTo(page, '/station/slots');
      await page
        .locator('main button')
        .filter({ has: page.locator('.lucide-plug-zap') })
        .click();
      await settle(page);
    },
  },
  {
    name: 'station/fleets',
    async arrange({ client, bundles }) {
      await client.fleets.set({
        kind: 'mender',
        name: 'production',
        url: 'http://127.0.0.1:9',
        token: 'a-token-of-this-test',
      });
      await client.fleets.set({ kind: 'file', name: 'acme-field', dir: bundles.inFolder('field') });
    },
    open: at('/station/fleets'),
  },
  { name: 'station/keys', open: at('/station/keys') },
  { name: 'station/doctor', open: at('/station/doctor') },
  { name: 'station/appearance', open: at('/station/appearance') },
  { name: 'station/about', open: at('/station/about') },
];

const frameScenes: readonly Scene[] = [
  {
    name: 'frame/palette',
    async open(page) {
      await pressing('/records', 'Control+k')(page);
      await page.keyboard.type('AC-');
      await page.locator('dialog [role="option"]').first().waitFor();
    },
    close: closeOverlay,
  },
  { name: 'frame/keys', open: pressing('/line', '?'), close: closeOverlay },
  { name: 'frame/not-found', open: at('/no-such-page') },
  {
    name: 'frame/virtual-units',
    async open(page) {
      await goTo(page, '/records');
      await page.locator('nav button[data-tone="virtual"]').click();
      await page.locator('aside li').first().waitFor();
      await settle(page);
    },
    close: (page) => page.locator('nav button[data-tone="virtual"]').click(),
  },
];

export const scenes: readonly Scene[] = [
  ...emptyScenes,
  ...lineScenes,
  ...recordScenes,
  ...libraryScenes,
  ...stationScenes,
  ...frameScenes,
];
