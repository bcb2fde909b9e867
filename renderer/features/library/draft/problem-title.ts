// Owns: what kind of problem it is, in the language of the window. Imports i18n and siblings.
import { useCallback } from 'react';
import type { RecipeProblem } from '../../../../electron/contract/library.ts';
import { useErrorTitles, useTexts } from '../../../i18n/index.ts';
import { draftTexts } from './texts.ts';

/** The same function as long as the language is: marks in the text are made anew only when the problems are. */
export function useProblemTitle(): (problem: RecipeProblem) => string {
  const t = useTexts(draftTexts);
  const titleOf = useErrorTitles();
  return useCallback(
    // A word that is none of those allowed is of the right type.
    ({ code, detail }) => (detail?.code === 'not-one-of' ? t('valueNotAllowed') : titleOf(code)),
    [t, titleOf],
  );
}
