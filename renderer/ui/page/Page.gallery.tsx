// Owns: pages and panels in the gallery.
import { Button, Stack } from '@mantine/core';
import type { GallerySection } from '../gallery.ts';
import { Page } from './Page.tsx';
import { Panel } from './Panel.tsx';

export const gallery: GallerySection = {
  title: 'Page and panel',
  cases: [
    {
      name: 'page',
      render: () => (
        <Page
          title="Records"
          lead="Every unit that this station has seen, and what happened to it."
          actions={
            <>
              <Button variant="default">Charts</Button>
              <Button>Export</Button>
            </>
          }
        >
          <Panel>The body of the page.</Panel>
        </Page>
      ),
    },
    {
      name: 'page, long title in a narrow place',
      render: () => (
        <Page
          title="Geräteprüfungsstationseinrichtungsübersicht"
          actions={<Button>Speichern und weiter zur nächsten Station</Button>}
        >
          <Panel>Nothing is clipped.</Panel>
        </Page>
      ),
    },
    {
      name: 'panel',
      render: () => (
        <Stack>
          <Panel
            title="Identity"
            actions={
              <Button variant="default" size="xs">
                Copy all
              </Button>
            }
          >
            With a head and an action.
          </Panel>
          <Panel>Without a head.</Panel>
          <Panel title="Cannot be taken back" tone="danger">
            Set apart from what is harmless.
          </Panel>
        </Stack>
      ),
    },
  ],
};
