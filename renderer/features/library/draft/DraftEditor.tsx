// Owns: the editor of a draft that is there. Imports data, i18n, ui and siblings.
import { Button, Tabs, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Save } from 'lucide-react';
import { Suspense, useId, useMemo, useRef, useState } from 'react';
import type { DraftDetail, RecipeProblem } from '../../../../electron/contract/library.ts';
import { useCommands } from '../../../commands/index.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useProblemWords, useTexts } from '../../../i18n/index.ts';
import { FactList, Icon, LoadingState, Notice, Page, StateBadge } from '../../../ui/index.ts';
import { Editor, type EditorHandle } from '../editor/LazyEditor.tsx';
import { parseForm } from '../editor/schema-walk.ts';
import { RehearsalPanel } from '../rehearsal/RehearsalPanel.tsx';
import { UseOnLine } from '../shelf/UseOnLine.tsx';
import classes from './DraftEditor.module.css';
import { Files } from './Files.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';
import { Problems } from './Problems.tsx';
import { useProblemTitle } from './problem-title.ts';
import { useExplain } from './recipe-words.ts';
import { draftTexts } from './texts.ts';
import { useCarefulSave } from './use-careful-save.tsx';
import { useDraftText } from './use-draft-text.ts';
import { useValidation } from './use-validation.ts';

export function DraftEditor({ detail }: { readonly detail: DraftDetail }) {
  const t = useTexts(draftTexts);
  const { name } = detail.draft;
  const draft = useDraftText(detail, t('savedToast'));
  const { problems, facts, isChecking } = useValidation(name, draft.text);
  const { save, question } = useCarefulSave(name, draft.text, draft.save);
  const titleOf = useProblemTitle();
  const wordsOf = useProblemWords();
  const assist = useAssist(t('required'));
  const editor = useRef<EditorHandle>(null);
  const hint = useId();
  const [isUsing, setIsUsing] = useState(false);

  const marks = useMemo(
    () => problems.map((problem) => ({ ...problem, message: `${titleOf(problem)}. ${wordsOf(problem).text}` })),
    [problems, titleOf, wordsOf],
  );
  const jumpTo = ({ line, column }: RecipeProblem) => editor.current?.jumpTo(line, column);
  useCommands([
    {
      id: 'draft.save',
      title: t('save'),
      group: t('commandGroup'),
      keys: 'mod+s',
      run: () => void (draft.isDirty && save()),
    },
    {
      id: 'draft.problem',
      title: t('commandProblem'),
      group: t('commandGroup'),
      keys: 'F8',
      isEnabled: problems.length > 0,
      run: () => problems[0] && jumpTo(problems[0]),
    },
  ]);

  const whyNotUsable = draft.isDirty ? t('useNeedsSaved') : problems.length > 0 ? t('useNeedsRight') : undefined;
  return (
    <Page
      layout="fill"
      title={<span className={classes.name}>{name}</span>}
      lead={
        <span className={classes.lead}>
          <Link to="/library" className={classes.back}>
            {t('library')}
          </Link>
          <StateBadge state={draft.isDirty ? 'attention' : 'pass'}>
            {draft.isDirty ? t('unsaved') : t('saved')}
          </StateBadge>
          {whyNotUsable !== undefined && <span className={classes.why}>{whyNotUsable}</span>}
        </span>
      }
      actions={
        <>
          <Tooltip label={whyNotUsable} disabled={whyNotUsable === undefined}>
            <Button
              variant="default"
              // Focusable all the same, so that its reason can be had.
              {...(whyNotUsable === undefined ? {} : { 'aria-disabled': true, 'data-disabled': true })}
              onClick={() => whyNotUsable === undefined && setIsUsing(true)}
            >
              {t('useOnLine')}
            </Button>
          </Tooltip>
          <Button
            leftSection={<Icon of={Save} />}
            onClick={() => void save()}
            disabled={!draft.isDirty}
            loading={draft.isSaving}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      {draft.hasOtherChange ? (
        <Notice
          tone="warning"
          title={t('otherTitle')}
          action={
            <>
              <Button variant="default" onClick={draft.discard}>
                {t('takeOther')}
              </Button>
              <Button variant="default" onClick={draft.keepMine}>
                {t('keepMine')}
              </Button>
            </>
          }
        >
          {t('otherText')}
        </Notice>
      ) : (
        draft.isRestored && (
          <Notice
            tone="info"
            title={t('restoredTitle')}
            action={
              <Button variant="default" onClick={draft.discard}>
                {t('goBack')}
              </Button>
            }
          >
            {t('restoredText')}
          </Notice>
        )
      )}
      <div className={classes.columns}>
        <div className={classes.writing}>
          <div className={classes.text}>
            <Suspense fallback={<LoadingState label={t('loading')} />}>
              <Editor
                label={t('editorLabel', { name })}
                describedBy={hint}
                text={draft.text}
                onChange={draft.change}
                marks={marks}
                assist={assist}
                handle={editor}
              />
            </Suspense>
          </div>
          <p id={hint} className={classes.hint}>
            {t('leaveHint')}
          </p>
          <Problems problems={problems} isChecking={isChecking} onJump={jumpTo} />
        </div>
        <Tabs defaultValue="does" className={classes.side} keepMounted>
          <Tabs.List grow>
            <Tabs.Tab value="does">{t('whatItDoes')}</Tabs.Tab>
            <Tabs.Tab value="files">{t('files')}</Tabs.Tab>
            <Tabs.Tab value="run">{t('dryRun')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="does" className={classes.panel}>
            {facts.length === 0 ? <p className={classes.dim}>{t('nothingYet')}</p> : <FactList facts={facts} />}
          </Tabs.Panel>
          <Tabs.Panel value="files" className={classes.panel}>
            <Files detail={detail} />
          </Tabs.Panel>
          <Tabs.Panel value="run" className={classes.panel}>
            <RehearsalPanel
              source={{ draft: name }}
              isRight={problems.length === 0}
              // A dry run is of what is saved.
              prepare={draft.isDirty ? save : undefined}
            />
          </Tabs.Panel>
        </Tabs>
      </div>
      <LeaveGuard name={name} isDirty={draft.isDirty} onSave={save} onDiscard={draft.discard} />
      {question}
      {isUsing && <UseOnLine source={{ draft: name }} name={name} onClose={() => setIsUsing(false)} />}
    </Page>
  );
}

/** The schema never changes while an engine runs. Without it the editor only lacks completion and hover. */
function useAssist(required: string) {
  const client = useClient();
  const explain = useExplain();
  const schema = useQuery({
    queryKey: keys.recipeSchema(),
    queryFn: ({ signal }) => client.recipes.schema(undefined, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  return useMemo(() => {
    const form = schema === undefined ? undefined : parseForm(schema);
    return form === undefined ? undefined : { schema: form, words: { explain, required } };
  }, [schema, explain, required]);
}
