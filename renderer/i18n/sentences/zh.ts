// Owns: Chinese for every sentence of contract/sentences.ts; one that is missing does not compile. Imports zh/.

import type { SentenceWords } from './words.ts';
import { devicesZh } from './zh/devices.ts';
import { imagesZh } from './zh/images.ts';
import { portsZh } from './zh/ports.ts';
import { runsZh } from './zh/runs.ts';

export const sentencesZh: SentenceWords = { ...portsZh, ...devicesZh, ...imagesZh, ...runsZh };
