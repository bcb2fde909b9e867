// Owns: what evidence is called in the language of the window. Imports siblings.
import { useMemo } from 'react';
import { useCodedTexts } from '../coded.ts';
import { evidenceWordTexts } from './texts.ts';

interface EvidenceWordsOfLanguage {
  /** A name; one that is not in the contract's list (an older record, a newer engine) is split into its words. */
  nameOf(name: string): string;
  /** A word that stands as a value; undefined for what is no such word but a text of its own. */
  wordOf(value: string): string | undefined;
}

export function useEvidenceWords(): EvidenceWordsOfLanguage {
  const say = useCodedTexts(evidenceWordTexts);
  return useMemo(
    () => ({
      nameOf: (name) => say('name', { code: name }) ?? splitWords(name),
      wordOf: (value) => say('value', { code: value }),
    }),
    [say],
  );
}

/** `isKnownUnit` becomes `is known unit`: readable, and still findable in the journal. */
const splitWords = (name: string): string =>
  name
    .replace(/(?:Ms|Bytes)$/, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
