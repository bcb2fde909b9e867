// A screen that breaks leaves the window standing and says what helps.
import { fireEvent, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderKit } from '../../test-support/render-kit.tsx';
import { later } from '../../ui/index.ts';
import { ScreenBoundary } from './screen-boundary.tsx';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const boundary = (child: ReactNode) => (
  <ScreenBoundary place="/line" title="Line" onHome={() => undefined}>
    {child}
  </ScreenBoundary>
);

function Screen({ health }: { readonly health: { isBroken: boolean } }) {
  if (health.isBroken) throw new Error('a slot without a name');
  return <p>twelve tiles</p>;
}

test('A screen that breaks can be opened again', () => {
  const health = { isBroken: true };
  renderKit(boundary(<Screen health={health} />));
  expect(screen.getByRole('heading').textContent).toBe('This screen has stopped');
  expect(screen.getByText(/a slot without a name/)).toBeTruthy();
  health.isBroken = false;
  fireEvent.click(screen.getByRole('button', { name: 'Open it again' }));
  expect(screen.getByText('twelve tiles')).toBeTruthy();
});

test('Where the code of a screen is gone, the page is to be loaded again and nothing else', async () => {
  const Gone = later(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module: /assets/a.js')));
  renderKit(boundary(<Gone />));
  expect((await screen.findByRole('heading')).textContent).toBe('This page is older than Slipway');
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Load the page again']);
});
