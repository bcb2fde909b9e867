import { expect, test, vi } from 'vitest';
import type { CodeAnswer, CodeSource } from './code-source.ts';
import { createPart, MissingCodeError } from './load-part.ts';

const file = 'https://station/assets/records-B2x.js';
const failed = () => new TypeError(`Failed to fetch dynamically imported module: ${file}`);

/** A station that answers as told, and the person's patience: `rested` lets them ask again. */
function station(first: CodeAnswer = 'there', answerForFile: CodeAnswer = 'there') {
  let resting = Promise.withResolvers<void>();
  const told = { page: first, file: answerForFile };
  const source: CodeSource = {
    ask: vi.fn(async (url?: string) => (url === undefined ? told.page : told.file)),
    rest: () => resting.promise,
    tryReload: vi.fn(() => true),
  };
  return {
    source,
    told,
    rested() {
      resting.resolve();
      resting = Promise.withResolvers<void>();
    },
  };
}

test('While the station is away nothing is imported, and the part comes by itself when it is back', async () => {
  const { source, told, rested } = station('away');
  const load = vi.fn(async () => 'records');
  const part = createPart(load);
  await part.open(source);
  expect(part.state()).toEqual({ kind: 'waiting' });
  expect(load).not.toHaveBeenCalled();

  told.page = 'there';
  rested();
  await vi.waitFor(() => expect(part.state()).toEqual({ kind: 'loaded', code: 'records' }));
  expect(source.tryReload).not.toHaveBeenCalled();
});

test.each([
  ['Chromium', `Failed to fetch dynamically imported module: ${file}`],
  ['Firefox', `error loading dynamically imported module: ${file}`],
  ['Safari', 'Importing a module script failed.'],
  ['Vite', 'Unable to preload CSS for /assets/records-B2x.css'],
])('A file that the station no longer has is gone for good (%s)', async (_who, message) => {
  const { source } = station('there', 'gone');
  const part = createPart(() => Promise.reject(new TypeError(message)));
  await part.open(source);
  expect(part.state()).toMatchObject({ kind: 'failed', error: expect.any(MissingCodeError) });
  expect(source.tryReload).not.toHaveBeenCalled();
});

test('An import that broke off is waited for, and then the page is loaded again: the browser keeps the failure', async () => {
  const { source, told, rested } = station('there', 'away');
  const part = createPart(() => Promise.reject(failed()));
  await part.open(source);
  expect(part.state()).toEqual({ kind: 'waiting' });
  expect(source.tryReload).not.toHaveBeenCalled();
  told.file = 'there';
  rested();
  await vi.waitFor(() => expect(source.tryReload).toHaveBeenCalledOnce());
  expect(part.state()).toEqual({ kind: 'waiting' });
});

test('Where a new page did not help a moment ago the failure is shown, not called an update', async () => {
  const { source } = station();
  vi.mocked(source.tryReload).mockReturnValue(false);
  const part = createPart(() => Promise.reject(failed()));
  void part.open(source);
  await vi.waitFor(() => expect(part.state()).toMatchObject({ kind: 'failed' }));
  expect(part.state()).not.toMatchObject({ error: expect.any(MissingCodeError) });
});

test('Beside the page, as on the desktop, what cannot be loaded is gone', async () => {
  const part = createPart(() => Promise.reject(failed()));
  await part.open(undefined);
  expect(part.state()).toMatchObject({ kind: 'failed', error: expect.any(MissingCodeError) });
});

test('A part that breaks while it starts is no file that is gone', async () => {
  const broken = new Error('a slot without a name');
  const part = createPart(() => Promise.reject(broken));
  await part.open(station().source);
  expect(part.state()).toEqual({ kind: 'failed', error: broken });
});

test('Loading ahead leaves a station alone that is away, and never loads the page again under somebody’s hands', async () => {
  const away = station('away');
  const load = vi.fn(async () => 'records');
  expect(await createPart(load).prefetch(away.source)).toBe(false);
  expect(load).not.toHaveBeenCalled();

  const { source } = station();
  const brokenOff = createPart(() => Promise.reject(failed()));
  expect(await brokenOff.prefetch(source)).toBe(false);
  expect(source.tryReload).not.toHaveBeenCalled();
  // Not before somebody opens it.
  void brokenOff.open(source);
  await vi.waitFor(() => expect(source.tryReload).toHaveBeenCalledOnce());

  const part = createPart(load);
  expect(await part.prefetch(source)).toBe(true);
  await part.open(source);
  expect(load).toHaveBeenCalledOnce();
});
