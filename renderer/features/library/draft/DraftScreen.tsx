// Owns: one recipe being written: its text, its problems, what it will do, its files and a dry run.
// Imports data, i18n, ui and siblings. Start reading at `DraftEditor`; the text's life is in use-draft-text.ts.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileQuestion } from 'lucide-react';
import { toSlipwayError } from '../../../../electron/contract/errors.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { EmptyState, Loaded, Page } from '../../../ui/index.ts';
import { DraftEditor } from './DraftEditor.tsx';
import { draftTexts } from './texts.ts';

export function DraftScreen({ name }: { readonly name: string }) {
  const t = useTexts(draftTexts);
  const client = useClient();
  const draft = useQuery({
    queryKey: keys.draft(name),
    queryFn: ({ signal }) => client.drafts.read({ name }, { signal }),
  });
  const isGone = draft.error !== null && isAbsence(toSlipwayError(draft.error).code);
  if (isGone) {
    return (
      <Page title={name}>
        <EmptyState
          icon={FileQuestion}
          title={t('goneTitle', { name })}
          action={
            <Button component={Link} to="/library" size="lg">
              {t('toLibrary')}
            </Button>
          }
        >
          {t('goneText')}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Loaded query={draft} label={t('loading')}>
      {(detail) => <DraftEditor detail={detail} />}
    </Loaded>
  );
}

/** A name that no draft has, and one that no draft can have. */
const isAbsence = (code: string) => code === 'recipe/unreadable' || code === 'wire/invalid-input';
