import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { useKeptFocus } from './use-kept-focus.ts';

/** As a browser does and the page of these tests does not: what is disabled loses the focus. */
function Working({ onDone }: { readonly onDone: (done: () => void) => void }) {
  useKeptFocus();
  const [isWorking, setWorking] = useState(false);
  return (
    <>
      <button
        type="button"
        disabled={isWorking}
        onClick={({ currentTarget }) => {
          setWorking(true);
          currentTarget.blur();
          onDone(() => setWorking(false));
        }}
      >
        Pull out
      </button>
      <input aria-label="elsewhere" />
    </>
  );
}

afterEach(cleanup);

test('a pressed button has the focus again when it has worked', async () => {
  let done = () => undefined as unknown;
  render(<Working onDone={(end) => (done = end)} />);
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement).toBe(document.body);
  done();
  await expect.poll(() => document.activeElement).toBe(screen.getByRole('button'));
});

test('whoever went on meanwhile stays where they are', async () => {
  let done = () => undefined as unknown;
  render(<Working onDone={(end) => (done = end)} />);
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  screen.getByLabelText('elsewhere').focus();
  done();
  await expect.poll(() => screen.getByRole<HTMLButtonElement>('button').disabled).toBe(false);
  expect(document.activeElement).toBe(screen.getByLabelText('elsewhere'));
});
