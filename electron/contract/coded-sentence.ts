// Owns: what a coded sentence looks like in the journal and over wires. Imports zod and the sentence's type.
import * as z from 'zod';
import type { CodedSentence } from './sentence.ts';

export const codedSentenceSchema = z.strictObject({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
}) satisfies z.ZodType<CodedSentence>;
