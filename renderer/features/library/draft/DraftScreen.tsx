// Owns: one recipe being written: its text, its problems, what it will do, its files and a dry run.
// Imports data, i18n, ui and siblings. Start reading at `DraftEditor`; the text's life is in use-draft-text.ts.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toSlipwayError } from '../../../../electron/contract/errors.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Loaded } from '../../../ui/index.ts';
import { DraftEditor } from './DraftEditor.tsx';
import { GoneDraft } from './GoneDraft.tsx';
import { draftTexts } from './texts.ts';

export function DraftScreen({ name }: { readonly name: string }) {
  const t = useTexts(draftTexts);
  const client = useClient();
  const draft = useQuery({
    queryKey: keys.draft(name),
    queryFn: ({ signal }) => client.drafts.read({ name }, { signal }),
  });
  const [isMaking, setMaking] = useState(false);
  const isGone = draft.error !== null && isAbsence(toSlipwayError(draft.error).code);
  if (isGone || isMaking) return <GoneDraft name={name} onMaking={setMaking} />;
  return (
    <Loaded query={draft} label={t('loading')}>
      {(detail) => <DraftEditor detail={detail} />}
    </Loaded>
  );
}

/** A name that no draft has, and one that no draft can have. */
const isAbsence = (code: string) => code === 'recipe/unreadable' || code === 'wire/invalid-input';
