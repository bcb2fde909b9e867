// The window in a browser: signing in, being refused, and a station that goes away.
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderBrowser } from '../test-support/render-browser.tsx';
import { createTokenStore } from '../wire/index.ts';

const longEnough = { timeout: 10_000 };

test('without a token the station shows nothing but where to enter it', async () => {
  await renderBrowser();
  expect(await screen.findByRole('heading', { name: 'Sign in to this station' })).toBeTruthy();
  expect(screen.queryByRole('navigation')).toBeNull();
  expect(document.title).toContain('Sign in');
});

test('a wrong token is refused in words, what was typed stays, and the right one opens the window', async () => {
  const { user, token } = await renderBrowser();
  const field = await screen.findByLabelText('Token');
  await user.type(field, 'not this one');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByText('A token has letters, digits, - and _ only.')).toBeTruthy();

  await user.clear(field);
  await user.type(field, 'not-this-one{Enter}');
  expect(await screen.findByText('This token is not the one of this station.', {}, longEnough)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Token').value).toBe('not-this-one');
  expect(window.sessionStorage.length).toBe(0);

  await user.clear(screen.getByLabelText('Token'));
  await user.type(screen.getByLabelText('Token'), `${token}{Enter}`);
  expect(await screen.findByRole('link', { name: 'Records' }, longEnough)).toBeTruthy();
  expect(window.sessionStorage.getItem('slipway.token')).toBe(token);
});

test('a token that the tab kept from an earlier start is refused and forgotten', async () => {
  await renderBrowser({ token: 'wrong' });
  expect(await screen.findByText('This token is not the one of this station.', {}, longEnough)).toBeTruthy();
  expect(window.sessionStorage.length).toBe(0);
});

test('a station that goes away is said to be away, and when it is back the window goes on by itself', async () => {
  const { stopServer, startServer, wire } = await renderBrowser({ token: 'right' });
  await screen.findByRole('link', { name: 'Records' }, longEnough);
  await waitFor(() => expect(wire.state()).toEqual({ kind: 'ready', epoch: 1 }), longEnough);
  await stopServer();
  expect(await screen.findByText('The station does not answer', {}, longEnough)).toBeTruthy();
  await expect(wire.client.station.info()).rejects.toMatchObject({ code: 'wire/closed' });
  // The screens stay.
  expect(screen.getByRole('link', { name: 'Records' })).toBeTruthy();
  await startServer();
  await waitFor(() => expect(screen.queryByText('The station does not answer')).toBeNull(), longEnough);
  expect(wire.state()).toMatchObject({ kind: 'ready' });
});

test('signing out forgets the token', async () => {
  const { user } = await renderBrowser({ token: 'right' });
  await screen.findByRole('link', { name: 'Records' }, longEnough);
  await user.keyboard('{Control>}k{/Control}');
  await user.keyboard('sign out{Enter}');
  expect(await screen.findByRole('heading', { name: 'Sign in to this station' })).toBeTruthy();
  expect(window.sessionStorage.length).toBe(0);
});

test('the token in the address is taken out of it at once', () => {
  window.sessionStorage.clear();
  window.history.replaceState(null, '', '/?x=1#token=abc_DEF-123');
  expect(createTokenStore(window).read()).toBe('abc_DEF-123');
  expect(window.location.href).toMatch(/\/\?x=1$/);
  // A fragment of the router's is left alone.
  window.history.replaceState(null, '', '/#/records');
  createTokenStore(window);
  expect(window.location.hash).toBe('#/records');
});
