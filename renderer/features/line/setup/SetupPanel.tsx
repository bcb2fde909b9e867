// Owns: what the line makes, for whom and how: one form beside the tiles, only there when asked for. Imports data, ui.
// Start reading at `SetupPanel`.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LineState } from '../../../../electron/contract/line.ts';
import { keys, useClient, useEngine } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { LoadingState, SidePanel } from '../../../ui/index.ts';
import { recipeChoices } from './recipe-choices.ts';
import { SetupForm } from './SetupForm.tsx';
import { setupTexts } from './texts.ts';

export interface SetupPanelProps {
  readonly line: LineState;
  readonly onClose: () => void;
}

export function SetupPanel({ line, onClose }: SetupPanelProps): ReactNode {
  const t = useTexts(setupTexts);
  const client = useClient();
  const isOffline = useEngine().kind !== 'ready';
  const shelf = useQuery({
    queryKey: keys.shelf(),
    queryFn: ({ signal }) => client.recipes.shelf(undefined, { signal }),
  });
  const drafts = useQuery({
    queryKey: keys.drafts(),
    queryFn: ({ signal }) => client.drafts.list(undefined, { signal }),
  });
  return (
    <SidePanel isOpen focus="take" onClose={onClose} title={t('title')}>
      {shelf.data === undefined || drafts.data === undefined ? (
        <LoadingState label={t(isOffline ? 'loading_offline' : 'loading')} />
      ) : (
        <SetupForm line={line} choices={recipeChoices(shelf.data, drafts.data, line.setup?.source)} onDone={onClose} />
      )}
    </SidePanel>
  );
}
