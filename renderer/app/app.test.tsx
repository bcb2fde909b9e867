// The frame: places, palette, keys, language, theme, kiosk, the first start, and a screen that breaks.
import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderStation } from '../test-support/render-station.tsx';
import { ScreenBoundary } from './frame/screen-boundary.tsx';

const longEnough = { timeout: 15_000 };
/** What has the focus: by its role where that says more than its text. */
const focused = () => {
  const element = document.activeElement;
  return element?.tagName === 'MAIN' ? 'main' : (element?.getAttribute('role') ?? element?.textContent);
};
const heading = (name: string) => screen.findByRole('heading', { level: 1, name }, longEnough);

test('four places, the one that is open is marked, and its screen takes the focus and the title', async () => {
  const { user } = await renderStation({ path: '/records' });
  await heading('Records');
  const records = screen.getByRole('link', { name: 'Records' });
  expect(records.getAttribute('aria-current')).toBe('page');
  await user.click(screen.getByRole('link', { name: 'Library' }));
  await heading('Library');
  expect(records.getAttribute('aria-current')).toBeNull();
  expect(focused()).toBe('main');
  await waitFor(() => expect(document.title).toMatch(/^Library · .+ · Slipway$/));
});

test('the first thing that the Tab key reaches leads past the rail', async () => {
  const { user } = await renderStation({ path: '/records' });
  await heading('Records');
  await user.tab();
  expect(focused()).toBe('Skip to content');
  await user.keyboard('{Enter}');
  expect(focused()).toBe('main');
});

test('the palette finds places, commands and units as one types, and Enter does the best of them', async () => {
  const { user, client, recipeFile } = await renderStation({ path: '/records' });
  await heading('Records');
  const { runId } = await client.runs.start({ target: '01', source: { recipeFile } });
  await client.runs.wait({ runId });
  const { rows } = await client.units.search({});
  const serial = rows[0]?.serial ?? '';

  await user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: /Search commands/ });
  expect(focused()).toBe('combobox');
  await user.keyboard('libr');
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Library/),
  ]);
  expect(field.getAttribute('aria-activedescendant')).toBe(screen.getByRole('option').id);

  await user.clear(field);
  await user.keyboard(serial.slice(0, -1));
  const found = await screen.findByRole('option', { name: new RegExp(serial) }, longEnough);
  expect(found.getAttribute('aria-selected')).toBe('true');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(document.title).toContain(`Unit ${serial}`), longEnough);
  expect(screen.queryByRole('combobox', { name: /Search commands/ })).toBeNull();
});

test('the palette shows the first units that fit, says that there are more, and leads to all of them', async () => {
  const { user, client, recipeFile } = await renderStation({ path: '/library', units: 8 });
  await heading('Library');
  const { slots } = await client.line.get();
  for (const { slot } of slots) {
    const { runId } = await client.runs.start({ target: slot, source: { recipeFile } });
    await client.runs.wait({ runId });
  }
  await user.keyboard('{Control>}k{/Control}');
  await user.keyboard('AC-');
  const all = await screen.findByRole('option', { name: 'Show all units with “AC-” in Records' }, longEnough);
  expect(screen.getAllByRole('option', { name: /^AC-/ })).toHaveLength(6);
  expect(screen.getByText('The first 6 units; all are in Records')).toBeTruthy();
  await user.click(all);
  await heading('Records');
  expect(await screen.findByText('8 units', {}, longEnough)).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search units' }).value).toBe('AC-');
});

test('what fits nothing says so, and Escape gives the focus back', async () => {
  const { user } = await renderStation({ path: '/records' });
  await heading('Records');
  const link = screen.getByRole('link', { name: 'Library' });
  link.focus();
  await user.keyboard('{Control>}k{/Control}');
  await user.keyboard('zzzz');
  expect(await screen.findByText('Nothing fits “zzzz”.', {}, longEnough)).toBeTruthy();
  const dialog = screen.getByRole('dialog');
  // The browser turns Escape into this event of its dialog; happy-dom does not.
  act(() => void dialog.dispatchEvent(new Event('cancel', { cancelable: true })));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(focused()).toBe('Library');
});

test('g and a letter go to a place, but not while somebody types', async () => {
  const { user } = await renderStation({ path: '/records' });
  await heading('Records');
  await user.click(screen.getByRole('main'));
  await user.keyboard('g');
  await new Promise((resolve) => setTimeout(resolve, 60));
  await user.keyboard('b');
  await heading('Library');
  await user.keyboard('{Control>}k{/Control}');
  await user.keyboard('gr');
  expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('gr');
  expect(document.title).toContain('Library');
});

test('? lists every key that works here', async () => {
  const { user } = await renderStation({ path: '/records' });
  await heading('Records');
  await user.keyboard('?');
  const help = await screen.findByRole('dialog', { name: 'Keys' });
  expect(within(help).getByText('Show all keys')).toBeTruthy();
  expect(within(help).getByText('Kiosk mode: show the line only')).toBeTruthy();
  expect(within(help).getAllByText('Ctrl').length).toBeGreaterThan(0);
});

test('? shows a key of the line as dim where the bar does, and no other', async () => {
  const { user, client, recipeFile } = await renderStation({ path: '/line', units: 1, isSlow: true });
  await client.line.setup({ source: { recipeFile }, operator: 'Ana', order: null, autoStart: true });
  const isOff = (help: HTMLElement, title: string) =>
    within(help).getByText(title).closest<HTMLElement>('[data-off]')?.dataset.off;
  await screen.findByRole('heading', { name: 'Press F3 to start: 01' });
  await user.keyboard('?');
  const before = await screen.findByRole('dialog', { name: 'Keys' });
  expect(isOff(before, 'Try again')).toBe('true');
  expect(isOff(before, 'Start all ready')).toBe('false');
  expect(isOff(before, 'Hold to stop')).toBe('true');

  await user.keyboard('{Escape}{F3}');
  await screen.findByRole('button', { name: /Hold to stop 01/ });
  await user.keyboard('?');
  const after = await screen.findByRole('dialog', { name: 'Keys' });
  expect(isOff(after, 'Start all ready')).toBe('true');
  expect(isOff(after, 'Hold to stop 01')).toBe('false');
});

test('keys are called as what stands on them where the window speaks German', async () => {
  const { user } = await renderStation({ path: '/records', preferences: { language: 'de' } });
  await heading('Nachweise');
  await user.keyboard('?');
  const help = await screen.findByRole('dialog', { name: 'Tasten' });
  expect(within(help).getAllByText('Strg').length).toBeGreaterThan(0);
  expect(within(help).getByText('Umschalt')).toBeTruthy();
  expect(within(help).queryByText('Ctrl')).toBeNull();
});

test.each([
  { choice: 'Deutsch', lang: 'de', place: 'Bibliothek' },
  { choice: '中文', lang: 'zh-Hans', place: '配方库' },
])('$choice is chosen in the palette and changes the window at once and for good', async ({ choice, lang, place }) => {
  const { user } = await renderStation({ path: '/records' });
  await heading('Records');
  await user.keyboard('{Control>}k{/Control}');
  await user.keyboard(`language ${choice.slice(0, 2)}`);
  await user.click(screen.getByRole('option', { name: new RegExp(choice) }));
  expect(await screen.findByRole('link', { name: place })).toBeTruthy();
  expect(document.documentElement.lang).toBe(lang);
  expect(window.localStorage.getItem('slipway.view.preferences')).toContain(`"language":"${lang.slice(0, 2)}"`);
});

test('a theme that is chosen is told to the shell, so that its menus follow', async () => {
  const { user, desktop } = await renderStation({ path: '/records' });
  await heading('Records');
  await user.keyboard('{Control>}k{/Control}');
  await user.keyboard('theme dark{Enter}');
  await waitFor(() => expect(document.documentElement.dataset.mantineColorScheme).toBe('dark'));
  expect(desktop.requests).toContainEqual({ kind: 'theme', scheme: 'dark' });
});

test('kiosk mode shows the line and nothing else, and only its key and a held button end it', async () => {
  const { user, desktop } = await renderStation({ path: '/records' });
  await heading('Records');
  await user.keyboard('{Control>}{Shift>}{F12}{/Shift}{/Control}');
  await waitFor(() => expect(screen.queryByRole('navigation')).toBeNull());
  expect(desktop.requests).toContainEqual({ kind: 'kiosk', isOn: true });
  await waitFor(() => expect(document.title).toMatch(/^Line/), longEnough);
  act(() => desktop.say({ slipway: 'go', to: '/library' }));
  await waitFor(() => expect(document.title).toMatch(/^Line/), longEnough);
  await user.keyboard('{Control>}k{/Control}');
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.keyboard('{Control>}{Shift>}{F12}{/Shift}{/Control}');
  expect(await screen.findByRole('dialog', { name: 'Leave kiosk mode' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Stay' }));
  expect(screen.queryByRole('navigation')).toBeNull();

  await user.keyboard('{Control>}{Shift>}{F12}{/Shift}{/Control}');
  const leave = await screen.findByRole('button', { name: /Leave kiosk mode/ });
  await user.click(leave);
  expect(screen.queryByRole('navigation')).toBeNull();
  await user.pointer({ keys: '[MouseLeft>]', target: leave });
  expect(await screen.findByRole('navigation', {}, longEnough)).toBeTruthy();
  expect(desktop.requests.at(-1)).toEqual({ kind: 'kiosk', isOn: false });
});

test('the menu of the desktop and its command line enter kiosk mode, and neither leaves it without the question', async () => {
  const { desktop } = await renderStation({ path: '/line' });
  expect(await screen.findByRole('navigation', {}, longEnough)).toBeTruthy();
  expect(desktop.requests).not.toContainEqual({ kind: 'kiosk', isOn: false });
  act(() => desktop.say({ slipway: 'kiosk', isOn: true }));
  await waitFor(() => expect(screen.queryByRole('navigation')).toBeNull());
  expect(desktop.requests).toContainEqual({ kind: 'kiosk', isOn: true });
  act(() => desktop.say({ slipway: 'kiosk', isOn: false }));
  expect(await screen.findByRole('dialog', { name: 'Leave kiosk mode' })).toBeTruthy();
  expect(screen.queryByRole('navigation')).toBeNull();
});

test('a file that is opened while the window is a kiosk waits until the kiosk is left, and so does an update', async () => {
  const { desktop, user } = await renderStation({ path: '/line' });
  expect(await screen.findByRole('navigation', {}, longEnough)).toBeTruthy();
  act(() => desktop.say({ slipway: 'kiosk', isOn: true }));
  await waitFor(() => expect(screen.queryByRole('navigation')).toBeNull());
  act(() => desktop.say({ slipway: 'open', path: '/media/stick/sensor.slipway' }));
  act(() => desktop.say({ slipway: 'go', to: '/records' }));
  act(() => desktop.say({ slipway: 'update', version: '1.2.3', mayInstall: true }));
  await waitFor(() => expect(document.title).toMatch(/^Line/), longEnough);

  act(() => desktop.say({ slipway: 'kiosk', isOn: false }));
  await user.pointer({ keys: '[MouseLeft>]', target: await screen.findByRole('button', { name: /Leave kiosk mode/ }) });
  await waitFor(() => expect(document.title).toMatch(/^Library/), longEnough);
  expect(screen.getByRole('button', { name: 'Version 1.2.3 is ready' })).toBeTruthy();
});

test('a file that the desktop opens and a place that it names lead there, and an address elsewhere does not', async () => {
  const { desktop } = await renderStation({ path: '/records' });
  await heading('Records');
  act(() => desktop.say({ slipway: 'go', to: '//evil.example/library' }));
  act(() => desktop.say({ slipway: 'go', to: 'https://evil.example' }));
  await heading('Records');
  act(() => desktop.say({ slipway: 'go', to: '/library' }));
  await heading('Library');
});

test('of several files that are opened, at once and one after the other, each is taken once', async () => {
  const { desktop } = await renderStation({ path: '/records' });
  await heading('Records');
  const open = (name: string) => desktop.say({ slipway: 'open', path: `/media/stick/${name}.slipway` });
  act(() => {
    open('first');
    open('second');
  });
  // While the library is still being loaded.
  act(() => open('third'));
  await heading('Library');
  const seen = (name: string) => screen.findAllByText(new RegExp(`^${name}\\.slipway`), {}, longEnough);
  await seen('third');
  act(() => open('fourth'));
  for (const name of ['fourth', 'third', 'second', 'first']) expect(await seen(name)).toHaveLength(1);
});

test('an update that waits is offered, and installed when the person says so, but not while units are being written', async () => {
  const { desktop, user } = await renderStation({ path: '/records' });
  await heading('Records');
  act(() => desktop.say({ slipway: 'update', version: '1.2.3', mayInstall: false }));
  const button = await screen.findByRole('button', { name: 'Version 1.2.3 is ready' });
  expect(button.title).toMatch(/^Units are being written\./);
  await user.click(button);
  expect(desktop.requests).not.toContainEqual({ kind: 'install-update' });
  act(() => desktop.say({ slipway: 'update', version: '1.2.3', mayInstall: true }));
  await user.click(await screen.findByRole('button', { name: 'Version 1.2.3 is ready' }));
  await waitFor(() => expect(desktop.requests).toContainEqual({ kind: 'install-update' }));
});

/** Breaks for as long as its slot has no name. */
function Fragile({ slot }: { readonly slot: { readonly name: string | undefined } }) {
  if (slot.name === undefined) throw new Error('the slot has no name');
  return <h1>Slot {slot.name}</h1>;
}

test('a screen that breaks says so, keeps what happened, and can be opened again', async () => {
  const onError = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const slot = { name: undefined as string | undefined };
  const onHome = vi.fn();
  const ui = (
    <ScreenBoundary place="/x" title="X" onHome={onHome}>
      <Fragile slot={slot} />
    </ScreenBoundary>
  );
  const { user } = await renderStation({ ui });
  expect(await screen.findByRole('heading', { name: 'This screen has stopped' })).toBeTruthy();
  expect(screen.getByText(/the slot has no name/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Go to Line' }));
  expect(onHome).toHaveBeenCalled();
  slot.name = '01';
  await user.click(screen.getByRole('button', { name: 'Open it again' }));
  expect(await screen.findByRole('heading', { name: 'Slot 01' })).toBeTruthy();
  onError.mockRestore();
});

test('an address that leads nowhere says so and leads to the line', async () => {
  await renderStation({ path: '/nowhere' });
  expect(await screen.findByText('There is nothing at this address', {}, longEnough)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Go to Line' }).getAttribute('href')).toContain('/line');
});
