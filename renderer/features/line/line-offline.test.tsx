// The panels beside the tiles while the station is away, and when it is back.
import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { type RenderedStation, renderStation } from '../../test-support/render-station.tsx';
import { LineScreen } from './LineScreen.tsx';

async function openLine(tempers: readonly string[] = []): Promise<RenderedStation> {
  const station = await renderStation({ ui: <LineScreen />, units: 1, tempers });
  const { client, recipeFile } = station;
  await client.line.setup({ source: { recipeFile }, operator: 'Ana', order: null, autoStart: true });
  await screen.findByText('Ana', {}, { timeout: 15_000 });
  return station;
}

test('the set-up waits for the station in words, and opens its form when it is back', async () => {
  const { desktop, user } = await openLine();
  await act(() => desktop.crashEngine());
  await user.keyboard('{F5}');
  expect(await screen.findByText('Waiting for the station to read the recipes')).toBeTruthy();
  expect(screen.queryByText('Reading the recipes')).toBeNull();
  await act(() => desktop.startEngine());
  expect(await screen.findByRole('textbox', { name: 'Operator' }, { timeout: 15_000 })).toBeTruthy();
});

test('evidence offers no other try while the station is away', async () => {
  const { client, desktop, user } = await openLine(['wont-boot']);
  await client.bench.unplug({ slot: '01' });
  await client.bench.plug({ slot: '01' });
  await waitFor(() => expect(document.querySelector('[data-slot="01"]')?.textContent).toMatch(/FAIL/), {
    timeout: 25_000,
  });
  await user.keyboard('{F4}');
  const retry = () => screen.findByRole<HTMLButtonElement>('button', { name: 'Try again' });
  expect((await retry()).disabled).toBe(false);
  await act(() => desktop.crashEngine());
  await waitFor(async () => expect((await retry()).disabled).toBe(true));
});
