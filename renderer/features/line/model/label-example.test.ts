import { expect, test } from 'vitest';
import { isLabel, labelExample } from './label-example.ts';

test.each([
  ['^AC-[0-9]{4}$', 'AC-0000'],
  ['AC-\\d{2}\\d{2}-\\d{5}', 'AC-0000-00000'],
  ['[A-Z]{3}[0-9]+', 'AAA0'],
  ['SN:[0-9A-F]{8}', 'SN:00000000'],
  ['(?:EU|US)-\\d{3,6}', 'EU-000'],
  ['X(-A)?\\.[\\d]{2}', 'X.00'],
  ['.{6}', '000000'],
])('A label of %s looks like %s', (pattern, example) => {
  expect(labelExample(pattern)).toBe(example);
  expect(isLabel(pattern, example)).toBe(true);
});

test.each(['(?=.*[0-9])[A-Z0-9]{8}', '[^ ]{4}', '\\p{L}+', 'a|b', '(', '.*', '[0-9]{9999}'])(
  'No example is better than a wrong one: %s',
  (pattern) => {
    const example = labelExample(pattern);
    expect(example === undefined || isLabel(pattern, example) === true).toBe(true);
    expect(example === undefined || example.length < 65).toBe(true);
  },
);

test('What was typed is a label as a whole, or is none', () => {
  expect(isLabel('AC-[0-9]{4}', 'AC-0815')).toBe(true);
  expect(isLabel('AC-[0-9]{4}', 'AC-08155')).toBe(false);
  expect(isLabel('(', 'AC-0815')).toBeUndefined();
});
