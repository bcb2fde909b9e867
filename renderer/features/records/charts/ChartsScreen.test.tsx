// Yield and takt of a real engine: what the figures say, what narrows them, and what stands there without any.
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { type RenderedStation, renderStation } from '../../../test-support/render-station.tsx';
import { ChartsScreen } from '../index.ts';

async function make({ client, recipeFile }: RenderedStation, ...targets: readonly string[]): Promise<void> {
  for (const target of targets) {
    const { runId } = await client.runs.start({ target, source: { recipeFile } });
    await client.runs.wait({ runId });
  }
}
/** The value beside the name, with what explains it, as soon as it is so. */
const shows = (name: string, value: string) =>
  waitFor(() => expect(screen.getByText(name, { selector: 'dt' }).nextElementSibling?.textContent).toBe(value));

test('a station that has made nothing says so and leads to the line', async () => {
  await renderStation({ ui: <ChartsScreen /> });
  await screen.findByRole('heading', { name: 'No unit on record yet' }, { timeout: 15_000 });
  expect(screen.getByRole('link', { name: 'Go to Line' })).toBeTruthy();
});

test('a good and a bad unit are counted as they end, and the bad one by its cause and its slot', async () => {
  const station = await renderStation({ ui: <ChartsScreen />, tempers: ['good', 'wont-boot'] });
  await make(station, '01', '02');
  await shows('Runs passed', '1');
  await shows('Runs failed', '1');
  await shows('Station faults', '0');
  await shows('First-pass yield', '50%1 of 2 units, at their first run');
  const causes = screen.getByRole('list', { name: 'Failures by cause' });
  expect(
    within(causes)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([expect.stringMatching(/^Boot: .*1 of 1$/)]);
  const slots = screen.getByRole('list', { name: 'Failures by slot' });
  expect(
    within(slots)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual(['slot 021 of 1', 'slot 010 of 1']);
});

test('another time without runs says so, and the way back is the choice of the time', async () => {
  const station = await renderStation({ ui: <ChartsScreen /> });
  await make(station, '01');
  await shows('Runs passed', '1');
  await station.user.click(screen.getByRole('radio', { name: 'Other dates' }));
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-01-01' } });
  fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-01-02' } });
  await screen.findByRole('heading', { name: 'No run ended in this time' });
  await station.user.click(screen.getByRole('radio', { name: '7 days' }));
  await shows('Runs passed', '1');
});

test('what has no failure says so, and the products on record are to be chosen from', async () => {
  const station = await renderStation({ ui: <ChartsScreen /> });
  await make(station, '01');
  await screen.findByText('No failure in this time');
  await station.user.selectOptions(screen.getByRole('combobox', { name: 'Product' }), 'acme-sensor');
  await shows('Runs passed', '1');
});

test('opened while the engine is away it waits for it in words; what is known stays when it goes away again', async () => {
  const station = await renderStation({ path: '/records' });
  await make(station, '01');
  await screen.findByText('1 unit');
  await act(() => station.desktop.crashEngine());
  await station.user.click(screen.getByRole('link', { name: 'Charts' }));
  await screen.findByText('Waiting for the engine');
  await act(() => station.desktop.startEngine());
  await shows('Runs passed', '1');
  await act(() => station.desktop.crashEngine());
  await shows('Runs passed', '1');
});
