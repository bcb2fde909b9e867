// Owns: what the engine says about the text as it is now, asked a moment after the last key. Imports data.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RecipeProblem } from '../../../../electron/contract/library.ts';
import type { RecipeFact } from '../../../../electron/contract/recipe-facts.ts';
import { keys, useClient } from '../../../data/index.ts';

const afterKeyMs = 250;

export interface Validation {
  /** In the order of the text. */
  readonly problems: readonly RecipeProblem[];
  readonly facts: readonly RecipeFact[];
  /** It is of an older text, or of none yet. */
  readonly isChecking: boolean;
}

const none: readonly never[] = [];

export function useValidation(draft: string, text: string): Validation {
  const client = useClient();
  const [asked] = useDebouncedValue(text, afterKeyMs);
  const answer = useQuery({
    // Below the draft's own key: files that are added or removed change the answer too.
    queryKey: [...keys.draft(draft), 'validation', asked],
    queryFn: ({ signal }) => client.recipes.validate({ text: asked, draft }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const found = answer.data?.problems ?? none;
  const problems = useMemo(() => found.toSorted((a, b) => a.line - b.line || a.column - b.column), [found]);
  return {
    problems,
    facts: answer.data?.facts ?? none,
    isChecking: asked !== text || answer.isFetching || answer.data === undefined,
  };
}
