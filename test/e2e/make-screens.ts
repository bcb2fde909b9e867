// Owns: `npm run screens`: a picture of every screen and state at three sizes in both themes, in out/screens, to be looked
// at one by one; and the few that documents show, in docs/images/screens. Needs a built window. Start reading at `main`.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { projectRoot } from '../support/processes.ts';
import { rest } from './support/go-to.ts';
import type { Scene } from './support/scene.ts';
import { scenes } from './support/scenes.ts';
import { cutOffScenes, cutOffStation, cutOffUnits } from './support/scenes-cut-off.ts';
import { benchUnits } from './support/scenes-line.ts';
import { slotCounts, slotScenes } from './support/scenes-slots.ts';
import { startScenes } from './support/scenes-start.ts';
import { screensDir } from './support/screen.ts';
import { type Language, languages, openTheatre, type Scheme, type Seat, schemes } from './support/theatre.ts';

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
] as const;
type Size = (typeof sizes)[number];

/** Scene to file: what README and docs show, small and in both themes. */
const documented: Readonly<Record<string, string>> = {
  'line/mixed': 'line',
  'line/evidence': 'evidence',
  'unit/passed': 'unit',
  'records/full': 'records',
  'library/bundles': 'library',
  'station/slot': 'station',
};

interface Wanted {
  /** Names of scenes that are drawn; all are played, for each builds on those before it. */
  readonly only: RegExp;
  readonly languages: readonly Language[];
  readonly sizes: readonly Size[];
  readonly isForDocs: boolean;
}

async function draw(page: Page, file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
}

async function dress(page: Page, scheme: Scheme, size: Size): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await rest(page);
}

/** All languages at the smallest size, where words have the least room; English at all sizes. */
async function drawScene(scene: Scene, { language, page }: Seat, wanted: Wanted, again: () => Promise<void>) {
  for (const [index, size] of (language === 'en' ? wanted.sizes : wanted.sizes.slice(0, 1)).entries()) {
    // Units that are being written would be done by now; who is away stays away.
    if (index > 0 && scene.name.startsWith('line/')) await again();
    for (const scheme of schemes) {
      await dress(page, scheme, size);
      await draw(page, path.join(screensDir, `${size.width}x${size.height}`, scheme, language, `${scene.name}.png`));
    }
  }
  await page.setViewportSize(sizes[0]);
}

async function drawForDocs(scene: Scene, page: Page): Promise<void> {
  const name = documented[scene.name];
  if (name === undefined) return;
  for (const scheme of schemes) {
    await dress(page, scheme, sizes[0]);
    await draw(page, path.join(projectRoot, 'docs', 'images', 'screens', `${name}-${scheme}.png`));
  }
}

async function drawAll(
  virtualUnits: number | 'ask',
  played: readonly Scene[],
  wanted: Wanted,
  dataDir?: string,
): Promise<void> {
  const past = dataDir === undefined ? {} : { dataDir };
  await using theatre = await openTheatre(virtualUnits, { languages: wanted.languages, ...past });
  for (const scene of played) {
    await theatre.play(scene, async (seat, again) => {
      if (!wanted.only.test(scene.name)) return;
      if (wanted.isForDocs) await drawForDocs(scene, seat.page);
      else await drawScene(scene, seat, wanted, again);
    });
    process.stderr.write(`screens: ${scene.name}\n`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      docs: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      languages: { type: 'string', default: languages.join(',') },
      widths: { type: 'string', default: sizes.map(({ width }) => width).join(',') },
    },
  });
  const widths = values.widths.split(',').map(Number);
  const named = values.languages.split(',');
  const wanted: Wanted = {
    only: new RegExp(values.only),
    languages: values.docs ? ['en'] : languages.filter((language) => named.includes(language)),
    sizes: sizes.filter(({ width }) => widths.includes(width)),
    isForDocs: values.docs,
  };
  const isWanted = (played: readonly Scene[]) => played.some(({ name }) => wanted.only.test(name));
  if (isWanted(scenes)) await drawAll(benchUnits, scenes, wanted);
  if (!values.docs) {
    if (isWanted(startScenes)) await drawAll('ask', startScenes, wanted);
    if (isWanted(cutOffScenes)) {
      using past = await cutOffStation();
      await drawAll(cutOffUnits, cutOffScenes, wanted, past.dataDir);
    }
    for (const count of slotCounts) {
      const played = slotScenes(count);
      if (isWanted(played)) await drawAll(count, played, wanted);
    }
  }
  process.stdout.write(`Pictures are in ${values.docs ? 'docs/images/screens' : 'out/screens'}.\n`);
}

await main();
