// Where a position is in a recipe's text: finished, half-written, in lists and below them. `|` marks the position.
import { expect, test } from 'vitest';
import { placeAt } from './yaml-path.ts';

function at(text: string) {
  const lines = text.split('\n');
  const row = lines.findIndex((line) => line.includes('|'));
  const column = lines[row]?.indexOf('|') ?? 0;
  return placeAt(
    lines.map((line) => line.replace('|', '')),
    row,
    column,
  );
}
const pathAt = (text: string) => at(text)?.path.join('.');

test.each([
  ['a key at the top', 'recipe: 1\npro|', '', 'key'],
  ['a value at the top', 'recipe: 1\nproduct: ac|', 'product', 'value'],
  ['a key in a section', 'device:\n  family: esp\n  |', 'device', 'key'],
  ['a value in a section', 'device:\n  family: |', 'device.family', 'value'],
  ['a key of a list item', 'images:\n  - name: app\n    fi|', 'images.*', 'key'],
  ['the first key of a list item', 'images:\n  - na|', 'images.*', 'key'],
  ['a value of the first key of an item', 'images:\n  - kind: |', 'images.*.kind', 'value'],
  ['a list at the indent of its key', 'images:\n- name: app\n  kind: |', 'images.*.kind', 'value'],
  ['an item that has only its dash', 'images:\n  -|', 'images.*', 'key'],
  ['deep', 'identity:\n  serial:\n    scheme: X\n  key:\n    type: |', 'identity.key.type', 'value'],
  ['a map with free keys', 'config:\n  server:\n    type: string\n  led:\n    ty|', 'config.led', 'key'],
  ['over blank lines and comments', 'boot:\n\n  # why\n  expect: x\n  |', 'boot', 'key'],
  ['after a section has ended', 'boot:\n  expect: x\nst|', '', 'key'],
  ['below an item', 'measurements:\n  - name: supply\n    from:\n      pat|', 'measurements.*.from', 'key'],
  ['quoted keys', '"device":\n  chip: |', 'device.chip', 'value'],
])('%s', (_, text, path, kind) => {
  expect(pathAt(text)).toBe(path);
  expect(at(text)?.kind).toBe(kind);
});

test('a comment is no place', () => {
  expect(at('recipe: 1 # pro|')).toBeUndefined();
});

test('keys that are there already are known, those of other items are not', () => {
  const place = at('images:\n  - name: a\n    file: a.bin\n  - name: b\n    |\n    at: 0\n  - kind: app\n');
  expect([...(place?.siblings ?? [])].sort()).toEqual(['at', 'name']);
});
