// Owns: whose bundles this station accepts, and how many signatures one needs. Imports data, i18n, ui and siblings.
import { Button, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import type { TrustState } from '../../../../electron/contract/library.ts';
import { keys, useAct, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { EmptyState, Loaded, Notice, Panel } from '../../../ui/index.ts';
import { AddKey } from './AddKey.tsx';
import { TrustedKey } from './TrustedKey.tsx';
import classes from './TrustPanel.module.css';
import { trustTexts } from './texts.ts';

export function useTrust() {
  const client = useClient();
  return useQuery({ queryKey: keys.trust(), queryFn: ({ signal }) => client.trust.get(undefined, { signal }) });
}

export interface TrustPanelProps {
  /** Somebody is adding a key: it can be begun from elsewhere too. */
  readonly isAdding: boolean;
  readonly onAdding: (isAdding: boolean) => void;
}

export function TrustPanel({ isAdding, onAdding }: TrustPanelProps) {
  const t = useTexts(trustTexts);
  const trust = useTrust();
  return (
    <Panel
      title={t('title')}
      actions={
        // The first thing to do only where nobody is trusted yet.
        <Button variant={trust.data?.keys.length === 0 ? 'filled' : 'default'} onClick={() => onAdding(true)}>
          {t('add')}
        </Button>
      }
    >
      <Stack>
        <Text>{t('explain')}</Text>
        <Loaded query={trust} label={t('title')}>
          {(state) =>
            state.keys.length === 0 ? (
              <EmptyState icon={KeyRound} title={t('nobody')}>
                {t('nobodyText')}
              </EmptyState>
            ) : (
              <>
                <ul className={classes.keys}>
                  {state.keys.map((key) => (
                    <li key={key.keyId}>
                      <TrustedKey trustedKey={key} />
                    </li>
                  ))}
                </ul>
                <Threshold state={state} />
              </>
            )
          }
        </Loaded>
      </Stack>
      {isAdding && <AddKey onClose={() => onAdding(false)} />}
    </Panel>
  );
}

function Threshold({ state }: { readonly state: TrustState }) {
  const t = useTexts(trustTexts);
  const client = useClient();
  const set = useAct((threshold: number) => client.trust.setThreshold({ threshold }));
  return (
    <div className={classes.threshold}>
      <Title order={3}>{t('threshold')}</Title>
      <NumberInput
        aria-label={t('threshold')}
        description={t('thresholdExplain')}
        // Truth comes back by an event; until then what was asked for is shown.
        value={set.isPending ? set.variables : state.threshold}
        onChange={(value) => {
          if (typeof value === 'number' && value >= 1 && value <= 16) set.mutate(value);
        }}
        min={1}
        max={16}
        allowDecimal={false}
        clampBehavior="strict"
        disabled={set.isPending}
      />
      {state.threshold > state.keys.length && <Notice tone="warning" title={t('thresholdTooHigh')} />}
    </div>
  );
}
