// How an emulated unit misbehaves. Start reading at `parseTemper`; docs name them by the same words.

/** Tempers without a number; `good` is none at all. */
export const plainTempers = [
  'good',
  'bad-flash',
  'wont-boot',
  'slow',
  'wrong-identity',
  'silent',
  'garbage',
  'drop',
  'corrupt',
  'wrong-chip',
  'app-mode',
] as const;
/** Tempers that act once, when the unit has received so many bytes: `unplug@20000`. */
export const countedTempers = ['brown-out', 'unplug', 'stall'] as const;

export type Temper =
  | { readonly kind: (typeof plainTempers)[number] }
  | { readonly kind: (typeof countedTempers)[number]; readonly atByte: number };

/** Undefined when the text names no temper. */
export function tryParseTemper(text: string): Temper | undefined {
  const plain = plainTempers.find((name) => name === text);
  if (plain) return { kind: plain };
  const match = /^([a-z-]+)@(\d{1,9})$/.exec(text);
  const counted = countedTempers.find((name) => name === match?.[1]);
  return counted && match ? { kind: counted, atByte: Number(match[2]) } : undefined;
}

/** Throws a TypeError for a text that names no temper. */
export function parseTemper(text: string): Temper {
  const temper = tryParseTemper(text);
  if (!temper) {
    throw new TypeError(
      `no temper "${text}"; there are ${[...plainTempers, ...countedTempers.map((name) => `${name}@N`)].join(', ')}`,
    );
  }
  return temper;
}
