// A unit's record on paper: what Chromium makes of the page, read back by poppler. Unproven here: a real printer. The system's
// own dialogs, for a printer and for a file, answer by themselves.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { useTempDir } from '../support/temp-dir.ts';
import { type LaunchedApp, launchApp } from './support/app.ts';
import { connectThrough } from './support/engine-client.ts';
import { goTo } from './support/go-to.ts';
import { isIn, setUpLine, startRun, untilSlot } from './support/line.ts';
import { screensDir } from './support/screen.ts';

/** A unit that failed once and passed then, its record open. */
async function openRecord(app: LaunchedApp) {
  const connection = await connectThrough(app.window);
  const { client } = connection;
  await setUpLine(client);
  for (const temper of ['wont-boot', 'good']) {
    await startRun(client, '01', temper);
    await untilSlot(client, '01', isIn('finished'));
  }
  const { rows } = await client.runs.list({ limit: 1 });
  const { unit, certificate } = await client.units.get({ unitId: rows[0]?.unitId ?? '' });
  await goTo(app.window, `/units/${unit.unitId}`);
  await app.window.getByRole('heading', { name: 'What was written' }).waitFor();
  return { connection, unit, certificate };
}

/** A4, as the dialog has it by itself: without backgrounds. */
async function printed(app: LaunchedApp): Promise<string> {
  const handle = await app.electron.browserWindow(app.window);
  const pdf = await handle.evaluate(async ({ webContents }) =>
    (await webContents.printToPDF({ pageSize: 'A4' })).toString('base64'),
  );
  const file = path.join(useTempDir('slipway-print-'), 'record.pdf');
  writeFileSync(file, Buffer.from(pdf, 'base64'));
  return file;
}

/** Grey values, one byte a pixel, of each page at 50 dots an inch (pgm(5)). */
function pagesOf(pdf: string): { width: number; height: number; pixels: Buffer }[] {
  const dir = path.dirname(pdf);
  execFileSync('pdftoppm', ['-r', '50', '-gray', pdf, path.join(dir, 'page')]);
  return readdirSync(dir)
    .filter((name) => name.endsWith('.pgm'))
    .sort()
    .map((name) => {
      const bytes = readFileSync(path.join(dir, name));
      const [head = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 40)) ?? [];
      return { width: Number(width), height: Number(height), pixels: bytes.subarray(head.length) };
    });
}

test.each(['dark', 'light'] as const)(
  'a record printed from the %s theme is dark on white paper, whole, and has nothing to press',
  async (theme) => {
    await using app = await launchApp({ virtualUnits: 1 });
    const { connection, unit, certificate } = await openRecord(app);
    await using _ = connection;
    await app.window.emulateMedia({ colorScheme: theme });
    await expect.poll(() => app.window.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe(theme);
    const pdf = await printed(app);
    mkdirSync(screensDir, { recursive: true });
    execFileSync('pdftoppm', ['-r', '80', '-png', pdf, path.join(screensDir, `printed-${theme}`)]);

    const read = (order: string) => execFileSync('pdftotext', [order, pdf, '-'], { encoding: 'utf8' });
    // What is shortened on the screen is whole on paper, also in the narrow columns of a table.
    const hashes = await app.window
      .locator('table [data-whole]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-whole') ?? ''));
    expect(hashes.length).toBeGreaterThanOrEqual(6);
    const letters = read('-raw').replace(/\s/g, '');
    for (const whole of [unit.serial, unit.unitId, unit.keyFingerprint, certificate?.sha256, ...hashes]) {
      expect(letters).toContain(whole);
    }
    const text = read('-layout');
    expect(text).not.toContain('…');
    expect(text).toContain('Did not boot');
    expect(text).toContain('SLIPWAY-ID');
    expect(text).toMatch(/Last change\s+\S/);
    expect(text).not.toMatch(/Last change\s+(?:now|.* ago)/);
    // Each on a line of its own, so that one would be found among the words of a record.
    const pressed = await app.window.locator('nav :is(a, button), main button:not([aria-expanded])').allInnerTexts();
    const words = pressed.map((word) => word.trim()).filter((word) => word !== '');
    expect(words).toEqual(expect.arrayContaining(['Library', 'Print', 'Copy PEM', 'Copy link']));
    const lines = text.split('\n').map((line) => line.trim());
    for (const word of words) expect(lines).not.toContain(word);

    const pages = pagesOf(pdf);
    expect(pages.length).toBeGreaterThan(1);
    for (const [at, { width, height, pixels }] of pages.entries()) {
      const page = `page ${at + 1}`;
      expect([width, height], page).toEqual([414, 586]);
      const share = (is: (grey: number) => boolean) => pixels.filter(is).length / pixels.length;
      expect(
        share((grey) => grey >= 250),
        page,
      ).toBeGreaterThan(0.8);
      // Words are black enough to be read under a lamp.
      expect(
        share((grey) => grey < 100),
        page,
      ).toBeGreaterThan(0.002);
      // A margin of a fifth of an inch on each side is free.
      const isInMargin = (_grey: number, index: number) => index % width < 10 || index % width >= width - 10;
      expect(
        pixels.filter(isInMargin).every((grey) => grey >= 250),
        page,
      ).toBe(true);
    }
  },
);

test('the button of a record and the menu print it: by the system, or as a PDF where there is no printer', async () => {
  // A computer with a printer would show a dialog, which nobody answers here.
  await using app = await launchApp({ virtualUnits: 1, env: { CUPS_SERVER: '/nowhere' } });
  const { connection, unit } = await openRecord(app);
  await using _ = connection;
  const dir = useTempDir('slipway-print-');
  await app.electron.evaluate(({ dialog }, folder) => {
    const asked: string[] = [];
    Reflect.set(globalThis, 'slipwaySaved', asked);
    Reflect.set(dialog, 'showSaveDialog', async (_window: unknown, options: { defaultPath: string }) => {
      asked.push(options.defaultPath);
      return { canceled: false, filePath: `${folder}/${asked.length}.pdf` };
    });
  }, dir);
  const offered = (): Promise<string[]> => app.electron.evaluate(() => Reflect.get(globalThis, 'slipwaySaved'));
  const press = () => app.window.getByRole('button', { name: 'Print', exact: true }).click();
  const name = `Unit ${unit.serial}.pdf`;
  await press();
  await expect.poll(offered).toEqual([name]);
  await app.electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    items.find(({ label }) => label === 'Print…')?.click();
  });
  await expect.poll(offered).toEqual([name, name]);
  const lettersOf = (file: string) =>
    execFileSync('pdftotext', ['-raw', path.join(dir, file), '-'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).replace(/\s/g, '');
  await vi.waitFor(() => expect(lettersOf('2.pdf')).toContain(unit.keyFingerprint), { timeout: 10_000 });
  expect(lettersOf('1.pdf')).toContain(unit.serial);

  // With a printer the dialog is the system's: what was printed there, or given up, is not offered once more.
  const handle = await app.electron.browserWindow(app.window);
  for (const [isPrinted, reason] of [
    [true, ''],
    [false, 'Print job canceled'],
  ] as const) {
    await handle.evaluate(
      ({ webContents }, answer) => {
        Reflect.set(globalThis, 'slipwayPrinted', false);
        webContents.print = (_options: unknown, done?: (isDone: boolean, why: string) => void) => {
          Reflect.set(globalThis, 'slipwayPrinted', true);
          done?.(...answer);
        };
      },
      [isPrinted, reason] as [boolean, string],
    );
    await press();
    await expect.poll(() => app.electron.evaluate(() => Reflect.get(globalThis, 'slipwayPrinted'))).toBe(true);
  }
  await app.window.evaluate(() => window.slipwayShell?.request({ kind: 'print' }));
  expect(await offered()).toHaveLength(2);
});
