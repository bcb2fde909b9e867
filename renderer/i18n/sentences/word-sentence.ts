// Owns: a sentence of the engine in another language: its text with the values in place. Pure. Imports the contract.
import { codeNameOf, placeholder, tryHex, withOneStop } from '../../../electron/contract/sentence.ts';
import type { Format } from '../format.ts';

/** What came with a code: of a sentence its values, of an error its whole context. */
export type SentenceContext = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * Undefined where the language has no text for the code, or the text wants a value that did not come: the engine may be
 * newer than the window.
 */
export function wordSentence(
  words: Readonly<Record<string, string>>,
  code: string,
  context: SentenceContext,
  format: Format,
  within: readonly string[] = [],
): string | undefined {
  // A sentence inside of itself has lost its own values to those of the outer one.
  if (!Object.hasOwn(words, code) || within.includes(code)) return undefined;
  const inner = (name: string) => {
    const innerCode = context[codeNameOf(name)];
    return typeof innerCode === 'string'
      ? wordSentence(words, innerCode, context, format, [...within, code])
      : undefined;
  };
  let isWhole = true;
  const text = words[code]?.replaceAll(placeholder, (_whole, name: string) => {
    const value = context[name];
    if (value == null) isWhole = false;
    return inner(name) ?? valueInWords(name, value, format);
  });
  return isWhole && text !== undefined ? withOneStop(text) : undefined;
}

/** Exact, as evidence must be: bytes to the last one, and digits without gaps, as they are searched for. */
function valueInWords(name: string, value: SentenceContext[string], format: Format): string {
  if (typeof value !== 'number') return String(value ?? '');
  if (/AtMs$/.test(name)) return format.dateTime(value);
  if (/Ms$/.test(name)) return format.duration(value);
  if (/Bytes$/.test(name)) return `${format.number(value)}\u00a0B`;
  return tryHex(name, value) ?? (Number.isInteger(value) ? String(value) : format.number(value, 3));
}
