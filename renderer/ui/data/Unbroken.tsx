// Owns: prose with serial numbers and names in it, which do not break at their hyphens. Imports nothing of ours.
import type { ReactNode } from 'react';

/** Longer ones must break somewhere. */
const mostUnbroken = 28;

const isName = (word: string): boolean => /\w[-‐]\w/.test(word) && /\d/.test(word) && word.length <= mostUnbroken;

/** What is copied out of it is what was written: no other hyphen is put in. */
export function Unbroken({ children }: { readonly children: string }): ReactNode {
  return children.split(/(\s+)/).map((word, at) =>
    isName(word) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of a sentence have no other name
      <span key={at} style={{ whiteSpace: 'nowrap' }}>
        {word}
      </span>
    ) : (
      word
    ),
  );
}
