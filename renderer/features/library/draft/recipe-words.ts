// Owns: what each key of a recipe means, in words, for hover and completion. Imports i18n.
import { useMemo } from 'react';
import { type TextKey, useTexts } from '../../../i18n/index.ts';
import type { Explain } from '../editor/schema-assist.ts';
import { wordTexts } from './recipe-words.texts.ts';

type Word = TextKey<typeof wordTexts.en>;
const isWord = (path: string): path is Word => Object.hasOwn(wordTexts.en, path);

/** Maps of a recipe whose keys people choose: what stands below them is the same for all. */
const freeMaps = new Set(['config', 'identityData']);

export function useExplain(): Explain {
  const t = useTexts(wordTexts);
  return useMemo(
    () => (path) => {
      const general = path.map((key, index) => (freeMaps.has(path[index - 1] ?? '') ? '*' : key)).join('.');
      return isWord(general) ? t(general) : undefined;
    },
    [t],
  );
}
