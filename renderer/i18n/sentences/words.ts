// Owns: the form in which a language says the engine's sentences. Imports contract types.
import type { SentenceCode } from '../../../electron/contract/sentences.ts';

/** One text for each sentence of an area; one that is missing does not compile. */
export type WordsOf<Area extends object> = Readonly<Record<keyof Area, string>>;
export type SentenceWords = Readonly<Record<SentenceCode, string>>;
