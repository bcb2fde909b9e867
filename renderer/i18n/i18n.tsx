// Owns: the language of the window, and texts in it. Imports i18next. Start reading at `I18nProvider`, `useTexts`.
import { createInstance, type i18n as I18next } from 'i18next';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type Language, languages, type TextKey, type Texts, type TextValues, type Translate } from './define-texts.ts';
import { createFormat, type Format } from './format.ts';
import { useLoadedSentences } from './sentences/use-loaded-sentences.ts';
import type { SentenceWords } from './sentences/words.ts';

export type LanguageChoice = Language | 'auto';

/** What `Intl` and the `lang` attribute call them. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en', de: 'de', zh: 'zh-Hans' };

interface I18n {
  /** Made when the first text has something to fill in: a window's first screen has none. */
  readonly engine: () => I18next;
  readonly language: Language;
  readonly locale: string;
  /** One for all: a bench of 32 tiles would otherwise make hundreds of Intl's objects. */
  readonly format: Format;
  /** Of the engine; undefined in English, and until they have been loaded. */
  readonly sentences: SentenceWords | undefined;
  readonly choice: LanguageChoice;
  setChoice(choice: LanguageChoice): void;
}

const I18nContext = createContext<I18n | undefined>(undefined);

/** The first of the person's languages that there is; English where there is none. */
export function resolveLanguage(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'auto') return choice;
  for (const tag of preferred) {
    const language = languages.find((candidate) => tag.toLowerCase().split('-')[0] === candidate);
    if (language) return language;
  }
  return 'en';
}

/** Numbers and dates follow the region of the person (`de-AT`) where it is one of the chosen language. */
function resolveLocale(language: Language, preferred: readonly string[]): string {
  return preferred.find((tag) => tag.toLowerCase().startsWith(`${language}-`)) ?? localeOf[language];
}

function createEngine(): I18next {
  const engine = createInstance();
  void engine.init({
    lng: 'en',
    fallbackLng: 'en',
    resources: {},
    initAsync: false,
    // Keys are flat, and React escapes.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  return engine;
}

function engineOnDemand(): () => I18next {
  let made: I18next | undefined;
  return () => {
    made ??= createEngine();
    return made;
  };
}

export interface I18nProviderProps {
  readonly choice: LanguageChoice;
  readonly onChoice: (choice: LanguageChoice) => void;
  readonly preferred: readonly string[];
  readonly children: ReactNode;
}

export function I18nProvider({ choice, onChoice, preferred, children }: I18nProviderProps): ReactNode {
  const [engine] = useState(engineOnDemand);
  const language = resolveLanguage(choice, preferred);
  const locale = resolveLocale(language, preferred);
  useEffect(() => {
    document.documentElement.lang = localeOf[language];
  }, [language]);
  const format = useMemo(() => createFormat(locale), [locale]);
  const sentences = useLoadedSentences(language);
  const value = useMemo(
    () => ({ engine, language, locale, format, sentences, choice, setChoice: onChoice }),
    [engine, language, locale, format, sentences, choice, onChoice],
  );
  return <I18nContext.Provider value={value}>{children}</I18nContext.Provider>;
}

function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (i18n === undefined) throw new Error('There is no I18nProvider around this component.');
  return i18n;
}

/** `const t = useTexts(lineTexts); t('left', { time })` */
export function useTexts<const T extends Readonly<Record<string, string>>>(texts: Texts<T>): Translate<T> {
  const { engine: engineOnDemand, language } = useI18n();
  return useMemo(() => {
    let translate: ReturnType<I18next['getFixedT']> | undefined;
    const filled = (key: string, values: Record<string, string | number>) => {
      const engine = engineOnDemand();
      // The rest are copied when they are chosen.
      for (const each of new Set<Language>([language, 'en'])) {
        if (!engine.hasResourceBundle(each, texts.namespace)) {
          engine.addResourceBundle(each, texts.namespace, texts[each]);
        }
      }
      translate ??= engine.getFixedT(language, texts.namespace);
      return translate<string, typeof values, string>(key, values);
    };
    const plain: Readonly<Record<string, string>> = texts[language];
    return <K extends TextKey<T>>(key: K, ...values: TextValues<T, K>) => {
      const given: Record<string, string | number> | undefined = values[0];
      // Most have nothing to fill in and no plural: a screen has hundreds of them, and i18next takes its time for each.
      return (given === undefined ? plain[key] : undefined) ?? filled(key, { ...given });
    };
  }, [engineOnDemand, language, texts]);
}

/** Numbers, sizes and times in the language of the window. */
export const useFormat = (): Format => useI18n().format;

/** The engine's sentences in the language of the window; see sentences/use-sentences.ts. */
export const useSentenceTexts = (): SentenceWords | undefined => useI18n().sentences;

/** The language of the window, what the person chose, and how to choose. */
export function useLanguage(): Pick<I18n, 'language' | 'locale' | 'choice' | 'setChoice'> {
  return useI18n();
}
