// Owns: the library's first screen: bundles, recipes being written, and whose bundles are accepted.
// Imports data, i18n, ui and siblings. A file may be dropped anywhere on it.
import { Button, Title } from '@mantine/core';
import { FilePlus2, PackagePlus } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { RecipeSource } from '../../../electron/contract/line.ts';
import { useOpenedFiles } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { FileDrop, Icon, Page, Panel } from '../../ui/index.ts';
import { ArrivalList } from './arrivals/ArrivalList.tsx';
import { useArrivals } from './arrivals/use-arrivals.ts';
import { Drafts } from './drafts/Drafts.tsx';
import type { DraftOrigin } from './drafts/draft-name.ts';
import { NewDraft } from './drafts/NewDraft.tsx';
import classes from './LibraryScreen.module.css';
import { Bundles } from './shelf/Bundles.tsx';
import { UseOnLine } from './shelf/UseOnLine.tsx';
import { libraryTexts } from './texts.ts';
import { TrustPanel, useTrust } from './trust/TrustPanel.tsx';

export function LibraryScreen() {
  const t = useTexts(libraryTexts);
  const { arrivals, intake } = useArrivals();
  const trusted = useTrust().data?.keys;
  const [beginning, setBeginning] = useState<{ readonly from?: DraftOrigin }>();
  const [using, setUsing] = useState<RecipeSource>();
  const [isTrusting, setIsTrusting] = useState(false);
  useTakenFiles((path) => void intake.bringPath(path));
  // What was accepted has been seen; it is on the shelf.
  useEffect(() => intake.dismissAccepted, [intake]);

  const nameOfKey = (keyId: string) =>
    trusted?.find((key) => key.keyId === keyId)?.name ?? `${keyId.slice(0, 12)}… (${t('signedByStranger')})`;

  return (
    <FileDrop accept=".slipway" multiple isFilling label={t('dropHere')} onFiles={(files) => void intake.bring(files)}>
      {(choose) => (
        <Page
          title={t('title')}
          lead={t('lead')}
          actions={
            <>
              <Button variant="default" leftSection={<Icon of={FilePlus2} />} onClick={() => setBeginning({})}>
                {t('newDraft')}
              </Button>
              {/* Where nobody is trusted yet, a key comes first. */}
              <Button
                variant={trusted?.length === 0 ? 'default' : 'filled'}
                leftSection={<Icon of={PackagePlus} />}
                onClick={choose}
              >
                {t('chooseFile')}
              </Button>
            </>
          }
        >
          <ArrivalList
            arrivals={arrivals}
            nameOfKey={nameOfKey}
            onDismiss={intake.dismiss}
            onTrust={() => setIsTrusting(true)}
            onUse={(bundle) => setUsing({ bundle })}
          />
          <div className={classes.columns}>
            <div className={classes.main}>
              <section className={classes.section} aria-label={t('bundles')}>
                <Title order={2} className={classes.heading}>
                  {t('bundles')}
                </Title>
                <Bundles
                  nameOfKey={nameOfKey}
                  onUse={(bundle) => setUsing({ bundle })}
                  onCopy={(reference) => setBeginning({ from: `bundle:${reference}` })}
                />
              </section>
              <Panel title={t('drafts')}>
                <p className={classes.lead}>{t('drafts_lead')}</p>
                <Drafts onUse={(draft) => setUsing({ draft })} />
              </Panel>
            </div>
            <TrustPanel isAdding={isTrusting} onAdding={setIsTrusting} />
          </div>
          {beginning && <NewDraft from={beginning.from} onClose={() => setBeginning(undefined)} />}
          {using && <UseOnLine source={using} name={nameOf(using)} onClose={() => setUsing(undefined)} />}
        </Page>
      )}
    </FileDrop>
  );
}

const nameOf = (source: RecipeSource): string =>
  'bundle' in source ? source.bundle.replace('@', ' ') : 'draft' in source ? source.draft : source.recipeFile;

/** Taken as they come, also while this is shown. */
function useTakenFiles(onOpen: (path: string) => void): void {
  const { waiting, files } = useOpenedFiles();
  const take = useEffectEvent(() => {
    for (const path of files.take()) onOpen(path);
  });
  useEffect(() => {
    if (waiting.length > 0) take();
  }, [waiting]);
}
