import { screen, waitFor, within } from '@testing-library/react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type RenderedStation, renderStation } from '../../test-support/render-station.tsx';
import { RecordsScreen } from './index.ts';

/** Two units on record: a good one, and one that does not boot. */
async function openRecords(): Promise<RenderedStation> {
  const station = await renderStation({ ui: <RecordsScreen />, tempers: ['good', 'wont-boot'] });
  for (const target of ['01', '02']) {
    const { runId } = await station.client.runs.start({
      target,
      source: { recipeFile: station.recipeFile },
      operator: 'Ada',
    });
    await station.client.runs.wait({ runId });
  }
  return station;
}

const rowsShown = () =>
  within(screen.getByRole('grid', { name: 'Units' }))
    .getAllByRole('row')
    .slice(1);

test('units appear as they are made; a serial number or a MAC finds one, and nothing found offers the way back', async () => {
  const { user, client } = await openRecords();
  const [failed, passed] = (await client.units.search({})).rows;
  await waitFor(() => expect(rowsShown().length).toBe(2), { timeout: 10_000 });
  await screen.findByText('2 units');

  const box = screen.getByRole('searchbox', { name: 'Search units' });
  await user.type(box, passed?.serial ?? '');
  await waitFor(() => expect(rowsShown().length).toBe(1));
  expect(rowsShown()[0]?.textContent).toContain('Passed');

  await user.clear(box);
  await user.type(box, failed?.mac?.replaceAll(':', '') ?? '');
  await waitFor(() => expect(rowsShown()[0]?.textContent).toContain(failed?.serial ?? 'no serial'));

  await user.clear(box);
  await user.type(box, 'nobody');
  await screen.findByText('No number on record begins or ends with “nobody”.');
  await user.click(screen.getByRole('button', { name: 'Clear the search' }));
  await waitFor(() => expect(rowsShown().length).toBe(2));
});

test('a unit that no longer fits the filter leaves the list, but not from under who reads about it, and comes back', async () => {
  const { user, client, recipeFile } = await openRecords();
  await waitFor(() => expect(rowsShown().length).toBe(2), { timeout: 10_000 });
  const makeAgain = async () => {
    const { runId } = await client.runs.start({ target: '02', source: { recipeFile }, operator: 'Ada' });
    await client.runs.wait({ runId });
  };
  await user.click(screen.getByRole('button', { name: 'Filter' }));
  await user.selectOptions(await screen.findByLabelText('Status'), 'Failed');
  await waitFor(() => expect(rowsShown().length).toBe(1));
  await user.keyboard('{Escape}');

  const [row] = rowsShown();
  if (row === undefined) throw new Error('there is no row');
  await user.click(row);
  await client.bench.setTemper({ slot: '02', temper: 'good' });
  await makeAgain();
  await screen.findByText('0 units');
  // Its essentials are being read.
  await waitFor(() => expect(rowsShown()[0]?.textContent).toContain('Passed'));
  await user.click(screen.getByRole('button', { name: 'Close' }));
  await screen.findByText('No unit on record meets these filters.');

  await client.bench.setTemper({ slot: '02', temper: 'wont-boot' });
  await makeAgain();
  await waitFor(() => expect(rowsShown()[0]?.textContent).toContain('Failed'));
  await screen.findByText('1 unit');
});

test('no more can be typed than the station searches for', async () => {
  const { user } = await openRecords();
  const box = await screen.findByRole<HTMLInputElement>('searchbox', { name: 'Search units' });
  await user.click(box);
  await user.paste('9'.repeat(260));
  expect(box.value).toHaveLength(200);
  await screen.findByText(/^No number on record begins or ends with/);
});

test('the arrows walk the list beside the essentials of each unit', async () => {
  const { user } = await openRecords();
  await waitFor(() => expect(rowsShown().length).toBe(2), { timeout: 10_000 });
  await user.click(screen.getByRole('searchbox', { name: 'Search units' }));
  await user.keyboard('{ArrowDown}');
  await screen.findByText('Did not boot.');
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(screen.queryByText('Did not boot.')).toBeNull());
});

test('an export begins at its first question, with the answer that was given last', async () => {
  const { user } = await openRecords();
  const hasFocus = (name: RegExp) =>
    waitFor(() => expect(document.activeElement).toBe(screen.getByRole('radio', { name })));
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await hasFocus(/^CSV/);
  await user.keyboard('{ArrowDown}');
  await hasFocus(/^JSON/);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('radio')).toBeNull());
  await user.click(screen.getByRole('button', { name: 'Export' }));
  await hasFocus(/^JSON/);
});

test('an export has a line for every unit, as searched', async () => {
  const { user, client } = await openRecords();
  await waitFor(() => expect(rowsShown().length).toBe(2), { timeout: 10_000 });
  const blobs: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    if (blob instanceof Blob) blobs.push(blob);
    return 'blob:test';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
  await user.click(screen.getByRole('button', { name: 'Export' }));
  await user.click(await screen.findByRole('button', { name: 'Choose a place and export' }));
  await screen.findByText('2 units exported');
  const lines = (await blobs[0]?.text())?.trim().split('\r\n') ?? [];
  expect(lines[0]?.replace('\uFEFF', '')).toBe('serial,status,product,productVersion,chip,mac,updatedAt');
  const { rows } = await client.units.search({});
  expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(rows.map(({ serial }) => serial));
});

/** A place that takes nothing, such as a network folder that hangs; resolves to what became of it. */
function chooseSlowPlace() {
  const discarded = Promise.withResolvers<void>();
  window.showSaveFilePicker = async () =>
    // Only what the window asks of it.
    ({
      createWritable: async () => ({
        write: () => new Promise<void>(() => undefined),
        close: async () => undefined,
        abort: async () => discarded.resolve(),
      }),
    }) as unknown as FileSystemFileHandle;
  onTestFinished(() => {
    Reflect.deleteProperty(window, 'showSaveFilePicker');
  });
  return { discarded: discarded.promise };
}

test('an export that works is stopped by its button alone, however slow its place is, and says so', async () => {
  const { discarded } = chooseSlowPlace();
  const { user } = await openRecords();
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await user.click(await screen.findByRole('button', { name: 'Choose a place and export' }));
  const stop = await screen.findByRole('button', { name: 'Stop the export' });
  await waitFor(() => expect(stop).toHaveProperty('disabled', false));
  await user.keyboard('{Escape}');
  const dialog = screen.getByRole('dialog');
  expect(within(dialog).queryByRole('button', { name: 'Close' })).toBeNull();
  expect(screen.getByText(/units written$/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Stop the export' }));
  await discarded;
  await screen.findByText('Stopped. No file was written.');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('radio')).toBeNull());
});

test('an export whose screen is left says that it was stopped', async () => {
  const { discarded } = chooseSlowPlace();
  const { user, unmount } = await openRecords();
  await user.click(await screen.findByRole('button', { name: 'Export' }));
  await user.click(await screen.findByRole('button', { name: 'Choose a place and export' }));
  await screen.findByText(/units written$/);
  const said = vi.fn();
  document.addEventListener('slipway:toast', said);
  onTestFinished(() => document.removeEventListener('slipway:toast', said));
  unmount();
  await discarded;
  expect(said.mock.calls[0]?.[0].detail).toMatchObject({
    title: 'The export ended with the screen that it was started from',
    message: 'Stopped. No file was written.',
  });
});
