// Owns: the loading of the engine's sentences, when the language is known and a person has seen the window: English needs
// none at all. Imports siblings.
import { useEffect, useState } from 'react';
import type { Language } from '../define-texts.ts';
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
