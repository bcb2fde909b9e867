// The virtual units beside the line, on a real engine: what a person does to them, and what the bench is then.
import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderStation } from '../../test-support/render-station.tsx';
import { BenchPanel } from './index.ts';

const unitOf = async (slot: string) => {
  const name = await screen.findByText(slot, { selector: 'strong' }, { timeout: 15_000 });
  const unit = name.closest('li');
  if (unit === null) throw new Error(`There is no unit in slot ${slot}.`);
  return within(unit);
};

test('a unit is pulled out and plugged in by one button, and says which of both it is', async () => {
  const { client, user } = await renderStation({ ui: <BenchPanel /> });
  const unit = await unitOf('01');
  expect(unit.getByText(/ESP32-C3 · plugged in/)).toBeTruthy();
  await user.click(unit.getByRole('button', { name: 'Pull out' }));
  expect(await unit.findByText(/pulled out/)).toBeTruthy();
  expect((await client.bench.list()).map(({ isPlugged }) => isPlugged)).toEqual([false, true]);
  await user.click(await unit.findByRole('button', { name: 'Plug in' }));
  expect(await unit.findByText(/plugged in/)).toBeTruthy();
});

test('all units are pulled out and plugged in at once', async () => {
  const { client, user } = await renderStation({ ui: <BenchPanel /> });
  await unitOf('02');
  await user.click(screen.getByRole('button', { name: 'Pull all out' }));
  expect(await screen.findAllByText(/pulled out/)).toHaveLength(2);
  const plugIn = screen.getByRole('button', { name: 'Plug all in' });
  // The acts wait for each other.
  await waitFor(() => expect(plugIn).toHaveProperty('disabled', false));
  await user.click(plugIn);
  await waitFor(async () => expect((await client.bench.list()).every(({ isPlugged }) => isPlugged)).toBe(true));
});

test('a new unit in a slot is another one, and the person is told which', async () => {
  const { client, user } = await renderStation({ ui: <BenchPanel /> });
  const unit = await unitOf('01');
  const [before] = await client.bench.list();
  await user.click(unit.getByRole('button', { name: 'New blank unit' }));
  const fresh = await waitFor(async () => {
    const [now] = await client.bench.list();
    expect(now?.mac).not.toBe(before?.mac);
    return now;
  });
  expect(await unit.findByText(fresh?.mac ?? '', { selector: 'code' })).toBeTruthy();
  expect(await screen.findByText(`Slot 01 has a unit that was never written: ${fresh?.mac}`)).toBeTruthy();
});

test('a unit is made to fail, and the next run shows it', async () => {
  const { client, user, recipeFile } = await renderStation({ ui: <BenchPanel /> });
  const unit = await unitOf('01');
  await user.selectOptions(unit.getByRole('combobox', { name: '01: How the unit behaves' }), 'Does not boot');
  await waitFor(async () => expect((await client.bench.list())[0]?.temper).toBe('wont-boot'));
  const { runId } = await client.runs.start({ target: '01', source: { recipeFile } });
  expect((await client.runs.wait({ runId })).outcome).toBe('FAIL');
});

test('what another window does to a unit is seen here too', async () => {
  const { client } = await renderStation({ ui: <BenchPanel /> });
  const unit = await unitOf('02');
  await client.bench.unplug({ slot: '02' });
  expect(await unit.findByText(/pulled out/)).toBeTruthy();
});

test('a station of real ports says that it has no virtual units', async () => {
  await renderStation({ ui: <BenchPanel />, units: 0 });
  expect(await screen.findByText('This station works with real ports.', {}, { timeout: 15_000 })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Plug all in' })).toBeNull();
});

test('while the engine is away the units stay in sight, and an act that cannot be done says so', async () => {
  const { desktop, user } = await renderStation({ ui: <BenchPanel /> });
  const unit = await unitOf('01');
  await act(() => desktop.crashEngine());
  await user.click(unit.getByRole('button', { name: 'Pull out' }));
  expect(await screen.findByText('Engine is not reachable')).toBeTruthy();
  expect(unit.getByText(/plugged in/)).toBeTruthy();
});
