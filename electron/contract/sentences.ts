// Owns: all sentences of the engine that a window puts into its own language. Imports sentence and sentences/ only.
// The English here is what the journal and the command line have; the window has the other languages, and shows the
// English of a sentence that it does not know. Start reading at `say`.
import { codeNameOf, placeholder, type Sentence, type SentenceValue, tryHex, withOneStop } from './sentence.ts';
import { bundleSentences } from './sentences/bundles.ts';
import { deviceSentences } from './sentences/devices.ts';
import { fleetSentences } from './sentences/fleets.ts';
import { imageSentences } from './sentences/images.ts';
import { portSentences } from './sentences/ports.ts';
import { runSentences } from './sentences/runs.ts';
import { stationSentences } from './sentences/stations.ts';

export const sentences = {
  ...portSentences,
  ...deviceSentences,
  ...imageSentences,
  ...runSentences,
  ...bundleSentences,
  ...fleetSentences,
  ...stationSentences,
} as const;
export type SentenceCode = keyof typeof sentences;

type NamesIn<S extends string> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type NamesOf<C extends SentenceCode> = NamesIn<(typeof sentences)[C]>;
type Said = SentenceValue | Sentence;
type ValuesOf<C extends SentenceCode> = [NamesOf<C>] extends [never]
  ? []
  : [values: { readonly [N in NamesOf<C>]: Said }];

/**
 * A sentence with its values, by the names in its braces. A value may be a sentence itself; its own values then stand
 * beside those of the outer one, which win where both have a name.
 */
export function say<const C extends SentenceCode>(code: C, ...[given]: ValuesOf<C>): Sentence {
  const said = Object.entries<Said>(given ?? {});
  const texts = new Map(said.map(([name, value]) => [name, textOf(name, value)]));
  const values: Record<string, SentenceValue> = {};
  for (const [, value] of said) if (typeof value === 'object') Object.assign(values, value.values);
  for (const [name, value] of said) {
    if (typeof value !== 'object') values[name] = value;
    else Object.assign(values, { [name]: value.text, [codeNameOf(name)]: value.code });
  }
  const text = sentences[code].replaceAll(placeholder, (_whole, name: string) => texts.get(name) ?? '');
  return { code, values, text: withOneStop(text) };
}

function textOf(name: string, value: Said): string {
  if (typeof value === 'object') return value.text;
  return (typeof value === 'number' ? tryHex(name, value) : undefined) ?? String(value);
}
