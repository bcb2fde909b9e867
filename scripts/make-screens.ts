// Owns: `npm run screens`: every screen and state of test/e2e/support/scenes.ts as pictures in out/screens, and the few that
// the documents show in docs/images/screens. Needs Debian's chromium and the built window; draws against `slipway serve`.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { openChromium, serveStation } from '../test/e2e/support/browser.ts';
import { settle } from '../test/e2e/support/go-to.ts';
import { scenes } from '../test/e2e/support/scenes.ts';
import { benchUnits } from '../test/e2e/support/scenes-line.ts';
import { createBundleBench } from '../test/support/signed-bundle.ts';

const root = path.resolve(import.meta.dirname, '..');
const locales = { en: 'en-GB', de: 'de-DE', zh: 'zh-CN' } as const;
const isLanguage = (word: string): word is keyof typeof locales => Object.hasOwn(locales, word);
const schemes = ['light', 'dark'] as const;

/** What README and docs show, at 1366x768 in English. */
const shown: Readonly<Record<string, string>> = {
  'line/mixed': 'line',
  'line/evidence': 'evidence',
  'unit/failed': 'unit',
  'records/full': 'records',
  'library/bundles': 'library',
  'draft/right': 'recipe',
  'station/slots': 'station',
};

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1366x768,1920x1080,3840x2160' },
    languages: { type: 'string', default: 'en' },
    /** Only the pictures of the documents. */
    docs: { type: 'boolean', default: false },
  },
});

interface Window {
  readonly page: Page;
  readonly label: string;
  readonly isForDocs: boolean;
}

async function main(): Promise<void> {
  await using station = await serveStation({ virtualUnits: benchUnits });
  await using connection = station.connect();
  using bundles = createBundleBench();
  const stage = { client: connection.client, bundles };
  const browser = await openChromium();
  try {
    const windows: Window[] = [];
    for (const size of values.docs ? ['1366x768'] : values.sizes.split(',')) {
      for (const language of values.docs ? ['en'] : values.languages.split(',')) {
        if (!isLanguage(language)) throw new Error(`--languages takes ${Object.keys(locales).join(', ')}`);
        const [width = 0, height = 0] = size.split('x').map(Number);
        const context = await browser.newContext({
          viewport: { width, height },
          locale: locales[language],
          reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        await page.goto(station.page);
        windows.push({ page, label: `${size}-${language}`, isForDocs: size === '1366x768' && language === 'en' });
      }
    }
    for (const scene of scenes) {
      await scene.arrange?.(stage);
      const name = shown[scene.name];
      if (values.docs && name === undefined) continue;
      for (const window of windows) {
        await scene.open(window.page, stage);
        for (const scheme of schemes) await draw(window, scheme, scene.name, name);
        await scene.close?.(window.page);
      }
      process.stdout.write(`${scene.name}\n`);
    }
  } finally {
    await browser.close();
  }
}

async function draw(window: Window, scheme: (typeof schemes)[number], scene: string, name: string | undefined) {
  await window.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await settle(window.page);
  const file = path.join(root, 'out/screens', scene, `${window.label}-${scheme}.png`);
  mkdirSync(path.dirname(file), { recursive: true });
  await window.page.screenshot({ path: file });
  if (name === undefined || !window.isForDocs) return;
  const target = path.join(root, 'docs/images/screens', `${name}-${scheme}.png`);
  mkdirSync(path.dirname(target), { recursive: true });
  copyFileSync(file, target);
}

await main();
