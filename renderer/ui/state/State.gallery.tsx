// Owns: states in the gallery: shapes, badges of outcomes and of standings, in every size.
import { Group, Stack } from '@mantine/core';
import type { GallerySection } from '../gallery.ts';
import { OutcomeBadge } from './OutcomeBadge.tsx';
import { StateIcon, type StateKind } from './StateIcon.tsx';
import { StatusBadge } from './StatusBadge.tsx';

const states: readonly StateKind[] = ['running', 'pass', 'fail', 'error', 'attention', 'idle', 'waiting'];
const outcomes = ['PASS', 'FAIL', 'ERROR', 'TIMEOUT', 'ABORTED'] as const;
const statuses = [
  'new',
  'in-progress',
  'passed',
  'failed',
  'interrupted',
  'needs-attention',
  'retired',
  'running',
  'waiting',
  'finished',
] as const;

export const gallery: GallerySection = {
  title: 'States',
  cases: [
    {
      name: 'shapes',
      render: () => (
        <Stack>
          {([14, 16, 20, 24, 32] as const).map((size) => (
            <Group key={size}>
              {states.map((state) => (
                <StateIcon key={state} state={state} size={size} />
              ))}
            </Group>
          ))}
        </Stack>
      ),
    },
    {
      name: 'outcomes',
      render: () => (
        <Stack>
          {(['sm', 'md', 'lg'] as const).map((size) => (
            <Group key={size} gap="sm">
              {outcomes.map((outcome) => (
                <OutcomeBadge key={outcome} outcome={outcome} size={size} />
              ))}
            </Group>
          ))}
        </Stack>
      ),
    },
    {
      name: 'standing of a unit or a run',
      render: () => (
        <Group gap="sm">
          {statuses.map((status) => (
            <StatusBadge key={status} status={status} />
          ))}
        </Group>
      ),
    },
  ],
};
