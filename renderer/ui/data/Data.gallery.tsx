// Owns: exact strings, facts, keys and times in the gallery.
import { Group, Stack } from '@mantine/core';
import type { GallerySection } from '../gallery.ts';
import { Ago } from './Ago.tsx';
import { Hash } from './Hash.tsx';
import { Kbd } from './Kbd.tsx';
import { KeyValue } from './KeyValue.tsx';
import { Mono } from './Mono.tsx';

const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

export const gallery: GallerySection = {
  title: 'Facts',
  cases: [
    {
      name: 'exact strings',
      render: () => (
        <Stack gap="xs" align="flex-start">
          <Mono>AC-2648-00031</Mono>
          <Mono copy="AC-2648-00031">AC-2648-00031</Mono>
          <Hash value={sha256} />
          <Hash value={sha256} length={64} />
          <Hash value="short" />
        </Stack>
      ),
    },
    {
      name: 'facts',
      render: () => (
        <KeyValue
          rows={[
            { label: 'Serial number', value: <Mono copy="AC-2648-00031">AC-2648-00031</Mono> },
            { label: 'Hardware address', value: <Mono copy="a0:b7:65:12:34:56">a0:b7:65:12:34:56</Mono> },
            { label: 'Certificate valid until', value: '24 November 2046' },
            { label: 'Image', value: <Hash value={sha256} /> },
            { label: 'Last seen', value: <Ago ms={Date.now() - 185_000} /> },
            {
              label: 'Note',
              value: 'Housing scratched at the left edge; kept for the demonstration at the fair in spring.',
            },
          ]}
        />
      ),
    },
    {
      name: 'keys',
      render: () => (
        <Group>
          <Kbd>F2</Kbd>
          <Kbd>Ctrl+K</Kbd>
          <Kbd>/</Kbd>
          <Kbd>+</Kbd>
          <Kbd>Shift+Enter</Kbd>
        </Group>
      ),
    },
  ],
};
