// Owns: the bundles of the library, usable and not. Imports data, i18n, ui and siblings.
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { PackageOpen } from 'lucide-react';
import { useState } from 'react';
import type { RecipeSummary } from '../../../../electron/contract/api.ts';
import { keys, useAct, useClient, useLinePart } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { EmptyState, Loaded } from '../../../ui/index.ts';
import { libraryTexts } from '../texts.ts';
import { BundleCard } from './BundleCard.tsx';
import { BundleReader } from './BundleReader.tsx';
import classes from './Bundles.module.css';
import { RefusedBundle } from './RefusedBundle.tsx';
import { shelfOrder } from './shelf-order.ts';

export function useShelf() {
  const client = useClient();
  return useQuery({ queryKey: keys.shelf(), queryFn: ({ signal }) => client.recipes.shelf(undefined, { signal }) });
}

export interface BundlesProps {
  readonly nameOfKey: (keyId: string) => string;
  readonly onUse: (reference: string) => void;
  readonly onCopy: (reference: string) => void;
}

export function Bundles({ nameOfKey, onUse, onCopy }: BundlesProps) {
  const t = useTexts(libraryTexts);
  const client = useClient();
  const shelf = useShelf();
  const source = useLinePart(({ setup }) => setup)?.source;
  const onLine = source !== undefined && 'bundle' in source ? source.bundle : undefined;
  const [reading, setReading] = useState<{ reference: string; summary: RecipeSummary }>();
  const remove = useAct(
    async (reference: string) => {
      await client.recipes.remove({ reference });
      return reference;
    },
    { success: (reference) => t('removed', { name: reference.replace('@', ' ') }), of: (reference) => reference },
  );
  return (
    <Loaded query={shelf} label={t('bundles')}>
      {(entries) => {
        const { usable, refused } = shelfOrder(entries);
        return (
          <>
            {usable.length === 0 ? (
              <EmptyState icon={PackageOpen} title={t('noBundles')}>
                {t('noBundlesText')}
              </EmptyState>
            ) : (
              <ul className={classes.cards}>
                {usable.map(({ reference, summary }) => (
                  <li key={reference}>
                    <BundleCard
                      summary={summary}
                      isOnLine={reference === onLine}
                      nameOfKey={nameOfKey}
                      onUse={() => onUse(reference)}
                      onRead={() => setReading({ reference, summary })}
                      onCopy={() => onCopy(reference)}
                      onRemove={() => remove.mutate(reference)}
                    />
                  </li>
                ))}
              </ul>
            )}
            {refused.length > 0 && (
              <section className={classes.refused}>
                <Title order={3} className={classes.heading}>
                  {t('unusable')}
                </Title>
                <p className={classes.lead}>{t('unusable_lead')}</p>
                {refused.map(({ reference, error }) => (
                  <RefusedBundle
                    key={reference}
                    reference={reference}
                    error={error}
                    onRemove={() => remove.mutate(reference)}
                  />
                ))}
              </section>
            )}
            {reading && <BundleReader {...reading} onClose={() => setReading(undefined)} />}
          </>
        );
      }}
    </Loaded>
  );
}
