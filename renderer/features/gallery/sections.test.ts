import { expect, test } from 'vitest';
import { addressOf, addressSections, selectSections } from './sections.ts';

const render = () => null;
const sections = addressSections([
  { title: 'Zebra', cases: [{ name: 'stripes, wide', render }] },
  {
    title: 'Badges',
    cases: [
      { name: 'small', render },
      { name: 'large', render },
    ],
  },
  { title: 'Tokens', cases: [{ name: 'ramp', render }] },
]);
const addresses = (address: string | undefined, text: string) =>
  selectSections(sections, { address, text }).flatMap(({ cases }) => cases.map((each) => each.address));

test('An address is made of the letters and digits of a name', () => {
  expect(addressOf('Empty, loading & error 2')).toBe('empty-loading-error-2');
  expect(addressOf('Größe')).toBe('größe');
});

test('Tokens come first, the others by title', () => {
  expect(sections.map(({ title }) => title)).toEqual(['Tokens', 'Badges', 'Zebra']);
});

test.each([
  [undefined, '', ['tokens/ramp', 'badges/small', 'badges/large', 'zebra/stripes-wide']],
  ['badges', '', ['badges/small', 'badges/large']],
  ['badges/large', '', ['badges/large']],
  [undefined, 'STRIPES', ['zebra/stripes-wide']],
  [undefined, 'badges la', ['badges/large']],
  ['badge', '', []],
])('%s and “%s” select %j', (address, text, expected) => {
  expect(addresses(address, text)).toEqual(expected);
});
