// Owns: a draft that is not there, and the text that somebody had begun to write in it. Imports data, i18n, ui and siblings.
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileQuestion } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useStore } from 'zustand';
import { keys, type SlipwayClient, useAct, useClient, useViewStore } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { EmptyState, LoadingState, Notice, Page } from '../../../ui/index.ts';
import { Editor } from '../editor/LazyEditor.tsx';
import classes from './DraftEditor.module.css';
import { LeaveGuard } from './LeaveGuard.tsx';
import { draftTexts } from './texts.ts';
import { unsavedView, withUnsaved } from './unsaved.ts';

export interface GoneDraftProps {
  readonly name: string;
  /** While it is made again, it is there already and not yet whole. */
  readonly onMaking: (isMaking: boolean) => void;
}

export function GoneDraft({ name, onMaking }: GoneDraftProps) {
  const t = useTexts(draftTexts);
  const client = useClient();
  const queries = useQueryClient();
  const store = useViewStore(unsavedView);
  const unsaved = useStore(store).byDraft[name];
  const [isMaking, setMaking] = useState(false);
  const make = useAct((text: string) => makeDraft(client, name, text), { success: t('savedToast') });
  const forget = () => store.setState((state) => withUnsaved(state, name, undefined));

  if (unsaved === undefined) {
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
  const save = async (): Promise<boolean> => {
    setMaking(true);
    onMaking(true);
    try {
      queries.setQueryData(keys.draft(name), await make.mutateAsync(unsaved.text));
      forget();
      return true;
    } catch {
      // useAct has told why.
      return false;
    } finally {
      setMaking(false);
      onMaking(false);
    }
  };
  return (
    <Page layout="fill" title={<span className={classes.name}>{name}</span>}>
      <Notice
        tone="warning"
        title={t('goneTitle', { name })}
        action={
          <>
            <Button variant="default" onClick={forget} disabled={isMaking}>
              {t('discardText')}
            </Button>
            <Button onClick={() => void save()} loading={isMaking}>
              {t('saveAsNew')}
            </Button>
          </>
        }
      >
        {t('goneWithText')}
      </Notice>
      <div className={classes.writing} data-alone>
        <div className={classes.text}>
          <Suspense fallback={<LoadingState label={t('loading')} />}>
            <Editor label={t('editorLabel', { name })} text={unsaved.text} />
          </Suspense>
        </div>
      </div>
      <LeaveGuard name={name} isDirty={!isMaking} onSave={save} onDiscard={forget} />
    </Page>
  );
}

/** A draft begins with an example; nothing of that may stay beside a text that is none of it. */
async function makeDraft(client: SlipwayClient, name: string, text: string) {
  const { files } = await client.drafts.create({ name, from: { example: 'acme-sensor' } });
  await client.drafts.write({ name, text });
  for (const file of files) await client.drafts.removeFile({ name, file: file.name });
  return client.drafts.read({ name });
}
