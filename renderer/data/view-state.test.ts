import { expect, test } from 'vitest';
import * as z from 'zod';
import { createViewStates, createViewStore } from './view-state.ts';

/** What a browser has, in memory; `isFull` refuses to keep anything more. */
function createStorage(kept: Record<string, string> = {}, isFull = false): Storage {
  const items = new Map(Object.entries(kept));
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem(key, value) {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
  };
}

const table = createViewStore('table', { columns: ['serial'], isDense: false, width: 10 });
const key = 'slipway.view.table';

test('what a person chose is there again in the next window', () => {
  const storage = createStorage();
  createViewStates(storage)
    .open(table)
    .setState({ columns: ['serial', 'mac'] });
  const next = createViewStates(storage).open(table).getState();
  expect(next).toEqual({ columns: ['serial', 'mac'], isDense: false, width: 10 });
});

test('one window has one store of a name, whoever asks', () => {
  const states = createViewStates(createStorage());
  expect(states.open(table)).toBe(states.open(table));
});

test.each([
  ['is no JSON', '{'],
  ['is no object', '"text"'],
  ['is null', 'null'],
])('what %s is as if nothing had been kept', (_what, text) => {
  expect(
    createViewStates(createStorage({ [key]: text }))
      .open(table)
      .getState(),
  ).toEqual(table.initial);
});

test('a value of another kind, or of a name that is no more, comes from another version and is left out', () => {
  const kept = JSON.stringify({ columns: 'serial', isDense: true, width: null, gone: 1 });
  expect(
    createViewStates(createStorage({ [key]: kept }))
      .open(table)
      .getState(),
  ).toEqual({
    columns: ['serial'],
    isDense: true,
    width: 10,
  });
});

test('a schema has the last word about what was kept', () => {
  const modes = createViewStore('modes', { mode: 'a' }, z.object({ mode: z.enum(['a', 'b']) }));
  const open = (mode: string) =>
    createViewStates(createStorage({ 'slipway.view.modes': JSON.stringify({ mode }) }))
      .open(modes)
      .getState();
  expect(open('b')).toEqual({ mode: 'b' });
  expect(open('c')).toEqual({ mode: 'a' });
});

test('a full storage costs the preference and not the window', () => {
  const store = createViewStates(createStorage({}, true)).open(table);
  store.setState({ isDense: true });
  expect(store.getState().isDense).toBe(true);
});
