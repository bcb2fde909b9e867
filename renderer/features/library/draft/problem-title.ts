// Owns: what kind of problem it is, in the language of the window. Imports i18n.
import { useCallback } from 'react';
import type { RecipeProblem } from '../../../../electron/contract/library.ts';
import { useErrorTitles } from '../../../i18n/index.ts';

/** The same function as long as the language is: marks in the text are made anew only when the problems are. */
export function useProblemTitle(): (problem: RecipeProblem) => string {
  const titleOf = useErrorTitles();
  return useCallback(({ code }) => titleOf(code), [titleOf]);
}
