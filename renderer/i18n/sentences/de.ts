// Owns: German for every sentence of contract/sentences.ts; one that is missing does not compile. Imports de/.
import { bundlesDe } from './de/bundles.ts';
import { devicesDe } from './de/devices.ts';
import { fleetsDe } from './de/fleets.ts';
import { imagesDe } from './de/images.ts';
import { portsDe } from './de/ports.ts';
import { runsDe } from './de/runs.ts';
import { stationsDe } from './de/stations.ts';
import type { SentenceWords } from './words.ts';

export const sentencesDe: SentenceWords = {
  ...bundlesDe,
  ...devicesDe,
  ...fleetsDe,
  ...imagesDe,
  ...portsDe,
  ...runsDe,
  ...stationsDe,
};
