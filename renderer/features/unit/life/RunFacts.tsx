// Owns: who ran it, where, when, by which recipe and on whose word.

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PortInfo } from '../../../../electron/contract/device.ts';
import type { RunDetail } from '../../../../electron/contract/records.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { Hash, KeyValue, Mono } from '../../../ui/index.ts';
import { unitTexts } from '../texts.ts';
import classes from './RunEntry.module.css';

export interface RunFactsProps {
  readonly detail: RunDetail;
  readonly onShowRun: (runId: string) => void;
}

export function RunFacts({ detail, onShowRun }: RunFactsProps): ReactNode {
  const t = useTexts(unitTexts);
  const { date, time } = useFormat();
  const { run, port, recipe, continues } = detail;
  return (
    <KeyValue
      rows={[
        { label: t('who'), value: run.operator },
        { label: t('where'), value: <Place slot={run.slot} port={port} /> },
        {
          label: t('when'),
          value: `${date(run.startedAtMs)}, ${time(run.startedAtMs)}${run.finishedAtMs === null ? '' : ` – ${time(run.finishedAtMs)}`}`,
        },
        { label: t('recipe'), value: `${recipe.product} ${recipe.version}` },
        { label: t('recipeHash'), value: <Hash value={recipe.hash} /> },
        {
          label: t('bundle'),
          value: recipe.bundleHash === null ? t('unsignedRecipe') : <Hash value={recipe.bundleHash} />,
        },
        ...(recipe.bundleHash === null ? [] : [{ label: t('signedBy'), value: <Signers keyIds={detail.signers} /> }]),
        ...(continues === null
          ? []
          : [
              {
                label: t('continues'),
                value: (
                  <button type="button" className={classes.link} onClick={() => onShowRun(continues)}>
                    {t('showRun')}
                  </button>
                ),
              },
            ]),
        { label: t('runId'), value: <Mono copy={run.runId}>{run.runId}</Mono> },
      ]}
    />
  );
}

function Place({ slot, port }: { readonly slot: string; readonly port: PortInfo }): ReactNode {
  const t = useTexts(unitTexts);
  const what = [port.manufacturer, port.product].filter((name) => name !== undefined).join(', ');
  return (
    <>
      {t('slot', { slot })} <Mono>{port.topology ?? port.path}</Mono>
      {what !== '' && <span className={classes.dim}> {what}</span>}
    </>
  );
}

/** By name where the station still trusts the key; the id is what the journal has. */
function Signers({ keyIds }: { readonly keyIds: readonly string[] }): ReactNode {
  const t = useTexts(unitTexts);
  const client = useClient();
  const { data: trust } = useQuery({
    queryKey: keys.trust(),
    queryFn: ({ signal }) => client.trust.get(undefined, { signal }),
  });
  if (keyIds.length === 0) return t('signersUnknown');
  return keyIds.map((keyId) => (
    <div key={keyId}>
      {trust?.keys.find((known) => known.keyId === keyId)?.name ?? t('notTrustedNow')} <Hash value={keyId} />
    </div>
  ));
}
