// Owns: which entries of the palette fit a text, best first. Pure. Start reading at `rank`.

export interface Rankable {
  readonly title: string;
  readonly group: string;
  readonly words?: string | undefined;
}

/** Letters without their accents and case, so that `ubersicht` finds `Übersicht`. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

/** Every word typed must be in it; the beginning of the title counts most, then of a word, then anywhere. */
function score(entry: Rankable, words: readonly string[]): number {
  const title = plain(entry.title);
  const all = `${title} ${plain(entry.group)} ${plain(entry.words ?? '')}`;
  let sum = 0;
  for (const word of words) {
    if (!all.includes(word)) return 0;
    const isWordStart = title.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word));
    sum += title.startsWith(word) ? 4 : isWordStart ? 3 : title.includes(word) ? 2 : 1;
  }
  return sum;
}

export function rank<T extends Rankable>(entries: readonly T[], text: string): readonly T[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries
    .map((entry, index) => ({ entry, index, score: score(entry, words) }))
    .filter((scored) => scored.score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ entry }) => entry);
}
