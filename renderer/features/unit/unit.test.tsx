import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderStation } from '../../test-support/render-station.tsx';

test('a unit that failed and then passed: both runs with their evidence, its console, and retiring it', async () => {
  const { client, user, recipeFile } = await renderStation({ path: '/records', tempers: ['wont-boot'], units: 1 });
  const make = async () => {
    const { runId } = await client.runs.start({ target: '01', source: { recipeFile }, operator: 'Ada' });
    await client.runs.wait({ runId });
  };
  await make();
  await client.bench.setTemper({ slot: '01', temper: 'good' });
  await make();
  const [unit] = (await client.units.search({})).rows;
  const serial = unit?.serial ?? 'no serial';

  // As a scanner does: the code, then Enter.
  await user.type(await screen.findByRole('searchbox', { name: 'Search units' }), `${serial}{Enter}`);
  await screen.findByRole('heading', { name: new RegExp(serial) }, { timeout: 10_000 });
  const life = await screen.findByRole('list', { name: 'Life' });
  const heads = within(life).getAllByRole('button', { name: /slot 01/ });
  expect(heads.map((head) => head.textContent)).toEqual([
    expect.stringContaining('Pass'),
    expect.stringContaining('Did not boot'),
  ]);

  // The newest run is open: what was written, and its console.
  await screen.findByText('What was written');
  await user.type(screen.getByRole('textbox', { name: 'Search the console' }), 'esp_image');
  await screen.findByText(/^1 of \d+$/);

  const failedRun = heads[1];
  if (failedRun === undefined) throw new Error('There is no second run.');
  await user.click(failedRun);
  await screen.findByText('Put the unit in the red tray.');

  await user.click(screen.getByRole('button', { name: 'Retire this unit…' }));
  await user.type(screen.getByRole('textbox', { name: /Your name/ }), 'Ada');
  await user.type(screen.getByRole('textbox', { name: /Reason/ }), 'cracked');
  const hold = await screen.findByRole('button', { name: /^Retire this unit(?! …)/ });
  expect(hold.getAttribute('aria-disabled')).toBe('true');
  await user.type(screen.getByRole('textbox', { name: new RegExp(serial) }), serial);
  await user.pointer({ keys: '[MouseLeft>]', target: hold });
  await waitFor(async () => expect((await client.units.search({})).rows[0]?.status).toBe('retired'), {
    timeout: 10_000,
  });
  await screen.findByText('This unit is retired. It is not started again.');
});

test('a unit that failed is not urged to be started again: its last run says what is to be done', async () => {
  const { client, recipeFile, user } = await renderStation({ path: '/records', tempers: ['wont-boot'], units: 1 });
  await client.line.setup({ source: { recipeFile }, operator: 'Ada', order: null, autoStart: false });
  await client.line.start({ slot: '01', again: false });
  await waitFor(async () => expect((await client.line.get()).slots[0]?.phase).toBe('finished'), { timeout: 10_000 });
  const [unit] = (await client.units.search({})).rows;
  await user.type(await screen.findByRole('searchbox', { name: 'Search units' }), `${unit?.serial}{Enter}`);
  await screen.findByText('It is in slot 01. Do what its last run asks for before you start it again.');
  expect(screen.getByRole('button', { name: 'Start again' }).dataset.variant).toBe('default');
});

test('a unit that failed for good is not started from its record before a person has decided that it is tried again', async () => {
  const { client, recipeFile, user } = await renderStation({ path: '/records', tempers: ['wrong-identity'], units: 1 });
  await client.line.setup({ source: { recipeFile }, operator: 'Ada', order: null, autoStart: false });
  await client.line.start({ slot: '01', again: false });
  await waitFor(async () => expect((await client.line.get()).slots[0]?.phase).toBe('finished'), { timeout: 10_000 });
  const [unit] = (await client.units.search({})).rows;
  const serial = unit?.serial ?? 'no serial';
  await user.type(await screen.findByRole('searchbox', { name: 'Search units' }), `${serial}{Enter}`);
  await screen.findByText('This unit failed for good');
  await screen.findByText(/It is in slot 01\. Put the unit in the red tray; do not ship it\./);
  expect(screen.queryByRole('button', { name: 'Start again' })).toBeNull();

  // Unless somebody says otherwise it goes.
  expect(screen.getByRole('button', { name: /^Retire this unit/ })).toBeDefined();
  await user.click(screen.getByRole('radio', { name: 'Try it again' }));
  await user.type(screen.getByRole('textbox', { name: /Your name/ }), 'Ada');
  await user.type(screen.getByRole('textbox', { name: /Reason/ }), 'the recipe was wrong');
  await user.type(screen.getByRole('textbox', { name: new RegExp(serial) }), serial);
  await user.pointer({ keys: '[MouseLeft>]', target: screen.getByRole('button', { name: /^Try this unit again/ }) });
  await screen.findByRole('button', { name: 'Start again' }, { timeout: 10_000 });
  await waitFor(() => expect(screen.queryByText('This unit failed for good')).toBeNull(), { timeout: 10_000 });
});
