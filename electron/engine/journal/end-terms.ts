// Owns: how a unit is found by the end of what it is called, as people read the last digits from a label. Imports nothing.
// An end is a prefix of the reversed text, so that one index serves both. Start reading at `endTermOf`.

/** Stands before a reversed term: no name holds it, so that ends and beginnings never meet in the index. */
const mark = '\u0001';
/** Shorter ends belong to too many units to be meant. */
const leastLength = 3;

/** Ends are compared without what separates groups of digits: labels and barcodes leave it out, or draw it otherwise. */
const compared = (text: string): string => text.toLowerCase().replaceAll(/[-:]/g, '').replaceAll(mark, '');

const reversed = (text: string): string => [...text].reverse().join('');

/** The term under which the end of a serial number or MAC address is found. */
export const endTermOf = (name: string): string => mark + reversed(compared(name));

/** What a search asks of ends; undefined where it asks nothing: it is too short. */
export function endOf(searched: string): { readonly ending: string; readonly term: string } | undefined {
  const ending = compared(searched.trim());
  return ending.length < leastLength ? undefined : { ending, term: mark + reversed(ending) };
}

/** Whether `column` ends with `:ending`, in SQL, as `compared` sees it. */
export const ends = (column: string): string =>
  `substr(replace(replace(lower(u.${column}), '-', ''), ':', ''), -length(:ending)) = :ending`;
