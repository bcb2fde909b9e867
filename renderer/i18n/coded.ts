// Owns: what the engine says by a code and values, in the language of the window. Imports siblings.
// Start reading at `useCodedTexts`. Unlike other texts, the values are known at run time only.
import { useMemo } from 'react';
import type { Texts } from './define-texts.ts';
import type { Format } from './format.ts';
import { useFormat, useLanguage, useTexts } from './i18n.tsx';

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
  const t = useTexts<Entries>(texts);
  const format = useFormat();
  const { locale } = useLanguage();
  return useMemo(() => {
    // Made when a list comes: few do, and making it takes as long as drawing a screen.
    let list: Intl.ListFormat | undefined;
    const wordsOfList = (all: readonly string[]) => {
      list ??= new Intl.ListFormat(locale, { type: 'conjunction' });
      return list.format(all);
    };
    return (prefix, { code, ...values }) => {
      const key = `${prefix}_${code}`;
      const text = Object.hasOwn(texts.en, key) ? texts.en[key] : undefined;
      if (text === undefined || placeholdersOf(text).some((name) => values[name] == null)) return undefined;
      const worded = Object.entries(values).map(
        ([name, value]) => [name, inWords(name, value, format, wordsOfList)] as const,
      );
      // `count` chooses a plural; these texts have none, so that every number can have a name of its own.
      return t(key, { ...Object.fromEntries(worded), count: 0 });
    };
  }, [texts, t, format, locale]);
}

export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);

function inWords(name: string, value: CodedValue, format: Format, listed: (all: readonly string[]) => string): string {
  if (typeof value === 'number') {
    if (/AtMs$/.test(name)) return format.dateTime(value);
    if (/Ms$/.test(name)) return format.duration(value);
    return /Bytes$/.test(name) ? format.bytes(value) : format.number(value, 3);
  }
  return typeof value === 'object' && value !== null ? listed(value) : String(value ?? '');
}
