// Owns: the table in the gallery: a million rows, none, and rows on their way.
import { type ReactNode, useMemo, useState } from 'react';
import { Mono } from '../data/Mono.tsx';
import { EmptyState } from '../feedback/EmptyState.tsx';
import type { GallerySection } from '../gallery.ts';
import { StatusBadge } from '../state/StatusBadge.tsx';
import type { Column } from './columns.ts';
import classes from './DataTable.gallery.module.css';
import { DataTable } from './DataTable.tsx';

interface Sample {
  readonly key: string;
  readonly number: number;
}

const statuses = [
  'passed',
  'passed',
  'passed',
  'failed',
  'passed',
  'needs-attention',
  'passed',
  'in-progress',
] as const;

const columns: readonly Column<Sample>[] = [
  {
    key: 'serial',
    header: 'Serial number',
    width: 160,
    cell: ({ number }) => <Mono>{`AC-2648-${String(number).padStart(7, '0')}`}</Mono>,
  },
  {
    key: 'status',
    header: 'Standing',
    width: 180,
    cell: ({ number }) => <StatusBadge status={statuses[number % statuses.length] ?? 'new'} size="sm" />,
  },
  { key: 'product', header: 'Product', width: 180, grow: 1, cell: () => 'ACME Sensor with a rather long product name' },
  { key: 'slot', header: 'Slot', width: 64, cell: ({ number }) => String((number % 32) + 1).padStart(2, '0') },
  { key: 'runs', header: 'Runs', width: 72, align: 'end', cell: ({ number }) => (number % 3) + 1 },
];

const none = <EmptyState title="No units yet">Plug a unit in, and it is listed here from its first second.</EmptyState>;

function Table({ count, isLoading = false }: { readonly count: number; readonly isLoading?: boolean }): ReactNode {
  const rows = useMemo(
    () => Array.from({ length: count }, (_, number): Sample => ({ key: String(number), number: number + 1 })),
    [count],
  );
  const [selected, setSelected] = useState<string | null>(count > 0 ? '2' : null);
  return (
    <div className={classes.box}>
      <DataTable
        label="Units"
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        selectedKey={selected}
        onSelect={({ key }) => setSelected(key)}
        isLoading={isLoading}
        empty={none}
      />
    </div>
  );
}

export const gallery: GallerySection = {
  title: 'Table',
  cases: [
    { name: 'a million rows', render: () => <Table count={1_000_000} /> },
    { name: 'loading', render: () => <Table count={4} isLoading /> },
    { name: 'empty', render: () => <Table count={0} /> },
  ],
};
