// Chinese on a computer that has no Chinese font: drawn with the one that comes with the app, which nobody else loads.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { expect, test } from 'vitest';
import { createTempDir } from '../support/temp-dir.ts';
import { launchApp } from './support/app.ts';
import { openChromium, serveStation } from './support/browser.ts';
import { goTo, rest, settle } from './support/go-to.ts';
import { screen } from './support/screen.ts';

const shipped = 'Noto Sans SC';

/** What the computer has, without its fonts for Chinese. */
const withoutChinese = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <selectfont>
    <rejectfont><pattern><patelt name="lang"><string>zh-cn</string></patelt></pattern></rejectfont>
    <rejectfont><pattern><patelt name="lang"><string>zh-tw</string></patelt></pattern></rejectfont>
    <rejectfont><pattern><patelt name="lang"><string>ja</string></patelt></pattern></rejectfont>
  </selectfont>
</fontconfig>
`;

function poorComputer(): Disposable & { readonly env: Readonly<Record<string, string>> } {
  const temp = createTempDir('slipway-e2e-fonts-');
  const file = path.join(temp.path, 'fonts.conf');
  writeFileSync(file, withoutChinese);
  return { env: { FONTCONFIG_FILE: file }, [Symbol.dispose]: () => temp[Symbol.dispose]() };
}

/** The fonts that the browser drew an element's letters with, as its own tools tell. */
async function fontsOf(page: Page, element: Locator): Promise<{ familyName: string; isCustomFont: boolean }[]> {
  await rest(page);
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  await element.evaluate((found) => found.setAttribute('data-asked', ''));
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: '[data-asked]' });
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  await element.evaluate((found) => found.removeAttribute('data-asked'));
  await session.detach();
  return fonts;
}

/** Files and rules of the Chinese font that the page has fetched so far. */
const fetched = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const names = performance.getEntriesByType('resource').map(({ name }) => name);
    const rules = [...document.fonts].filter(({ family }) => family.includes('Noto Sans SC'));
    return names.filter((name) => name.includes('noto-sans-sc')).length + rules.length;
  });

async function readsChinese(page: Page, name: string): Promise<void> {
  await goTo(page, '/line');
  expect(await fetched(page), 'an English window has no use for it').toBe(0);

  // The name of the language has to be read before it is chosen.
  await goTo(page, '/station/appearance');
  const choice = page.getByText('中文', { exact: true });
  await expect
    .poll(() => fontsOf(page, choice))
    .toMatchObject([{ familyName: expect.stringContaining(shipped), isCustomFont: true }]);

  await choice.click();
  await page.locator('html[lang="zh-Hans"] main h1').waitFor();
  await settle(page);
  await screen(page, name);
  const title = page.locator('main h1');
  expect(await fetched(page)).toBeGreaterThan(0);
  expect(await title.textContent()).toMatch(/^\p{Script=Han}+$/u);
  await expect
    .poll(() => fontsOf(page, title))
    .toMatchObject([{ familyName: expect.stringContaining(shipped), isCustomFont: true }]);
}

test('the app draws Chinese where the computer has no font for it', async () => {
  using computer = poorComputer();
  await using app = await launchApp({ virtualUnits: 1, env: computer.env });
  await readsChinese(app.window, 'chinese/app');
});

test('a browser draws Chinese where its computer has no font for it', async () => {
  using computer = poorComputer();
  await using station = await serveStation({ virtualUnits: 1 });
  const browser = await openChromium(computer.env);
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'en-GB' });
    await page.goto(station.page);
    await readsChinese(page, 'chinese/browser');
  } finally {
    await browser.close();
  }
});
