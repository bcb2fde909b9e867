import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useTempDir } from '../../test/support/temp-dir.ts';
import { createWindowState, fitToScreens } from './window-state.ts';

const laptop = { x: 0, y: 0, width: 1366, height: 728 };
const second = { x: 1366, y: 0, width: 1920, height: 1080 };
const at = (x: number, y: number, width = 1200, height = 700) => ({
  bounds: { x, y, width, height },
  isMaximized: false,
});
const fail = (thrown: unknown) => {
  throw thrown;
};

test('the first time it is in the middle of the main screen, and no larger than that', () => {
  expect(fitToScreens(undefined, [second]).bounds).toEqual({ x: 1643, y: 156, width: 1366, height: 768 });
  expect(fitToScreens(undefined, [laptop]).bounds).toEqual({ x: 0, y: 0, width: 1366, height: 728 });
});

test('a place on any screen that is there is kept', () => {
  expect(fitToScreens(at(1500, 40), [laptop, second])).toEqual(at(1500, 40));
});

test.each([
  ['its screen is gone', at(1500, 40), [laptop], { x: 83, y: 14, width: 1200, height: 700 }],
  ['it hangs over the edge', at(900, -50), [laptop], { x: 166, y: 0, width: 1200, height: 700 }],
  ['it is larger than the screen', at(0, 0, 3000, 2000), [laptop], laptop],
  [
    'it is too small to be worked with',
    at(10, 10, 50, 50),
    [second, laptop],
    { x: 10, y: 10, width: 960, height: 640 },
  ],
])('it is corrected when %s', (_why, wanted, screens, expected) => {
  expect(fitToScreens(wanted, screens).bounds).toEqual(expected);
});

test('what was kept last is there at the next start, whole', async () => {
  const file = path.join(useTempDir(), 'window.json');
  const state = createWindowState(file, fail);
  for (let x = 0; x < 50; x += 1) state.keep(at(x, 0));
  await state.settled();
  expect(createWindowState(file, fail).place([laptop])).toEqual(at(49, 0));
});

test.each(['', '{"bounds":', '{"bounds":{"x":"left"}}', 'null'])(
  'a file that says %j is as if there were none',
  (text) => {
    const file = path.join(useTempDir(), 'window.json');
    writeFileSync(file, text);
    expect(createWindowState(file, fail).place([laptop])).toEqual(fitToScreens(undefined, [laptop]));
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('a folder that cannot be written is told, and the window goes on', async () => {
  const failures: unknown[] = [];
  const state = createWindowState(path.join(useTempDir(), 'not', 'there', 'window.json'), (thrown) =>
    failures.push(thrown),
  );
  state.keep(at(0, 0));
  await state.settled();
  expect(failures).toHaveLength(1);
});
