// A part of the page that is loaded later, as a person sees it.
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { type ReactNode, Suspense } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { renderKit } from '../../test-support/render-kit.tsx';
import type { CodeAnswer, CodeSource } from './code-source.ts';
import { CodeSourceContext, later } from './later.tsx';
import { ReloadButton } from './ReloadButton.tsx';

afterEach(() => {
  vi.restoreAllMocks();
});

function station(first: CodeAnswer) {
  const told = { answer: first };
  const source: CodeSource = {
    ask: async () => told.answer,
    rest: () => new Promise((resolve) => setTimeout(resolve, 5)),
    tryReload: () => false,
  };
  return { told, source };
}

const on = (source: CodeSource, part: ReactNode) => (
  <CodeSourceContext value={source}>
    <Suspense fallback={<p>Opening Records…</p>}>{part}</Suspense>
  </CodeSourceContext>
);
const Records = ({ count }: { readonly count: number }) => <p>{count} units</p>;

test('says that it waits for the station, within its own place, and opens by itself when the station answers', async () => {
  const { told, source } = station('away');
  const Part = later(
    async () => Records,
    ({ count, children }) => <section aria-label={`A place for ${count}`}>{children}</section>,
  );
  renderKit(on(source, <Part count={7} />));
  expect(await screen.findByText('Waiting for the station')).toBeTruthy();
  expect(screen.getByRole('region', { name: 'A place for 7' })).toBeTruthy();
  told.answer = 'there';
  expect(await screen.findByText('7 units')).toBeTruthy();
  expect(screen.queryByText('Waiting for the station')).toBeNull();
});

test('shows that it is opening until its code has come', async () => {
  const code = Promise.withResolvers<typeof Records>();
  const Part = later(() => code.promise);
  renderKit(on(station('there').source, <Part count={7} />));
  expect(await screen.findByText('Opening Records…')).toBeTruthy();
  code.resolve(Records);
  expect(await screen.findByText('7 units')).toBeTruthy();
});

test('the page is loaded again only when the station can send it', async () => {
  const reload = vi.spyOn(window.location, 'reload').mockReturnValue();
  const { told, source } = station('away');
  renderKit(on(source, <ReloadButton />));
  fireEvent.click(screen.getByRole('button', { name: 'Load the page again' }));
  expect(await screen.findByRole('button', { name: 'Waiting for the station' })).toHaveProperty('disabled', true);
  expect(reload).not.toHaveBeenCalled();
  told.answer = 'there';
  await waitFor(() => expect(reload).toHaveBeenCalledOnce());
});
