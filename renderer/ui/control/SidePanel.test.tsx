import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { renderKit } from '../../test-support/render-kit.tsx';
import { SidePanel } from './SidePanel.tsx';

function Owner({ focus }: { readonly focus?: 'stay' | 'take' }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Show
      </button>
      <SidePanel
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="AC-2648-00031"
        {...(focus === undefined ? {} : { focus })}
      >
        <button type="button">Inside</button>
      </SidePanel>
    </>
  );
}

test('It opens beside what one was doing, and the focus stays there', async () => {
  const user = userEvent.setup();
  renderKit(<Owner />);
  const show = screen.getByRole('button', { name: 'Show' });
  await user.click(show);
  expect(screen.getByRole('complementary', { name: 'AC-2648-00031' })).toBeTruthy();
  expect(document.activeElement).toBe(show);
});

test('Escape inside it closes it and gives the focus back', async () => {
  const user = userEvent.setup();
  renderKit(<Owner focus="take" />);
  const show = screen.getByRole('button', { name: 'Show' });
  await user.click(show);
  expect(document.activeElement).toBe(screen.getByRole('complementary'));
  screen.getByRole('button', { name: 'Inside' }).focus();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('complementary')).toBeNull();
  expect(document.activeElement).toBe(show);
});

test('Its own button closes it, with the same return', async () => {
  const user = userEvent.setup();
  renderKit(<Owner />);
  const show = screen.getByRole('button', { name: 'Show' });
  await user.click(show);
  await user.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('complementary')).toBeNull();
  expect(document.activeElement).toBe(show);
});
