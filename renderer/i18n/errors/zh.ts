// Owns: Chinese for every code of contract/errors.ts; one that is missing does not compile. Imports siblings.
import type { ErrorWordsOfAll } from './words.ts';
import { sourcesZh } from './zh-sources.ts';
import { unitsZh } from './zh-units.ts';

export const errorsZh: ErrorWordsOfAll = { ...sourcesZh, ...unitsZh };
