// Owns: what is wrong in a recipe, in the language of the window. Imports the contract and siblings.
import { useCallback, useMemo } from 'react';
import type { ErrorReport } from '../../../electron/contract/errors.ts';
import type { RecipeProblem } from '../../../electron/contract/library.ts';
import { type Coded, type Said, useCodedTexts } from '../coded.ts';
import { useLanguage } from '../i18n.tsx';
import { problemTexts } from './texts.ts';

/** Undefined for what the window does not know. */
function useDetailWords(): (detail: Coded) => string | undefined {
  const say = useCodedTexts(problemTexts);
  return useCallback((detail) => say('problem', detail), [say]);
}

/** The same function as long as the language is. */
export function useProblemWords(): (problem: RecipeProblem) => Said {
  const say = useDetailWords();
  const { language } = useLanguage();
  return useMemo(() => {
    const lang = language === 'en' ? undefined : 'en';
    return ({ detail, message }) => {
      const text = detail === null ? undefined : say(detail);
      return text === undefined ? { text: message, lang } : { text, lang: undefined };
    };
  }, [say, language]);
}

/** What a refusal of a recipe says exactly, out of its context; undefined for other errors. */
export function useDetailOfError(): (report: ErrorReport) => string | undefined {
  const say = useDetailWords();
  return useCallback(
    ({ context: { detail, line, column, file: _file, ...values } }) => {
      const text = typeof detail === 'string' ? say({ ...values, code: detail }) : undefined;
      if (text === undefined) return undefined;
      return line == null ? text : `${String(line)}:${String(column)} · ${text}`;
    },
    [say],
  );
}
