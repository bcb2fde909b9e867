import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';

/** The words that a template may use. `nonce` is there only when the booted unit is asked. */
export const templateWords = [
  'serial',
  'mac',
  'chip',
  'unit',
  'product',
  'version',
  'keyFingerprint',
  'nonce',
] as const;

const placeholder = /\{([A-Za-z]+)\}/g;

/** Words that the template uses and that do not exist. */
export function unknownWords(template: string): string[] {
  const known: readonly string[] = templateWords;
  return [...template.matchAll(placeholder)].map((match) => match[1] ?? '').filter((word) => !known.includes(word));
}

/** Fills `{serial}` and the like. Throws recipe/wrong-type for a word that this run does not have. */
export function fillTemplate(template: string, words: Readonly<Record<string, string>>): string {
  return template.replaceAll(placeholder, (_whole, word: string) => {
    const value = Object.hasOwn(words, word) ? words[word] : undefined;
    if (value === undefined) {
      throw new SlipwayError('recipe/wrong-type', say('template-unknown-word', { template, word: `{${word}}` }));
    }
    return value;
  });
}
