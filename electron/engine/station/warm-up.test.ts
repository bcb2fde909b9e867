import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { laterParts, warmUp } from './warm-up.ts';

function aStart() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const loaded: string[] = [];
  const logged: string[] = [];
  const part =
    (name: string, isMissing = false) =>
    async () => {
      loaded.push(name);
      if (isMissing) throw new Error(`Cannot find module ${name}`);
    };
  const warming = warmUp((line) => logged.push(line), [part('first', true), part('second')]);
  return { loaded, logged, warming };
}

test('loads nothing with the start, then each part in its turn, and says which could not be loaded', async () => {
  const { loaded, logged } = aStart();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(loaded).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(loaded).toEqual(['first', 'second']);
  expect(logged).toEqual([expect.stringContaining('Cannot find module first')]);
});

test('loads nothing for a station that was closed meanwhile', async () => {
  const { loaded, warming } = aStart();
  warming[Symbol.dispose]();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(loaded).toEqual([]);
});

test('loads every part of the engine that is not loaded with the start, and each can be', async () => {
  const engine = path.join(import.meta.dirname, '..');
  const importsIn = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/[^.]\bimport\('(\.[^']+)'\)/g)].map(([, to = '']) =>
      path.join(path.dirname(file), to),
    );
  const own = path.join(engine, 'station', 'warm-up.ts');
  const warmed = importsIn(own);
  const sources = globSync('**/*.ts', { cwd: engine })
    .filter((name) => !/\.test\.ts$|test-support/.test(name))
    .map((name) => path.join(engine, name));
  const asked = new Set(sources.filter((file) => file !== own).flatMap(importsIn));
  expect(asked.size).toBeGreaterThan(10);
  expect([...asked].filter((file) => !warmed.includes(file))).toEqual([]);
  await Promise.all(laterParts.map((load) => load()));
});
