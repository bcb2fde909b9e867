// Owns: the list of screens and when their code is loaded. The only place that imports features. Start reading here.
import { CardPanel, LineScreen } from '../features/line/index.ts';
import { type CodeSource, later } from '../ui/index.ts';

const library = () => import('../features/library/index.ts');

export const screens = {
  /** With the frame: it is what a station shows at its start. */
  Line: LineScreen,
  Welcome: later(async () => (await import('../features/welcome/index.ts')).WelcomeScreen),
  Records: later(async () => (await import('../features/records/index.ts')).RecordsScreen),
  Charts: later(async () => (await import('../features/records/index.ts')).ChartsScreen),
  Unit: later(async () => (await import('../features/unit/index.ts')).UnitScreen),
  Library: later(async () => (await library()).LibraryScreen),
  Draft: later(async () => (await library()).DraftScreen),
  Station: later(async () => (await import('../features/station/index.ts')).StationScreen),
  Gallery: later(async () => (await import('../features/gallery/index.ts')).GalleryScreen),
  BenchPanel: later(async () => (await import('../features/bench/index.ts')).BenchPanel),
} as const;

/** In the order in which a person may want them; not the gallery, which is for who builds the kit. */
const { Records, Unit, Station, BenchPanel, Charts, Library, Draft, Welcome } = screens;
const prefetches: readonly ((source: CodeSource) => Promise<boolean>)[] = [
  ...[Records, Unit, CardPanel, Station, BenchPanel, Charts, Library, Draft, Welcome].map(({ prefetch }) => prefetch),
  // Beside the library, which has been loaded by then.
  async (source) => (await library()).Editor.prefetch(source),
];

/** Loads what was not opened yet, so that a station that goes away later leaves all screens. Ends where it is away already. */
export async function prefetchScreens(source: CodeSource, idle: () => Promise<void>): Promise<void> {
  for (const prefetch of prefetches) {
    await idle();
    if (!(await prefetch(source))) return;
  }
}
