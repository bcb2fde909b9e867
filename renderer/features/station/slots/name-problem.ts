// Owns: why a name cannot be a slot's, in words. Imports i18n and siblings.
import { useTexts } from '../../../i18n/index.ts';
import type { NameProblem } from './bench-plan.ts';
import { slotTexts } from './texts.ts';

const keys = { empty: 'nameEmpty', taken: 'nameTaken', long: 'nameLong' } as const satisfies Record<
  NameProblem,
  string
>;

export function useNameProblem(): (problem: NameProblem) => string {
  const t = useTexts(slotTexts);
  return (problem) => t(keys[problem]);
}
