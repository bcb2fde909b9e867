// Owns: the library's first screen: bundles, recipes being written, and whose bundles are accepted.
// Imports data, i18n, ui and siblings. A file may be dropped anywhere on it.
import { Button, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { FilePlus2, PackagePlus } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { RecipeSource } from '../../../electron/contract/line.ts';
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

export interface LibraryScreenProps {
  /** *.slipway files on this machine that somebody opened. */
  readonly open?: readonly string[];
}

export function LibraryScreen({ open }: LibraryScreenProps) {
  const t = useTexts(libraryTexts);
  const { arrivals, intake } = useArrivals();
  const trusted = useTrust().data?.keys;
  const [beginning, setBeginning] = useState<{ readonly from?: DraftOrigin }>();
  const [using, setUsing] = useState<RecipeSource>();
  const [isTrusting, setIsTrusting] = useState(false);
  useOpenedFiles(open, (path) => void intake.bringPath(path));
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

/** Each is taken once: the address is cleaned of it, so that going back does not open it again. */
function useOpenedFiles(open: readonly string[] | undefined, onOpen: (path: string) => void): void {
  const navigate = useNavigate();
  const take = useEffectEvent((taken: readonly string[]) => {
    for (const path of taken) onOpen(path);
    void navigate({
      to: '/library',
      search: ({ open: now = [] }) => {
        // Others may have come since.
        const left = now.filter((path) => !taken.includes(path));
        return left.length > 0 ? { open: left } : {};
      },
      replace: true,
    });
  });
  useEffect(() => {
    if (open !== undefined) take(open);
  }, [open]);
}
