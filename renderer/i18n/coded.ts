// Owns: what the engine says by a code and values, in the language of the window. Imports the contract and siblings.
// Start reading at `useCodedTexts`. Unlike other texts, the values are known at run time only.
import { useMemo } from 'react';
import { placeholder } from '../../electron/contract/sentence.ts';
import type { Texts } from './define-texts.ts';
import type { Format } from './format.ts';
import { useFormat, useLanguage } from './i18n.tsx';

type CodedValue = string | number | boolean | null | undefined | readonly string[];

/** A code of the contract with its values, whose names tell their units. */
export interface Coded {
  readonly code: string;
  readonly [name: string]: CodedValue;
}

/** Words that may be the engine's own English, where it is newer than the window. */
export interface Said {
  readonly text: string;
  /** For the `lang` attribute: undefined where it is the window's language. */
  readonly lang: 'en' | undefined;
}

type Entries = Readonly<Record<string, string>>;

/**
 * Undefined where this window has no text for the code, or the text wants a value that did not come: the engine may be
 * newer than the window, and its own English sentence says more than one with holes.
 */
export function useCodedTexts<T extends Entries>(
  texts: Texts<T>,
): (prefix: string, coded: Coded) => string | undefined {
  const format = useFormat();
  const { language, locale } = useLanguage();
  return useMemo(() => {
    const entries: Entries = texts[language];
    // Made when a list comes: few do, and making it takes as long as drawing a screen.
    let list: Intl.ListFormat | undefined;
    const wordsOfList = (all: readonly string[]) => {
      list ??= new Intl.ListFormat(locale, { type: 'conjunction' });
      return list.format(all);
    };
    // These texts have no plurals, so that every number can have a name of its own.
    return (prefix, { code, ...values }) => {
      const key = `${prefix}_${code}`;
      const text = Object.hasOwn(entries, key) ? entries[key] : undefined;
      if (text === undefined || placeholdersOf(text).some((name) => values[name] == null)) return undefined;
      return text.replaceAll(placeholder, (_whole, name: string) => inWords(name, values[name], format, wordsOfList));
    };
  }, [texts, format, language, locale]);
}

export const placeholdersOf = (text: string): string[] => [...text.matchAll(placeholder)].map(([, name = '']) => name);

function inWords(name: string, value: CodedValue, format: Format, listed: (all: readonly string[]) => string): string {
  if (typeof value === 'number') {
    if (/AtMs$/.test(name)) return format.dateTime(value);
    if (/Ms$/.test(name)) return format.duration(value);
    return /Bytes$/.test(name) ? format.bytes(value) : format.number(value, 3);
  }
  return typeof value === 'object' && value !== null ? listed(value) : String(value ?? '');
}
