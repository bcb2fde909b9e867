// Owns: the form in which a language says what went wrong. Imports contract types.
import type { ErrorCode, ErrorLayer } from '../../../electron/contract/errors.ts';

/** `title` fits on a tile; `meaning` and `action` are full sentences. */
export interface ErrorWords {
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
}

export type ErrorWordsOf<Layer extends ErrorLayer> = Readonly<
  Record<Extract<ErrorCode, `${Layer}/${string}`>, ErrorWords>
>;
export type ErrorWordsOfAll = Readonly<Record<ErrorCode, ErrorWords>>;

export const words = (title: string, meaning: string, action: string): ErrorWords => ({ title, meaning, action });
