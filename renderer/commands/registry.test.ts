import { describe, expect, test } from 'vitest';
import { keyCaps, parseKeys } from './keys.ts';
import { type Command, createCommandRegistry } from './registry.ts';

interface Press {
  readonly key: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  readonly shiftKey?: boolean;
  readonly repeat?: boolean;
}

/** A registry with these commands, and hands that press keys at a pace. */
function keyboard(keys: readonly string[], options: { isMac?: boolean } = {}) {
  let nowMs = 10_000;
  const registry = createCommandRegistry({ isMac: options.isMac ?? false, nowMs: () => nowMs });
  const done: string[] = [];
  const command = (name: string): Command => ({
    id: name,
    title: name,
    group: 'test',
    keys: name,
    run: () => done.push(name),
  });
  registry.add(() => keys.map(command));
  const press = (stroke: Press | string, afterMs = 200) => {
    nowMs += afterMs;
    const event = typeof stroke === 'string' ? { key: stroke } : stroke;
    return registry.press({
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      repeat: false,
      isComposing: false,
      composedPath: () => [],
      ...event,
    });
  };
  return { registry, done, press, command };
}

describe('keys', () => {
  test('one after the other, in time, with nothing between', () => {
    const { done, press } = keyboard(['g l', 'g r']);
    press('g');
    press('l');
    expect(done).toEqual(['g l']);
    press('g');
    press('x');
    press('l');
    press('g');
    press('r', 1_600);
    expect(done).toEqual(['g l']);
  });

  test('Ctrl+K is not K, and on a Mac it is Command+K', () => {
    const { done, press } = keyboard(['mod+k']);
    press('k');
    press({ key: 'k', ctrlKey: true, altKey: true });
    press({ key: 'k', metaKey: true });
    expect(done).toEqual([]);
    press({ key: 'k', ctrlKey: true });
    expect(done).toEqual(['mod+k']);
    const mac = keyboard(['mod+k'], { isMac: true });
    mac.press({ key: 'k', metaKey: true });
    expect(mac.done).toEqual(['mod+k']);
  });

  test('a question mark is what the keyboard says it is, wherever it sits', () => {
    const { done, press } = keyboard(['?', 'F2']);
    press({ key: '?', shiftKey: true });
    press({ key: '?' });
    press('F2');
    press({ key: 'F2', shiftKey: true });
    expect(done).toEqual(['?', '?', 'F2']);
  });

  test('a label that is scanned triggers nothing, whatever is printed on it', () => {
    const { done, press } = keyboard(['g l', '?', '/', 'x']);
    press('a', 500);
    for (const character of 'gl/?xgl') press(character, 5);
    expect(done).toEqual([]);
  });

  test('held down, it is done once, and still counts as used', () => {
    const { done, press } = keyboard(['F2']);
    expect(press('F2')).toBe(true);
    expect(press({ key: 'F2', repeat: true })).toBe(true);
    expect(done).toEqual(['F2']);
  });

  test('what cannot be done now is left to whoever else wants the key', () => {
    const { registry, done, press, command } = keyboard(['F2']);
    registry.add(() => [{ ...command('F2'), isEnabled: false, run: () => done.push('disabled') }]);
    press('F2');
    expect(done).toEqual(['F2']);
  });

  test('a screen’s own key comes before the frame’s, until the screen is gone', () => {
    const { registry, done, press, command } = keyboard(['F2']);
    const remove = registry.add(() => [{ ...command('F2'), run: () => done.push('screen') }]);
    press('F2');
    remove();
    press('F2');
    expect(done).toEqual(['screen', 'F2']);
  });
});

test('keys are written as they are printed on this machine’s keyboard', () => {
  expect(keyCaps('mod+shift+F12', false)).toEqual(['Ctrl', 'Shift', 'F12']);
  expect(keyCaps('mod+k', true)).toEqual(['⌘', 'K']);
  expect(keyCaps('g l', false)).toEqual(['G', 'L']);
  expect(keyCaps('+', false)).toEqual(['+']);
  expect(parseKeys('mod+k')).toHaveLength(1);
});
