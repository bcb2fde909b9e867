// Owns: which sections and cases the gallery shows, and their addresses. Imports the kit's type.
import type { GalleryCase, GallerySection } from '../../ui/index.ts';

export interface AddressedCase extends GalleryCase {
  /** `states/outcomes`: what `?case=` takes. */
  readonly address: string;
}

export interface AddressedSection {
  readonly title: string;
  readonly address: string;
  readonly cases: readonly AddressedCase[];
}

export const addressOf = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** In the order of their titles, tokens first: everything else is made of them. */
export function addressSections(sections: readonly GallerySection[]): readonly AddressedSection[] {
  return [...sections]
    .sort((a, b) => Number(b.title === 'Tokens') - Number(a.title === 'Tokens') || a.title.localeCompare(b.title))
    .map(({ title, cases }) => {
      const address = addressOf(title);
      return {
        title,
        address,
        cases: cases.map((each) => ({ ...each, address: `${address}/${addressOf(each.name)}` })),
      };
    });
}

/** By an address (`states`, `states/outcomes`) and by what is typed into the search box. */
export function selectSections(
  sections: readonly AddressedSection[],
  { address, text }: { readonly address: string | undefined; readonly text: string },
): readonly AddressedSection[] {
  const needle = text.trim().toLowerCase();
  return sections
    .map((section) => ({
      ...section,
      cases: section.cases.filter(
        (each) =>
          (address === undefined || each.address === address || section.address === address) &&
          (needle === '' || `${section.title} ${each.name}`.toLowerCase().includes(needle)),
      ),
    }))
    .filter(({ cases }) => cases.length > 0);
}
