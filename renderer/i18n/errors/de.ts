// Owns: German for every code of contract/errors.ts; one that is missing does not compile. Imports siblings.
import { sourcesDe } from './de-sources.ts';
import { unitsDe } from './de-units.ts';
import type { ErrorWordsOfAll } from './words.ts';

export const errorsDe: ErrorWordsOfAll = { ...sourcesDe, ...unitsDe };
