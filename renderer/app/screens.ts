// Owns: the list of screens and when their code is loaded. The only place that imports features. Start reading here.
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { LineScreen } from '../features/line/index.ts';

const screen = <Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> =>
  lazy(async () => ({ default: await load() }));

export const screens = {
  /** With the frame: it is what a station shows at its start. */
  Line: LineScreen,
  Welcome: screen(async () => (await import('../features/welcome/index.ts')).WelcomeScreen),
  Records: screen(async () => (await import('../features/records/index.ts')).RecordsScreen),
  Charts: screen(async () => (await import('../features/records/index.ts')).ChartsScreen),
  Unit: screen(async () => (await import('../features/unit/index.ts')).UnitScreen),
  Library: screen(async () => (await import('../features/library/index.ts')).LibraryScreen),
  Draft: screen(async () => (await import('../features/library/index.ts')).DraftScreen),
  Station: screen(async () => (await import('../features/station/index.ts')).StationScreen),
  Gallery: screen(async () => (await import('../features/gallery/index.ts')).GalleryScreen),
  BenchPanel: screen(async () => (await import('../features/bench/index.ts')).BenchPanel),
} as const;
