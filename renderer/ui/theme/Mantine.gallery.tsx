// Owns: Mantine's primitives in our theme, in the gallery.
import {
  Anchor,
  Button,
  Checkbox,
  Group,
  Loader,
  Menu,
  Modal,
  NumberInput,
  PasswordInput,
  Progress,
  Radio,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Tabs,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { Download, MoreHorizontal, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { GallerySection } from '../gallery.ts';
import { Icon } from '../icons.tsx';

const variants = ['filled', 'default', 'light', 'subtle'] as const;

function Dialog(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Open a dialog
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Stop the line?"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Text>Two units are being written. They can be resumed when they are plugged in again.</Text>
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={() => setOpen(false)}>
            Keep running
          </Button>
          <Button color="red" onClick={() => setOpen(false)}>
            Stop both runs
          </Button>
        </Group>
      </Modal>
    </>
  );
}

export const gallery: GallerySection = {
  title: 'Mantine in our theme',
  cases: [
    {
      name: 'buttons',
      render: () => (
        <Stack>
          {['blue', 'red'].map((color) => (
            <Group key={color}>
              {variants.map((variant) => (
                <Button key={variant} variant={variant} color={color}>
                  {variant === 'filled' ? 'Write and test' : variant}
                </Button>
              ))}
            </Group>
          ))}
          <Group>
            <Button leftSection={<Icon of={Download} />}>Keep this version</Button>
            <Button disabled>Disabled</Button>
            <Button variant="default" disabled>
              Disabled
            </Button>
            <Button loading>Loading</Button>
          </Group>
          <Group>
            {(['xs', 'sm', 'md', 'lg'] as const).map((size) => (
              <Button key={size} size={size}>
                Size {size}
              </Button>
            ))}
          </Group>
        </Stack>
      ),
    },
    {
      name: 'fields',
      render: () => (
        <Stack>
          <TextInput label="Operator" description="Stands in every record." placeholder="A. Person" />
          <TextInput label="Serial number" defaultValue="AC-2648" error="Must look like AC-2648-00031." />
          <TextInput label="Read only by rights" disabled defaultValue="AC-2648-00031" />
          <NumberInput label="How many" defaultValue={500} />
          <PasswordInput label="Passphrase" defaultValue="correct horse" />
          <Select label="Language" data={['English', 'Deutsch', '中文']} defaultValue="Deutsch" />
          <Textarea label="Note" defaultValue="Housing scratched at the left edge." autosize minRows={2} />
        </Stack>
      ),
    },
    {
      name: 'choices',
      render: () => (
        <Stack>
          <Checkbox label="Start by itself when a unit is plugged in" defaultChecked />
          <Checkbox label="Not chosen" />
          <Checkbox label="Cannot be changed" disabled defaultChecked />
          <Switch label="Sounds" defaultChecked />
          <Switch label="Off" />
          <Radio.Group label="Theme" defaultValue="auto">
            <Group mt={4}>
              <Radio value="auto" label="As the system" />
              <Radio value="light" label="Light" />
              <Radio value="dark" label="Dark" />
            </Group>
          </Radio.Group>
          <SegmentedControl aria-label="Period" data={['Shift', 'Day', 'Week', 'Month']} />
        </Stack>
      ),
    },
    {
      name: 'tabs, menu, dialog',
      render: () => (
        <Stack>
          <Tabs defaultValue="runs">
            <Tabs.List>
              <Tabs.Tab value="runs">Runs</Tabs.Tab>
              <Tabs.Tab value="console">Console</Tabs.Tab>
              <Tabs.Tab value="certificate">Certificate</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="runs" pt="sm">
              Three runs, the last one passed.
            </Tabs.Panel>
            <Tabs.Panel value="console" pt="sm">
              I (312) boot: ready
            </Tabs.Panel>
            <Tabs.Panel value="certificate" pt="sm">
              Valid until 2046.
            </Tabs.Panel>
          </Tabs>
          <Group>
            <Menu>
              <Menu.Target>
                <Button variant="default" rightSection={<Icon of={MoreHorizontal} />}>
                  More
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>This bundle</Menu.Label>
                <Menu.Item leftSection={<Icon of={Download} />}>Save a copy</Menu.Item>
                <Menu.Divider />
                <Menu.Item color="red" leftSection={<Icon of={Trash2} />}>
                  Remove from this station
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            <Dialog />
          </Group>
        </Stack>
      ),
    },
    {
      name: 'words',
      render: () => (
        <Stack gap="xs">
          <Title order={1}>Heading of a page</Title>
          <Title order={2}>Heading of a part</Title>
          <Title order={3}>Heading within a part</Title>
          <Text>
            Ordinary text, with <Anchor href="#/gallery">a link</Anchor>, <strong>weight</strong> and <code>code</code>.
          </Text>
          <Text c="dimmed">Less important text.</Text>
          <Text size="xs" c="dimmed">
            Small print, 12 px.
          </Text>
        </Stack>
      ),
    },
    {
      name: 'progress',
      render: () => (
        <Stack>
          <Progress value={62} aria-label="Writing" />
          <Loader role="status" aria-label="Loading" />
        </Stack>
      ),
    },
  ],
};
