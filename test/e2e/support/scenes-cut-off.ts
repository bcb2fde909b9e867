// Owns: what goes wrong around units: a station whose power went in the middle, an act of unknown end, a recipe that the
// station cannot serve; and what lies over the line then: kiosk, toasts, an engine that is away. Start at `cutOffScenes`.
import type { Page } from 'playwright';
import { spawnNode } from '../../support/processes.ts';
import { createTempDir } from '../../support/temp-dir.ts';
import { serveStation } from './browser.ts';
import { goTo, rest, settle } from './go-to.ts';
import { isWriting, setUpLine, startRun, untilSlot } from './line.ts';
import type { Scene, Stage } from './scene.ts';
import { onLine, withEvidenceOf } from './scenes-line.ts';

export const cutOffUnits = 6;
/** A unit that was half written when the station died; one of which nobody knows whether its fuses were burned. */
const interrupted = '01';
const undecided = { slot: '02', unitId: 'u-undecided' } as const;
const refused = '03';

export interface CutOffStation extends Disposable {
  readonly dataDir: string;
}

/** The folder of a station that was killed while it was writing, and has an act of unknown end besides. */
export async function cutOffStation(): Promise<CutOffStation> {
  const temp = createTempDir('slipway-e2e-cut-off-');
  const dataDir = `${temp.path}/data`;
  {
    await using station = await serveStation({ virtualUnits: cutOffUnits, dataDir });
    const { client, close } = station.connect();
    await setUpLine(client);
    await startRun(client, interrupted, 'slow');
    await untilSlot(client, interrupted, isWriting);
    close();
    station.process.kill('SIGKILL');
    await station.process.end();
  }
  await using writer = spawnNode(['test/support/undecided-unit.ts', dataDir]);
  const { code } = await writer.end();
  if (code !== 0) throw new Error(`The undecided unit was not written: ${writer.stderr()}`);
  return { dataDir, [Symbol.dispose]: () => temp[Symbol.dispose]() };
}

/** A recipe whose certificates nobody on this station can issue: the unit is not to blame. */
async function startWithoutIssuer({ client }: Stage): Promise<void> {
  const { text } = await client.drafts.read({ name: 'acme-sensor' });
  await client.drafts.create({ name: 'acme-issuer', from: { draft: 'acme-sensor' } });
  await client.drafts.write({
    name: 'acme-issuer',
    text: text.replace(/^( *)validity: .*$/m, '$1validity: 10y\n$1issuer: head-office'),
  });
  await client.line.setup({ source: { draft: 'acme-issuer' }, operator: 'Ada', order: null, autoStart: false });
  await client.line.start({ slot: refused, again: false }).catch(() => undefined);
  await untilSlot(client, refused, ({ phase }) => phase === 'finished' || phase === 'hold');
}

/** One of each tone, the shape in which the window tells them. */
function tellEverything(page: Page): Promise<void> {
  return page.evaluate(() => {
    const tones = ['info', 'good', 'warning', 'bad', 'station'] as const;
    const titles: Record<(typeof tones)[number], string> = {
      info: 'Unit 07 was seen before',
      good: 'Copied 12 serial numbers',
      warning: 'The outbox has waited for 3 days',
      bad: 'The bundle was refused',
      station: 'The port was taken by ModemManager',
    };
    for (const tone of tones) {
      const detail = {
        tone,
        title: titles[tone],
        message: 'What it means and what to do, in a plain sentence or two.',
      };
      document.dispatchEvent(new CustomEvent('slipway:toast', { detail }));
    }
  });
}

export const cutOffScenes: readonly Scene[] = [
  { name: 'line/cut-off', arrange: startWithoutIssuer, open: onLine },
  { name: 'line/evidence-cut-off', open: withEvidenceOf(interrupted) },
  { name: 'line/evidence-decide', open: withEvidenceOf(undecided.slot) },
  { name: 'line/evidence-station', isOnlyDrawn: true, open: withEvidenceOf(refused) },
  { name: 'unit/decide', open: (page) => goTo(page, `/units/${undecided.unitId}`) },
  {
    name: 'frame/toasts',
    async open(page) {
      await goTo(page, '/records');
      await tellEverything(page);
      await rest(page);
    },
    async close(page) {
      const buttons = page.locator('section[data-corner] li > button');
      while ((await buttons.count()) > 0) await buttons.last().click();
    },
  },
  {
    name: 'line/kiosk',
    isOnlyDrawn: true,
    async open(page) {
      await onLine(page);
      // The same keys would ask whether to leave it.
      if (await page.locator('nav').isVisible()) await page.keyboard.press('Control+Shift+F12');
      await page.locator('nav').waitFor({ state: 'detached' });
      await settle(page);
    },
  },
  {
    name: 'line/kiosk-leave',
    isOnlyDrawn: true,
    async open(page) {
      if (!(await page.locator('dialog').isVisible())) await page.keyboard.press('Control+Shift+F12');
      await page.locator('dialog').waitFor();
      await rest(page);
    },
    /** Kiosk is left by holding a button, which is not what is looked at here. */
    async close(page) {
      await page.evaluate(() => window.localStorage.clear());
      await page.reload();
      await onLine(page);
    },
  },
  {
    name: 'line/away',
    async open(page, stage) {
      await stage.end();
      await page
        .locator('[role="status"]')
        .filter({ has: page.locator('button') })
        .first()
        .waitFor();
      await rest(page);
    },
  },
];
