// Owns: the engine's sentences in the language of the window. Imports the contract and siblings.
import { useCallback, useMemo } from 'react';
import type { CodedSentence } from '../../../electron/contract/sentence.ts';
import type { Said } from '../coded.ts';
import { useFormat, useLanguage, useSentenceTexts } from '../i18n.tsx';
import { type SentenceContext, wordSentence } from './word-sentence.ts';

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
