// Owns: the engine's sentences in the language of the window. Imports the contract and siblings.
// Their texts are loaded when the language is known, after what a person sees first: English needs none at all.
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { CodedSentence } from '../../../electron/contract/sentence.ts';
import type { Said } from '../coded.ts';
import type { Language } from '../define-texts.ts';
import { useFormat, useLanguage, useSentenceTexts } from '../i18n.tsx';
import { type SentenceContext, wordSentence } from './word-sentence.ts';
import type { SentenceWords } from './words.ts';

const loaders: Readonly<Record<Exclude<Language, 'en'>, () => Promise<SentenceWords>>> = {
  de: async () => (await import('./de.ts')).sentencesDe,
  zh: async () => (await import('./zh.ts')).sentencesZh,
};

/** For the provider of the language: undefined in English, and until they have come. */
export function useLoadedSentences(language: Language): SentenceWords | undefined {
  const [loaded, setLoaded] = useState<{ readonly language: Language; readonly words: SentenceWords }>();
  useEffect(() => {
    if (language === 'en') return;
    let isWanted = true;
    const load = loaders[language];
    // Where they do not come, English stays, as with a sentence that has no text.
    void load().then(
      (words) => isWanted && setLoaded({ language, words }),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [language]);
  return loaded?.language === language ? loaded.words : undefined;
}

/** By code and values; undefined where the window has no words of its own, as in English, where the engine's are exact. */
export function useSentenceWords(): (code: string, context: SentenceContext) => string | undefined {
  const words = useSentenceTexts();
  const format = useFormat();
  return useCallback(
    (code, context) => (words === undefined ? undefined : wordSentence(words, code, context, format)),
    [words, format],
  );
}

/** What the engine says in English, and as a code where it is not older than the window. */
export function useSaid(): (english: string, coded: CodedSentence | undefined) => Said {
  const wordsOf = useSentenceWords();
  const { language } = useLanguage();
  return useMemo(() => {
    const lang = language === 'en' ? undefined : 'en';
    return (english, coded) => {
      const text = coded === undefined ? undefined : wordsOf(coded.code, coded.values);
      return text === undefined ? { text: english, lang } : { text, lang: undefined };
    };
  }, [wordsOf, language]);
}
