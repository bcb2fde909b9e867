// Owns: an error of the engine in the language of the window. Imports contract/errors and siblings.
import { useMemo } from 'react';
import { type ErrorReport, errorCatalogue, isErrorCode } from '../../electron/contract/errors.ts';
import type { Language } from './define-texts.ts';
import { errorsDe } from './errors/de.ts';
import { windowActions } from './errors/window-actions.ts';
import type { ErrorWords, ErrorWordsOfAll } from './errors/words.ts';
import { errorsZh } from './errors/zh.ts';
import { useLanguage } from './i18n.tsx';
import { useDetailOfError } from './recipe-problems/use-problem-words.ts';
import { useSentenceWords } from './sentences/use-sentences.ts';

export interface ErrorText extends ErrorWords {
  /** What exactly, and where: the engine's own sentence, in English where the window has no words for it. */
  readonly evidence: string;
  /** For the `lang` attribute of `evidence`: undefined where it is the window's language. */
  readonly evidenceLang?: 'en' | undefined;
  /** What exactly is wrong in a recipe, in the language of the window; only where the engine gave it as a code. */
  readonly detail?: string | undefined;
}

const catalogues: Readonly<Record<Language, ErrorWordsOfAll>> = { en: errorCatalogue, de: errorsDe, zh: errorsZh };

/**
 * Title, meaning and action by the report's code. The engine may know a better action than the catalogue's. Without a code
 * for it, it is English: other languages keep their own and leave the engine's to the evidence.
 */
export function errorText(report: ErrorReport, language: Language): ErrorText {
  const evidenceLang = language === 'en' ? undefined : 'en';
  // A newer engine may know errors that this window does not: its own words are all there is.
  if (!isErrorCode(report.code)) {
    return {
      title: report.code,
      meaning: report.message,
      action: report.action,
      evidence: report.message,
      evidenceLang,
    };
  }
  const { title, meaning, action: written } = catalogues[language][report.code];
  const action = windowActions[report.code]?.[language] ?? written;
  const isSpecial = report.action !== errorCatalogue[report.code].action;
  const words = { title: quoted(title, language), meaning: quoted(meaning, language) };
  const evidence = report.message;
  if (!isSpecial) return { ...words, action: quoted(action, language), evidence, evidenceLang };
  if (language === 'en') return { ...words, action: quoted(report.action, language), evidence, evidenceLang };
  return { ...words, action: quoted(action, language), evidence: `${evidence} ${report.action}`, evidenceLang };
}

const quotes: Readonly<Record<Language, string>> = { en: '“$1”', de: '„$1“', zh: '“$1”' };

/** A terminal has backticks around what is to be typed; people have quotation marks. */
const quoted = (text: string, language: Language): string => text.replace(/`([^`]+)`/g, quotes[language]);

/** Undefined where there is no error. */
export function useErrorText(report: ErrorReport): ErrorText;
export function useErrorText(report: ErrorReport | null | undefined): ErrorText | undefined;
export function useErrorText(report: ErrorReport | null | undefined): ErrorText | undefined {
  const textOf = useErrorTexts();
  return useMemo(() => (report ? textOf(report) : undefined), [report, textOf]);
}

/** For lists, where hooks cannot be called per row. */
export function useErrorTexts(): (report: ErrorReport) => ErrorText {
  const { language } = useLanguage();
  const detailOf = useDetailOfError();
  const sentenceOf = useSentenceWords();
  return useMemo(() => {
    const coded = (report: ErrorReport, name: 'detail' | 'advice') => {
      const code = report.context[name];
      return typeof code === 'string' ? sentenceOf(code, report.context) : undefined;
    };
    return (report: ErrorReport) => {
      const text = errorText(report, language);
      const detail = detailOf(report);
      // The engine's own English is the most exact, and says where.
      const exactly = language === 'en' ? undefined : (detail ?? coded(report, 'detail'));
      const advice = coded(report, 'advice');
      return {
        ...text,
        detail,
        ...(exactly === undefined ? {} : { evidence: exactly, evidenceLang: undefined }),
        ...(advice === undefined ? {} : { action: quoted(advice, language) }),
      };
    };
  }, [language, detailOf, sentenceOf]);
}

/** The title of a code alone, as lists of runs have it; a code of a newer engine stands for itself. */
export function useErrorTitles(): (code: string) => string {
  const { language } = useLanguage();
  return useMemo(() => (code: string) => (isErrorCode(code) ? catalogues[language][code].title : code), [language]);
}
