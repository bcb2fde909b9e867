// The station as people look after it, on a real engine: slots found by plugging in, fleets, keys, doctor, itself.
import path from 'node:path';
import { configure, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderStation } from '../../test-support/render-station.tsx';
import { StationScreen } from './StationScreen.tsx';

// Each step asks a real engine in another process, on a machine that has other work too.
beforeAll(() => configure({ asyncUtilTimeout: 10_000 }));

describe('slots', () => {
  test('a place that is new becomes the next slot by plugging a unit in and pressing Enter', async () => {
    const { client, user } = await renderStation({ ui: <StationScreen section="slots" />, units: 2 });
    await screen.findByRole('button', { name: /^02/ });
    const [first] = await client.slots.list();
    if (first === undefined) throw new Error('the bench has no slots');
    await client.bench.unplug({ slot: '02' });
    await client.slots.set([first]);
    await waitFor(() => expect(screen.queryByRole('button', { name: /^02/ })).toBeNull());

    await user.click(screen.getByRole('button', { name: 'Which slot is this?' }));
    await screen.findByText('Plug a unit into the place that you want to know');
    await client.bench.plug({ slot: '02' });
    const name = await screen.findByRole('textbox', { name: 'Name as painted on the bench' });
    expect(name).toHaveProperty('value', '02');
    await user.clear(name);
    await user.type(name, 'right{Enter}');

    expect(await screen.findByRole('button', { name: /^right/ })).toBeDefined();
    await waitFor(async () => {
      expect(await client.slots.list()).toContainEqual({ name: 'right', match: 'virtual:02', row: 0, column: 0 });
    });
  });

  test('a place that is known is named when a unit is plugged in', async () => {
    const { client, user, recipeFile } = await renderStation({ ui: <StationScreen section="slots" />, units: 2 });
    await screen.findByRole('button', { name: /^01/ });
    await client.bench.unplug({ slot: '01' });
    await screen.findByText('empty');
    // On a line that would make it.
    await client.line.setup({ source: { recipeFile }, operator: 'Ada', order: null, autoStart: true });
    await user.click(screen.getByRole('button', { name: 'Which slot is this?' }));
    await screen.findByText('Plug a unit into the place that you want to know');
    await client.bench.plug({ slot: '01' });
    // Seen, and said aloud.
    expect(await screen.findAllByText('That is slot 01')).toHaveLength(2);
    expect(screen.getByRole('region', { name: 'Slot 01' })).toBeDefined();
    expect((await client.line.get()).slots).toMatchObject([{ slot: '01', phase: 'ready' }, { slot: '02' }]);
    expect((await client.runs.list({ limit: 1 })).rows).toEqual([]);
  });

  test('are moved by arrow keys, tested and renamed', async () => {
    const { client, user } = await renderStation({ ui: <StationScreen section="slots" />, units: 1 });
    await user.click(await screen.findByRole('button', { name: /^01/ }));
    await user.keyboard('{ArrowRight}{ArrowRight}{ArrowDown}');
    await waitFor(async () => expect(await client.slots.list()).toMatchObject([{ row: 1, column: 1 }]));

    await user.click(screen.getByRole('button', { name: 'Ask the unit who it is' }));
    expect(await screen.findByText('ESP32-C3', {}, { timeout: 20_000 })).toBeDefined();
    const name = screen.getByRole('textbox', { name: 'Name' });
    await user.clear(name);
    await user.type(name, 'left{Enter}');
    await waitFor(async () => expect(await client.slots.list()).toMatchObject([{ name: 'left', row: 1, column: 1 }]));
  });
});

describe('fleets', () => {
  test('a token goes in and does not come out', async () => {
    const { client, user } = await renderStation({ ui: <StationScreen section="fleets" /> });
    await user.click(await screen.findByRole('button', { name: 'Add a fleet…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add a fleet' });
    await user.type(within(dialog).getByRole('textbox', { name: /^Name/ }), 'hosted');
    await user.type(within(dialog).getByRole('textbox', { name: /^Address/ }), 'https://127.0.0.1:9');
    await user.type(within(dialog).getByLabelText(/^Access token/), 'a-very-secret-token');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    const panel = await screen.findByRole('region', { name: /^hosted/ });
    expect(panel.textContent).toContain('it never comes back out');
    // Nobody knows yet whether it is there: nothing is well.
    expect(panel.textContent).toContain('Nothing waits. This fleet has not been heard from yet.');
    expect(JSON.stringify(await client.fleets.list())).not.toContain('a-very-secret-token');
    expect(document.body.innerHTML).not.toContain('a-very-secret-token');
  });

  test('what a fleet could not be told is listed with its reason, and tried again by one button', async () => {
    const { client, user, recipeFile } = await renderStation({ ui: <StationScreen section="fleets" />, units: 1 });
    await client.fleets.set({ kind: 'mender', name: 'demo', url: 'https://127.0.0.1:9', token: 'x' });
    const { runId } = await client.runs.start({ target: '01', source: { recipeFile } });
    expect(await client.runs.wait({ runId })).toMatchObject({ outcome: 'PASS' });

    expect(await screen.findByText('1 message waits for this fleet')).toBeDefined();
    const queue = await screen.findByRole('table', { name: 'What waits' });
    await waitFor(() =>
      expect(queue.textContent).toMatch(/Fleet (?:cannot be reached|does not answer|is not available)/),
    );
    await client.fleets.set({
      kind: 'file',
      name: 'demo',
      dir: path.join(path.dirname(recipeFile), '..', 'enrollments'),
    });
    await user.click(within(queue).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nothing waits. The fleet has been told everything.')).toBeDefined();
  });
});

describe('keys', () => {
  test('of the computer’s keychain need no passphrase, and a CA is made here', async () => {
    const { client, user } = await renderStation({ ui: <StationScreen section="keys" /> });
    expect(await screen.findByText('By the keychain of this computer')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Make a CA…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Make an issuing CA' });
    await user.type(within(dialog).getByRole('textbox', { name: /^Name/ }), 'second');
    await user.type(within(dialog).getByRole('textbox', { name: /^Subject/ }), 'CN=Second CA,O=ACME');
    await user.click(within(dialog).getByRole('button', { name: 'Make the CA' }));
    expect(await screen.findByRole('heading', { name: 'second' })).toBeDefined();
    expect((await client.keys.get()).authorities.map(({ name }) => name)).toContain('second');
  });
});

test('keys behind a passphrase open with the right one only, and are locked again', async () => {
  const { client, user } = await renderStation({ ui: <StationScreen section="keys" />, isSealedByPassphrase: true });
  const give = async (passphrase: string) => {
    await user.type(await screen.findByLabelText(/^Passphrase/), passphrase);
    await user.click(screen.getByRole('button', { name: 'Unlock' }));
  };
  expect(await screen.findByText('The key store is locked')).toBeDefined();
  await give('correct horse');
  await screen.findByRole('button', { name: 'Lock now' });
  await user.click(screen.getByRole('button', { name: 'Make a CA…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Make an issuing CA' });
  await user.type(within(dialog).getByRole('textbox', { name: /^Name/ }), 'own');
  await user.type(within(dialog).getByRole('textbox', { name: /^Subject/ }), 'CN=Own CA');
  await user.click(within(dialog).getByRole('button', { name: 'Make the CA' }));
  await screen.findByRole('heading', { name: 'own' });
  await user.click(screen.getByRole('button', { name: 'Lock now' }));

  await give('wrong horse');
  expect(await screen.findByText(/Wrong passphrase/)).toBeDefined();
  expect((await client.keys.get()).isLocked).toBe(true);
  await give('correct horse');
  expect(await screen.findByRole('button', { name: 'Lock now' })).toBeDefined();
  expect((await client.keys.get()).isLocked).toBe(false);
});

test('the doctor says what is in order and what is not, worst first, and looks again', async () => {
  const { user } = await renderStation({ ui: <StationScreen section="doctor" /> });
  const clock = await screen.findByRole('heading', { name: 'Clock' });
  expect(clock.closest('li')?.dataset.state).toBe('ok');
  const states = [...document.querySelectorAll('li[data-state]')].map((item) => item.getAttribute('data-state') ?? '');
  const order = ['problem', 'warning', 'ok', 'not-applicable'];
  expect(states).toEqual(states.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  await user.click(screen.getByRole('button', { name: 'Check again' }));
  expect(await screen.findByRole('heading', { name: 'Disk' })).toBeDefined();
});

test.each([
  ['de', 'Uhr', /^Sie zeigt \d/],
  ['zh', '时钟', /^当前显示 \d/],
] as const)('the doctor speaks %s, and leaves nothing in English', async (language, clock, finding) => {
  await renderStation({ ui: <StationScreen section="doctor" />, preferences: { language } });
  const item = (await screen.findByRole('heading', { name: clock })).closest('li');
  expect(item?.querySelector('p[class*="finding"]')?.textContent).toMatch(finding);
  expect(document.querySelectorAll('li[data-state] [lang="en"]')).toHaveLength(0);
  expect(document.querySelectorAll('li[data-state]').length).toBeGreaterThan(10);
});

test('appearance changes at once, in the language that was chosen', async () => {
  const { user } = await renderStation({ ui: <StationScreen section="appearance" /> });
  await user.click(await screen.findByRole('radio', { name: 'Deutsch' }));
  expect(await screen.findByText('Farbschema')).toBeDefined();
  await user.click(screen.getByRole('radio', { name: 'Dunkel' }));
  await waitFor(() => expect(document.documentElement.dataset.mantineColorScheme).toBe('dark'));
});

test('the station is renamed, and says that its mode is not for this window to change', async () => {
  const { client, user } = await renderStation({ ui: <StationScreen section="about" /> });
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await user.clear(name);
  await user.type(name, 'Hall B{Enter}');
  await waitFor(async () => expect((await client.station.info()).name).toBe('Hall B'));
  expect(screen.getByText(/The command that started this station decided it/)).toBeDefined();
});

test('a section that is not there leads to those that are', async () => {
  await renderStation({ ui: <StationScreen section="cellar" /> });
  expect(await screen.findByText('There is no such section')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Doctor' })).toBeDefined();
});
