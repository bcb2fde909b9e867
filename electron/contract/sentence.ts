// Owns: what a sentence of the engine is beside its English text: a code with values, which every language can put into
// words. Imports nothing: the page reads it before it draws. Its schema is in coded-sentence.ts.
// The sentences themselves are in sentences/; start reading there at `say`.

export type SentenceValue = string | number;

/** As journaled and as sent over wires. Absent in records of older versions, which have the English text alone. */
export interface CodedSentence {
  readonly code: string;
  readonly values: Readonly<Record<string, SentenceValue>>;
}

/** A sentence with its text in English, for the journal, the command line and whoever knows no code. */
export interface Sentence extends CodedSentence {
  readonly text: string;
}

/** Where a field of English stands beside its coded form. */
export const reasonOf = (said: Sentence): { reason: string; coded: CodedSentence } => ({
  reason: said.text,
  coded: codedOf(said),
});

export const codedOf = ({ code, values }: Sentence): CodedSentence => ({ code, values });

/** The name beside a value that is a sentence itself: its code. The values of both stand in one record. */
export const codeNameOf = (name: string): string => `${name}Detail`;

/** Numbers under these names are addresses, or codes that datasheets give in hexadecimal. */
const hexNames: ReadonlySet<string> = new Set([
  'address',
  'alignment',
  'endAddress',
  'errorCode',
  'limit',
  'magic',
  'offset',
  'otherOffset',
  'rightOffset',
]);

/** Undefined for a number that is written in decimal. */
export const tryHex = (name: string, value: number): string | undefined =>
  hexNames.has(name) ? `0x${value.toString(16)}` : undefined;

/** A sentence at the end of another brings a full stop of its own. */
export const withOneStop = (text: string): string => text.replace(/([.。])\1$/, '$1');

/** Where a value stands in the text of a sentence. */
export const placeholder = /\{\{(\w+)\}\}/g;
