// Owns: what goes wrong around units: a station whose power went in the middle, an act of unknown end, a recipe that the
// station cannot serve; and what lies over the line then: kiosk, toasts, an engine that is away. Start at `cutOffScenes`.
import type { Page } from 'playwright';
import { spawnNode } from '../../support/processes.ts';
import { createTempDir } from '../../support/temp-dir.ts';
import { serveStation } from './browser.ts';
import { goTo, rest, settle } from './go-to.ts';
import { isWriting, setUpLine, startRun, untilSlot } from './line.ts';
import type { Scene, Stage } from './scene.ts';
import { engineScenes } from './scenes-engine.ts';
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

const tones = ['info', 'good', 'warning', 'bad', 'station'] as const;

/** Of each tone one, in the language of the window. */
const said: Readonly<Record<string, Readonly<Record<(typeof tones)[number], readonly [string, string?]>>>> = {
  en: {
    info: ['Unit AC-2648-00031 was seen before', 'It passed in slot 02 three minutes ago.'],
    good: ['Exported 12 units'],
    warning: ['The outbox has waited for 3 days', 'The fleet “production” does not answer. Nothing is lost meanwhile.'],
    bad: ['The bundle was refused', 'Nobody that this station trusts has signed it. Ask for a signed one.'],
    station: ['The port of slot 03 is in use', 'ModemManager holds it. The doctor says how to keep it away.'],
  },
  de: {
    info: ['Gerät AC-2648-00031 war schon da', 'Es hat vor drei Minuten auf Platz 02 bestanden.'],
    good: ['12 Geräte exportiert'],
    warning: ['Der Ausgang wartet seit 3 Tagen', 'Die Flotte „production“ antwortet nicht. Verloren geht nichts.'],
    bad: [
      'Das Bundle wurde abgelehnt',
      'Niemand, dem diese Station vertraut, hat es signiert. Fordern Sie ein signiertes an.',
    ],
    station: ['Der Anschluss von Platz 03 ist belegt', 'ModemManager hält ihn. Die Diagnose sagt, wie er frei bleibt.'],
  },
  zh: {
    info: ['设备 AC-2648-00031 之前出现过', '三分钟前它在工位 02 合格。'],
    good: ['已导出 12 台设备'],
    warning: ['待发队列已等待 3 天', '设备群“production”没有响应。不会丢失任何数据。'],
    bad: ['配方包被拒绝', '本工作站信任的人都没有为它签名。请索取已签名的配方包。'],
    station: ['工位 03 的端口被占用', 'ModemManager 占用了它。诊断会说明如何避免。'],
  },
};

function tellEverything(page: Page): Promise<void> {
  return page.evaluate(
    ([all, order]) => {
      const words = all[document.documentElement.lang.slice(0, 2)];
      for (const tone of order) {
        const [title, message] = words?.[tone] ?? [tone];
        const detail = { tone, title, ...(message === undefined ? {} : { message }) };
        document.dispatchEvent(new CustomEvent('slipway:toast', { detail }));
      }
    },
    [said, tones] as const,
  );
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
      const buttons = page.locator('section[data-corner] li > span > button');
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
  ...engineScenes,
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
