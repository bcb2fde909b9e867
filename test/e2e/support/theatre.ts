// Owns: a station with windows in all languages, on which scenes are played. Start reading at `openTheatre`.
import type { Page } from 'playwright';
import { createBundleBench } from '../../support/signed-bundle.ts';
import { openChromium, serveStation } from './browser.ts';
import type { Scene, Stage } from './scene.ts';

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

const locales = { en: 'en-GB', de: 'de-DE', zh: 'zh-CN' } as const;
export type Language = keyof typeof locales;
export const languages = ['en', 'de', 'zh'] as const satisfies readonly Language[];

export interface Seat {
  readonly language: Language;
  readonly page: Page;
  /** What went wrong in this window so far. */
  readonly errors: readonly string[];
}

export interface Theatre extends AsyncDisposable {
  readonly seats: readonly Seat[];
  /** Arranges the scene, and brings each window there in turn; `again` does so for who looks for long. */
  play(scene: Scene, look: (seat: Seat, again: () => Promise<void>) => Promise<void>): Promise<void>;
}

export interface TheatreOptions {
  readonly languages?: readonly Language[];
  /** What the station has been through before; else it is new. */
  readonly dataDir?: string;
}

/** Nothing of it stays where it cannot be opened whole. */
export async function openTheatre(
  virtualUnits: number | 'ask',
  { languages: wanted = languages, dataDir }: TheatreOptions = {},
): Promise<Theatre> {
  await using opening = new AsyncDisposableStack();
  const bundles = opening.use(createBundleBench());
  const station = opening.use(await serveStation({ virtualUnits, ...(dataDir === undefined ? {} : { dataDir }) }));
  const connection = station.connect();
  let isOver = false;
  const end = async () => {
    if (isOver) return;
    isOver = true;
    connection.close();
    await station[Symbol.asyncDispose]();
  };
  opening.defer(end);
  const browser = await openChromium();
  opening.defer(() => browser.close());
  const seats: Seat[] = [];
  for (const language of wanted) {
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: locales[language],
      // What moves cannot be judged, and no picture of it is like the other.
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(station.page);
    seats.push({ language, page, errors });
  }
  const stage: Stage = { client: connection.client, bundles, end };
  const owned = opening.move();
  return {
    seats,
    async play(scene, look) {
      await scene.arrange?.(stage);
      for (const seat of seats) {
        await scene.open(seat.page, stage);
        await look(seat, () => scene.open(seat.page, stage));
        await scene.close?.(seat.page);
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
