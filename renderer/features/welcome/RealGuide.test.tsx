// The way from a computer with ports to a named slot, on a real engine. Ports of the virtual bench stand for real ones:
// the guide asks the same of both, and which real ports there are is the machine's affair.
import { generateKeyPairSync } from 'node:crypto';
import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderStation } from '../../test-support/render-station.tsx';
import { WelcomeScreen } from './index.ts';
import { RealGuide } from './RealGuide.tsx';

const step = async (title: string) => {
  const heading = await screen.findByRole('heading', { name: title }, { timeout: 15_000 });
  const item = heading.closest('li');
  if (item === null) throw new Error(`“${title}” is no step.`);
  return item;
};
const isNow = (item: HTMLElement) => item.getAttribute('aria-current') === 'step';

test('where nothing is plugged in it says so, and goes on by itself when something is', async () => {
  const { client } = await renderStation({ ui: <RealGuide />, units: 1 });
  await client.bench.unplug({ slot: '01' });
  const plug = await step('Plug a unit in');
  await within(plug).findByText(/^Nothing is plugged in yet/);
  expect(isNow(plug)).toBe(true);
  expect(isNow(await step('Which slot is this?'))).toBe(false);

  await client.bench.plug({ slot: '01' });
  await within(plug).findByText('1 port is there');
  expect(isNow(plug)).toBe(false);
});

test('a port is given the name of its slot, which leads to the recipe; a name that is taken is refused', async () => {
  const { client, user } = await renderStation({ ui: <RealGuide />, units: 2 });
  await client.slots.set([]);
  const naming = await step('Which slot is this?');
  const first = await within(naming).findByRole('textbox', { name: 'Name of the slot at virtual:01' });
  expect(first).toHaveProperty('value', '01');
  await user.clear(first);
  await user.type(first, 'left{Enter}');
  await within(naming).findByText('Slot left: virtual:01');
  expect(await client.slots.list()).toEqual([{ name: 'left', match: 'virtual:01' }]);
  expect(isNow(await step('Choose what to make'))).toBe(true);

  const second = within(naming).getByRole('textbox', { name: 'Name of the slot at virtual:02' });
  await user.clear(second);
  await user.type(second, 'left');
  await within(naming).findByText('There is a slot left already');
  expect(within(naming).getByRole('button', { name: 'Name it' })).toHaveProperty('disabled', true);
  await user.clear(second);
  await user.type(second, 'right');
  await user.click(within(naming).getByRole('button', { name: 'Name it' }));
  await within(naming).findByText('Slot right: virtual:02');
  expect(within(naming).getByRole('link', { name: 'Place the slots as they stand on the bench' })).toBeTruthy();
});

test('what the doctor found comes with its mend, and is gone when it was mended and checked again', async () => {
  const { client, user } = await renderStation({ ui: <RealGuide />, units: 1 });
  const doctor = await step('Is this computer ready?');
  await within(doctor).findByText('No key is trusted yet, so every bundle is refused.', {}, { timeout: 15_000 });
  expect(within(doctor).getByRole('link', { name: 'Trust a key in the library' })).toBeTruthy();
  const publicKey = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
  await client.trust.add({ publicKey, name: 'Release' });
  await user.click(within(doctor).getByRole('button', { name: 'Check again' }));
  await waitFor(() => expect(within(doctor).queryByText(/^No key is trusted yet/)).toBeNull());
});

test('a station of real ports opens with this guide, and says while its engine is away that it opens', async () => {
  const { desktop } = await renderStation({ ui: <WelcomeScreen />, units: 0 });
  await step('Is this computer ready?');
  await act(() => desktop.crashEngine());
  await screen.findByText('Opening the station');
  expect(screen.queryByRole('heading', { name: 'Is this computer ready?' })).toBeNull();
  await act(() => desktop.startEngine());
  await step('Is this computer ready?');
});
