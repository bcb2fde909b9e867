// Owns: German for every sentence of contract/sentences.ts; one that is missing does not compile. Imports de/.
import { devicesDe } from './de/devices.ts';
import { imagesDe } from './de/images.ts';
import { portsDe } from './de/ports.ts';
import { runsDe } from './de/runs.ts';
import type { SentenceWords } from './words.ts';

export const sentencesDe: SentenceWords = { ...portsDe, ...devicesDe, ...imagesDe, ...runsDe };
