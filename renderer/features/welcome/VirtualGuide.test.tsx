import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderStation } from '../../test-support/render-station.tsx';
import { VirtualGuide } from './VirtualGuide.tsx';

test('the guide begins with an empty slot, and what its button plugs in passes by itself', async () => {
  const { client, user } = await renderStation({ ui: <VirtualGuide /> });
  const button = await screen.findByRole('button', { name: 'Plug the unit in' }, { timeout: 10_000 });
  expect(screen.getByRole('heading', { name: 'Plug a unit in' })).toBeTruthy();
  expect((await client.bench.list()).map(({ isPlugged }) => isPlugged)).toEqual([false, true]);
  await screen.findByText('EMPTY');

  await user.click(button);
  await screen.findByRole('heading', { name: 'It booted and proved who it is' }, { timeout: 20_000 });
  const [unit] = (await client.units.search({})).rows;
  expect(await screen.findByRole('link', { name: `Open the record of ${unit?.serial}` })).toBeTruthy();
});

test('where the unit lies in its slot already, it is said to be pulled out first', async () => {
  const { client, recipeFile } = await renderStation({ ui: <VirtualGuide /> });
  await screen.findByRole('button', { name: 'Plug the unit in' }, { timeout: 10_000 });
  await client.line.setup({ source: { recipeFile }, operator: 'Ada', order: null, autoStart: false });
  await client.bench.plug({ slot: '01' });
  expect(await screen.findByRole('button', { name: 'Pull it out and plug it in' })).toBeTruthy();
});
