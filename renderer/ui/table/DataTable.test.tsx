import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { renderKit } from '../../test-support/render-kit.tsx';
import type { Column } from './columns.ts';
import { DataTable, type DataTableProps } from './DataTable.tsx';

interface Unit {
  readonly id: string;
}

const units = (count: number): readonly Unit[] =>
  Array.from({ length: count }, (_, index) => ({ id: `unit-${index}` }));
const columns: readonly Column<Unit>[] = [
  { key: 'id', header: 'Unit', width: 120, cell: ({ id }) => id },
  { key: 'copy', header: 'Copy', width: 80, cell: ({ id }) => <button type="button">Copy {id}</button> },
];

/** As a screen holds it: the selection is the owner's. */
function Owner(props: Partial<DataTableProps<Unit>> & { readonly onSelected?: (id: string) => void }) {
  const [selected, setSelected] = useState<string | null>(props.selectedKey ?? null);
  return (
    <DataTable
      label="Units"
      columns={columns}
      rows={units(50)}
      rowKey={({ id }) => id}
      empty="Nothing here"
      {...props}
      selectedKey={selected}
      onSelect={({ id }) => {
        setSelected(id);
        props.onSelected?.(id);
      }}
    />
  );
}

const row = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name} `) });
const selected = () => screen.getAllByRole('row', { selected: true }).map((each) => each.textContent);

test('Tab reaches one row; arrows, Home, End and the page keys walk from there and select', async () => {
  const user = userEvent.setup();
  renderKit(<Owner rows={units(50)} />);
  await user.tab();
  expect(document.activeElement).toBe(row('unit-0'));
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(document.activeElement).toBe(row('unit-2'));
  expect(selected()).toEqual(['unit-2Copy unit-2']);
  await user.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(row('unit-1'));
  await user.keyboard('{End}');
  expect(document.activeElement).toBe(row('unit-49'));
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(row('unit-49'));
  await user.keyboard('{Home}{ArrowUp}');
  expect(document.activeElement).toBe(row('unit-0'));
});

test('Enter opens the row that has the focus; a double click opens the row under it', async () => {
  const user = userEvent.setup();
  const opened: string[] = [];
  renderKit(<Owner rows={units(50)} onOpen={({ id }) => opened.push(id)} />);
  await user.tab();
  await user.keyboard('{ArrowDown}{Enter}');
  await user.dblClick(screen.getByText('unit-4'));
  expect(opened).toEqual(['unit-1', 'unit-4']);
});

test('Keys in a button of a cell are the button’s own', async () => {
  const user = userEvent.setup();
  const opened: string[] = [];
  renderKit(<Owner rows={units(5)} onOpen={({ id }) => opened.push(id)} selectedKey="unit-1" />);
  screen.getByRole('button', { name: 'Copy unit-1' }).focus();
  await user.keyboard('{Enter}{ArrowDown}');
  expect(opened).toEqual([]);
  expect(selected()).toEqual(['unit-1Copy unit-1']);
});

test('A million rows are few elements, and the focus survives being scrolled out of sight', async () => {
  const user = userEvent.setup();
  renderKit(<Owner rows={units(1_000_000)} />);
  const grid = screen.getByRole('grid', { name: 'Units' });
  expect(grid.getAttribute('aria-rowcount')).toBe('1000001');
  expect(within(grid).getAllByRole('row').length).toBeLessThan(60);
  await user.tab();
  await user.keyboard('{End}');
  const last = row('unit-999999');
  expect(document.activeElement).toBe(last);
  expect(last.getAttribute('aria-rowindex')).toBe('1000001');
  grid.scrollTop = 0;
  grid.dispatchEvent(new Event('scroll'));
  expect(document.activeElement).toBe(last);
  expect(last.isConnected).toBe(true);
});

test('More is asked for when the end of what is loaded comes near, once for each page', () => {
  const asked: number[] = [];
  const table = (count: number, isLoading: boolean) => (
    <Owner rows={units(count)} hasMore isLoading={isLoading} onMore={() => asked.push(count)} />
  );
  const view = renderKit(table(5, false));
  view.rerender(table(5, true));
  expect(asked).toEqual([5]);
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('-1');
  view.rerender(table(10, false));
  expect(asked).toEqual([5, 10]);
  view.rerender(table(500, false));
  expect(asked).toEqual([5, 10]);
});

test('End asks for more, and goes to the last row there is', async () => {
  const user = userEvent.setup();
  let asked = 0;
  renderKit(
    <Owner
      rows={units(500)}
      hasMore
      totalCount={2000}
      onMore={() => {
        asked += 1;
      }}
    />,
  );
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('2001');
  await user.tab();
  await user.keyboard('{End}');
  expect(document.activeElement).toBe(row('unit-499'));
  expect(asked).toBeGreaterThan(0);
});

test('An empty table says so, one that is loading does not', () => {
  const view = renderKit(<Owner rows={[]} isLoading />);
  expect(screen.queryByText('Nothing here')).toBeNull();
  expect(screen.getByRole('grid').getAttribute('aria-busy')).toBe('true');
  view.rerender(<Owner rows={[]} />);
  expect(screen.getByText('Nothing here')).toBeTruthy();
});
