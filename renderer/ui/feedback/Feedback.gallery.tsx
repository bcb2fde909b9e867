// Owns: empty, loading and error places, notices and toasts in the gallery.
import { Button, Group, Stack } from '@mantine/core';
import { PackageOpen, SearchX } from 'lucide-react';
import type { ErrorReport } from '../../../electron/contract/errors.ts';
import type { GallerySection } from '../gallery.ts';
import { EmptyState } from './EmptyState.tsx';
import { ErrorState } from './ErrorState.tsx';
import { LoadingState } from './LoadingState.tsx';
import { Notice } from './Notice.tsx';
import { ToastList } from './Toasts.tsx';
import type { Tone } from './ToneIcon.tsx';
import { type ToastOptions, toast } from './toast.ts';

const report: ErrorReport = {
  code: 'job/needs-attention',
  message: 'Run 01J9Z7 burned FLASH_CRYPT_CNT and lost the port before the read-back.',
  action: 'Look at the unit; decide in its record whether to go on or retire it.',
  context: { slot: '07' },
};

const words: Readonly<Record<Tone, string>> = {
  info: 'Unit 07 was seen before',
  good: 'Bundle kept',
  warning: 'The outbox has waited for 3 days',
  bad: 'Bundle refused',
  station: 'The engine is starting again',
};
const tones = Object.keys(words) as readonly Tone[];

const toasts: readonly ToastOptions[] = [
  { tone: 'good', title: 'Copied 12 serial numbers' },
  {
    tone: 'bad',
    title: 'The bundle was refused',
    message: 'Its signature is from a key that this station does not trust. Nothing was kept.',
    evidence: 'bundle/untrusted\nkey ed25519:5f0c…91 is not among the 2 trusted keys',
    action: { label: 'Show trusted keys', onAct: () => undefined },
  },
  { tone: 'station', title: 'Port was taken by ModemManager', message: 'Press F2 to have it mended.' },
];

export const gallery: GallerySection = {
  title: 'Empty, loading, error, notices',
  cases: [
    {
      name: 'empty',
      render: () => (
        <EmptyState icon={PackageOpen} title="No bundles yet" action={<Button>Choose a bundle</Button>}>
          Drop a *.slipway file anywhere on this page. It is checked before it is kept.
        </EmptyState>
      ),
    },
    {
      name: 'empty, nothing found',
      render: () => (
        <EmptyState icon={SearchX} title="Nothing matches “AC-9999”">
          A serial number, hardware address, product or operator can be searched for.
        </EmptyState>
      ),
    },
    { name: 'loading', render: () => <LoadingState label="Loading units" /> },
    { name: 'error', render: () => <ErrorState error={report} onRetry={() => undefined} /> },
    {
      name: 'notices',
      render: () => (
        <Stack gap="sm">
          {tones.map((tone) => (
            <Notice key={tone} tone={tone} title={words[tone]}>
              What it means and what to do, in a plain sentence or two.
            </Notice>
          ))}
        </Stack>
      ),
    },
    {
      name: 'notice with an action',
      render: () => (
        <Notice
          tone="warning"
          title="This unit has an act of unknown end"
          action={
            <Button size="xs" variant="default">
              Decide
            </Button>
          }
        >
          A fuse may have been burned when the cable came loose. Nothing more is done until a person decides.
        </Notice>
      ),
    },
    { name: 'toasts, as they look', render: () => <ToastList shown={toasts} onClose={() => undefined} /> },
    {
      name: 'toasts, as they come',
      render: () => (
        <Group>
          {tones.map((tone) => (
            <Button key={tone} variant="default" onClick={() => toast({ tone, title: words[tone] })}>
              {tone}
            </Button>
          ))}
        </Group>
      ),
    },
  ],
};
