import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderStation } from '../../test-support/render-station.tsx';

/** The screen's code comes when it is first asked for. */
const patience = { timeout: 20_000 };

test('The gallery shows every case in both themes, and one alone by its address', async () => {
  await renderStation({ path: '/gallery?case=states/outcomes' });
  expect(await screen.findByText('outcomes', {}, patience)).toBeTruthy();
  const stages = document.querySelectorAll('[data-case]');
  expect([...stages].map((stage) => stage.getAttribute('data-mantine-color-scheme'))).toEqual(['light', 'dark']);
  expect(new Set([...stages].map((stage) => stage.getAttribute('data-case')))).toEqual(new Set(['states/outcomes']));
});

test('An address that names nothing says so', async () => {
  await renderStation({ path: '/gallery?case=no-such-part' });
  expect(await screen.findByText('No part is called “no-such-part”', {}, patience)).toBeTruthy();
});
