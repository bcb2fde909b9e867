// Owns: what kind of problem it is, in the language of the window. Imports i18n.
import { isErrorCode } from '../../../../electron/contract/errors.ts';
import type { RecipeProblem } from '../../../../electron/contract/library.ts';
import { useErrorTitles } from '../../../i18n/index.ts';

/** The engine's own code where it has no words for it. */
export function useProblemTitle(): (problem: RecipeProblem) => string {
  const titleOf = useErrorTitles();
  return ({ code }) => (isErrorCode(code) ? titleOf(code) : code);
}
