// What people read before they use a recipe: each fact once, in the order in which it happens, irreversible ones said so.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { recipeSchema } from '../../contract/recipe.ts';
import { recipeFacts } from './facts.ts';
import { sentenceOf } from './sentences.ts';

const example = async (name: string) =>
  recipeSchema.parse(
    parse(await readFile(path.join(import.meta.dirname, `../../../resources/recipes/${name}/recipe.yaml`), 'utf8')),
  );

test('the example says what it does, in order', async () => {
  const facts = recipeFacts(await example('acme-sensor'), new Map([['bootloader', 20_480]]));
  expect(facts.map(sentenceOf)).toEqual([
    'Takes only a unit with esp32c3.',
    'Writes bootloader (20 KiB) at 0x0 and compares it.',
    'Writes partition-table at 0x8000 and compares it.',
    'Writes app into partition factory and compares it.',
    'Leaves alone what is in phy_init.',
    'Gives the unit a serial number: the next of AC-{YY}{WW}-{n:05}.',
    'Makes a key of its own (ed25519) and a certificate, and keeps no copy of the key.',
    'Writes 6 configuration values into nvs.',
    'Starts the unit and waits until it says that it is up, then asks it who it is.',
    'Records bootTime, freeHeap, supply.',
    'Tells the fleet "demo" about the unit, now or when it can be reached.',
  ]);
});

test('serial numbers come from a scheme, a list or the label', async () => {
  const recipe = await example('acme-gateway');
  const serialOf = (serial: NonNullable<typeof recipe.identity>['serial']) =>
    recipeFacts({ ...recipe, identity: { serial } }, new Map()).find(({ kind }) => kind === 'serial');
  expect(serialOf({ pool: 'serials.csv' })).toEqual({ kind: 'serial', from: 'pool', rule: 'serials.csv' });
  expect(serialOf({ scan: '^AC-' })).toEqual({ kind: 'serial', from: 'label', rule: '^AC-' });
});

test('a fuse is said to be for ever', async () => {
  const facts = recipeFacts({ ...(await example('acme-sensor')), fuses: { userData: '{serial}' } }, new Map());
  const fuse = facts.find(({ kind }) => kind === 'fuse');
  expect(fuse).toEqual({ kind: 'fuse', userData: '{serial}' });
  expect(fuse && sentenceOf(fuse)).toContain('cannot be undone');
});
