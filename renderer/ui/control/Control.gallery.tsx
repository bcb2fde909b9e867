// Owns: buttons, search, hold-to-confirm, files and the side panel in the gallery.
import { Button, Group, Stack, Text } from '@mantine/core';
import { Download, PanelRight, Pin, Settings } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { KeyValue } from '../data/KeyValue.tsx';
import { announce } from '../feedback/announce.ts';
import type { GallerySection } from '../gallery.ts';
import { FileDrop } from './FileDrop.tsx';
import { HoldToConfirm } from './HoldToConfirm.tsx';
import { IconButton } from './IconButton.tsx';
import { SearchBox } from './SearchBox.tsx';
import { SidePanel } from './SidePanel.tsx';

function Search({ initial }: { readonly initial: string }): ReactNode {
  const [text, setText] = useState(initial);
  return <SearchBox label="Search units" value={text} onChange={setText} shortcut="/" />;
}

function Panelled(): ReactNode {
  const [isOpen, setOpen] = useState(true);
  return (
    <Group wrap="nowrap" align="stretch">
      <Button variant="default" onClick={() => setOpen(true)}>
        Open
      </Button>
      <SidePanel
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title="AC-2648-00031"
        actions={<IconButton label="Open as a page" icon={PanelRight} />}
      >
        <KeyValue
          rows={[
            { label: 'Product', value: 'ACME Sensor 2.4.0' },
            { label: 'Runs', value: '3' },
          ]}
        />
      </SidePanel>
    </Group>
  );
}

const confirmed = () => announce('Confirmed');

export const gallery: GallerySection = {
  title: 'Controls',
  cases: [
    {
      name: 'icon buttons',
      render: () => (
        <Group>
          {(['sm', 'md', 'lg'] as const).map((size) => (
            <IconButton key={size} label={`Export, size ${size}`} icon={Download} size={size} />
          ))}
          <IconButton label="Settings" icon={Settings} variant="default" />
          <IconButton label="Pinned" icon={Pin} isPressed />
          <IconButton label="Not allowed now" icon={Download} isDisabled />
        </Group>
      ),
    },
    {
      name: 'search',
      render: () => (
        <Stack>
          <Search initial="" />
          <Search initial="AC-2648" />
        </Stack>
      ),
    },
    {
      name: 'hold to confirm',
      render: () => (
        <Stack>
          <HoldToConfirm label="Retire this unit" onConfirm={confirmed} />
          <HoldToConfirm label="Start the order again" tone="normal" onConfirm={confirmed} />
        </Stack>
      ),
    },
    {
      name: 'hold to confirm, typed',
      render: () => <HoldToConfirm label="Erase this unit" typed="AC-2648-00031" onConfirm={confirmed} />,
    },
    {
      name: 'hold to confirm, not possible now',
      render: () => <HoldToConfirm label="Retire this unit" isDisabled onConfirm={confirmed} />,
    },
    {
      name: 'files',
      render: () => (
        <FileDrop accept=".slipway" onFiles={([file]) => announce(file?.name ?? '')}>
          {(choose) => (
            <Group>
              <Button onClick={choose}>Choose a bundle</Button>
              <Text c="dimmed">or drop one here</Text>
            </Group>
          )}
        </FileDrop>
      ),
    },
    { name: 'side panel', render: () => <Panelled /> },
  ],
};
