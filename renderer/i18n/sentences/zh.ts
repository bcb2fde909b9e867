// Owns: Chinese for every sentence of contract/sentences.ts; one that is missing does not compile. Imports zh/.

import type { SentenceWords } from './words.ts';
import { bundlesZh } from './zh/bundles.ts';
import { devicesZh } from './zh/devices.ts';
import { fleetsZh } from './zh/fleets.ts';
import { imagesZh } from './zh/images.ts';
import { portsZh } from './zh/ports.ts';
import { runsZh } from './zh/runs.ts';
import { stationsZh } from './zh/stations.ts';

export const sentencesZh: SentenceWords = {
  ...bundlesZh,
  ...devicesZh,
  ...fleetsZh,
  ...imagesZh,
  ...portsZh,
  ...runsZh,
  ...stationsZh,
};
