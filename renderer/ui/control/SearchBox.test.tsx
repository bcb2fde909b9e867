import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { renderKit } from '../../test-support/render-kit.tsx';
import { FileDrop } from './FileDrop.tsx';
import { SearchBox } from './SearchBox.tsx';

function Owner({ onOutside }: { readonly onOutside: (key: string) => void }) {
  const [text, setText] = useState('AC-26');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: stands for the screen around it
    <div onKeyDown={({ key }) => onOutside(key)}>
      <SearchBox label="Search units" value={text} onChange={setText} shortcut="/" />
    </div>
  );
}

test('Escape empties it first and only then is for those outside', async () => {
  const user = userEvent.setup();
  const onOutside = vi.fn();
  renderKit(<Owner onOutside={onOutside} />);
  const field = screen.getByRole('searchbox', { name: 'Search units' });
  await user.click(field);
  await user.keyboard('{Escape}');
  expect(field).toHaveProperty('value', '');
  expect(onOutside).not.toHaveBeenCalled();
  await user.keyboard('{Escape}');
  expect(onOutside).toHaveBeenCalledWith('Escape');
});

test('The button that empties it leaves the focus in the field', async () => {
  const user = userEvent.setup();
  renderKit(<Owner onOutside={() => undefined} />);
  await user.click(screen.getByRole('button', { name: 'Clear search' }));
  expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  expect(screen.queryByRole('button', { name: 'Clear search' })).toBeNull();
});

const file = (name: string) => new File(['PK'], name);

test('A dropped file is taken whatever its name: the engine gives the reason if it is refused', () => {
  const taken: string[] = [];
  renderKit(
    <FileDrop
      accept=".slipway"
      label="Drop the bundle here"
      onFiles={(files) => taken.push(...files.map(({ name }) => name))}
    >
      <p>Bundles</p>
    </FileDrop>,
  );
  const area = screen.getByText('Bundles');
  const dataTransfer = { types: ['Files'], files: [file('holiday.png'), file('second.png')] };
  fireEvent.dragEnter(area, { dataTransfer });
  expect(screen.getByText('Drop the bundle here')).toBeTruthy();
  fireEvent.drop(area, { dataTransfer });
  expect(taken).toEqual(['holiday.png']);
  expect(screen.queryByText('Drop the bundle here')).toBeNull();
});

test('Text that is dragged over it is not a file', () => {
  renderKit(
    <FileDrop label="Drop the bundle here" onFiles={() => undefined}>
      <p>Bundles</p>
    </FileDrop>,
  );
  fireEvent.dragEnter(screen.getByText('Bundles'), { dataTransfer: { types: ['text/plain'], files: [] } });
  expect(screen.queryByText('Drop the bundle here')).toBeNull();
});
