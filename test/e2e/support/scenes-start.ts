// Owns: what a station looks like that nobody has decided about yet, has no slots, does not know this browser, or is
// away. On a station of its own, started with `virtualUnits: 'ask'`. Start reading at `startScenes`.
import type { Page } from 'playwright';
import { goTo, rest, settle } from './go-to.ts';
import type { Scene, Stage } from './scene.ts';

async function choose({ client }: Stage, mode: 'virtual' | 'real'): Promise<void> {
  await client.station.setMode({ mode, units: 4 });
}

const opened = (page: Page) => page.locator('main h1').waitFor();

export const startScenes: readonly Scene[] = [
  { name: 'welcome/choice', open: (page) => goTo(page, '/welcome') },
  {
    name: 'welcome/real',
    arrange: (stage) => choose(stage, 'real'),
    async open(page) {
      await page.reload();
      await opened(page);
      await goTo(page, '/welcome');
      await page.locator('main ol li p').first().waitFor();
      await settle(page);
    },
  },
  { name: 'line/no-slots', open: (page) => goTo(page, '/line') },
  { name: 'station/no-slots', open: (page) => goTo(page, '/station/slots') },
  { name: 'station/fleets-empty', open: (page) => goTo(page, '/station/fleets') },
  {
    name: 'welcome/virtual',
    arrange: (stage) => choose(stage, 'virtual'),
    async open(page) {
      await page.reload();
      await opened(page);
      await goTo(page, '/welcome');
      await page.locator('main [data-slot]').waitFor();
      // The bench is there and the line set up: the next step is the person's.
      await page.locator('main li[aria-current="step"] button').waitFor();
      await settle(page);
    },
  },
  {
    name: 'frame/signed-out',
    async open(page) {
      await page.evaluate(() => {
        window.sessionStorage.setItem('slipway.test.token', window.sessionStorage.getItem('slipway.token') ?? '');
        window.sessionStorage.removeItem('slipway.token');
      });
      await page.reload();
      await page.locator('main form').waitFor();
      await rest(page);
    },
    async close(page) {
      await page.evaluate(() => {
        window.sessionStorage.setItem('slipway.token', window.sessionStorage.getItem('slipway.test.token') ?? '');
      });
      await page.reload();
      await opened(page);
    },
  },
  {
    name: 'frame/away',
    // The windows have the line before them when the station goes.
    async open(page, stage) {
      await page.evaluate(() => {
        window.location.hash = '#/line';
      });
      await opened(page);
      if (page.url().includes('/line')) await page.locator('[data-slot], main h1').first().waitFor();
      await stage.end();
      await page
        .locator('[role="status"], [role="alert"]')
        .filter({ has: page.locator('button') })
        .first()
        .waitFor();
      await rest(page);
    },
  },
];
