// Owns: a bundle's recipe to read: its text beside what it does. Imports data, i18n, ui and siblings.
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import type { RecipeSummary } from '../../../../electron/contract/api.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { FactList, KeyValue, Loaded, LoadingState, Mono, OpenModal } from '../../../ui/index.ts';
import { Editor } from '../editor/LazyEditor.tsx';
import { rehearsalTexts } from '../rehearsal/texts.ts';
import { libraryTexts } from '../texts.ts';
import classes from './BundleReader.module.css';

export interface BundleReaderProps {
  readonly reference: string;
  readonly summary: RecipeSummary;
  readonly onClose: () => void;
}

export function BundleReader({ reference, summary, onClose }: BundleReaderProps) {
  const t = useTexts(libraryTexts);
  const tStep = useTexts(rehearsalTexts);
  const client = useClient();
  const source = useQuery({
    queryKey: [...keys.recipe({ bundle: reference }), 'source'],
    queryFn: ({ signal }) => client.recipes.source({ bundle: reference }, { signal }),
  });
  return (
    <OpenModal
      onClose={onClose}
      title={t('readerTitle', { name: reference.replace('@', ' ') })}
      size="min(78rem, 94vw)"
    >
      <div className={classes.columns}>
        <div className={classes.text}>
          <Loaded query={source} label={t('readerText')}>
            {({ text }) => (
              <Suspense fallback={<LoadingState label={t('readerText')} />}>
                <Editor label={t('readerText')} text={text} />
              </Suspense>
            )}
          </Loaded>
        </div>
        <div className={classes.side}>
          <section>
            <Title order={3}>{t('whatItDoes')}</Title>
            <FactList facts={summary.facts} />
          </section>
          <section>
            <Title order={3}>{t('steps')}</Title>
            <ol className={classes.steps}>
              {summary.steps.map(({ kind, isIrreversible }) => (
                <li key={kind}>
                  {tStep(`step_${kind}`)}
                  {isIrreversible && <span className={classes.irreversible}> · {t('irreversible')}</span>}
                </li>
              ))}
            </ol>
          </section>
          <KeyValue rows={[{ label: t('sha256'), value: <Mono copy={summary.hash}>{summary.hash}</Mono> }]} />
        </div>
      </div>
    </OpenModal>
  );
}
