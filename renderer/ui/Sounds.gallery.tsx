// Owns: the sounds in the gallery.
import { Button, Group } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { GallerySection } from './gallery.ts';
import { createSounds, soundKinds } from './sounds.ts';

function Board(): ReactNode {
  const [sounds] = useState(() => createSounds());
  useEffect(() => () => sounds.close(), [sounds]);
  return (
    <Group>
      {soundKinds.map((kind) => (
        <Button
          key={kind}
          variant="default"
          onClick={() => {
            void sounds.unlock().then(() => sounds.play(kind));
          }}
        >
          {kind}
        </Button>
      ))}
    </Group>
  );
}

export const gallery: GallerySection = { title: 'Sounds', cases: [{ name: 'board', render: () => <Board /> }] };
