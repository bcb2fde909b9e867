// Owns: one fleet: where it is, whether it is told everything, and what is held. Imports data, i18n, ui and siblings.
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { FleetState } from '../../../../electron/contract/library.ts';
import { useAct, useClient } from '../../../data/index.ts';
import { useErrorText, useFormat, useTexts } from '../../../i18n/index.ts';
import { Ago, Evidence, HoldToConfirm, KeyValue, Mono, Notice, Panel, StateBadge } from '../../../ui/index.ts';
import { Queue } from './Queue.tsx';
import { fleetTexts } from './texts.ts';

export function FleetPanel({ fleet, onChange }: { readonly fleet: FleetState; readonly onChange: () => void }) {
  const t = useTexts(fleetTexts);
  const format = useFormat();
  const client = useClient();
  const [isRemoving, setIsRemoving] = useState(false);
  const { name, kind, address, hasToken, waiting, held, delivered, oldestWaitingAtMs, lastError } = fleet;
  const error = useErrorText(lastError);
  const retry = useAct(() => client.outbox.retry({}), { success: (counts) => t('retried', counts) });
  const remove = useAct(() => client.fleets.remove({ name }), { success: t('removed', { name }) });
  return (
    <Panel
      title={
        <>
          {name} <Text span c="dimmed">{`· ${t(`kind_${kind}`)}`}</Text>
        </>
      }
      actions={
        <>
          <Button variant="default" onClick={onChange}>
            {t('change')}
          </Button>
          {/* Its word, not its edge, ends with the panel. */}
          <Button
            variant="subtle"
            color="gray"
            mr="calc(-1 * var(--button-padding-x))"
            aria-expanded={isRemoving}
            onClick={() => setIsRemoving(!isRemoving)}
          >
            {t('remove')}
          </Button>
        </>
      }
    >
      <Stack>
        {isRemoving && (
          <Group justify="space-between">
            <Text>{t('removeText')}</Text>
            <HoldToConfirm label={t('removeConfirm')} onConfirm={() => remove.mutate()} />
          </Group>
        )}
        <KeyValue
          rows={[
            { label: t('address'), value: <Mono copy={address}>{address}</Mono> },
            ...(kind === 'mender'
              ? [
                  {
                    label: t('token'),
                    value: hasToken ? t('tokenSealed') : <StateBadge state="attention">{t('tokenMissing')}</StateBadge>,
                  },
                ]
              : []),
            { label: t('waiting'), value: format.number(waiting) },
            ...(oldestWaitingAtMs === null ? [] : [{ label: t('oldest'), value: <Ago ms={oldestWaitingAtMs} /> }]),
            { label: t('held'), value: format.number(held) },
            { label: t('delivered'), value: format.number(delivered) },
          ]}
        />
        {waiting + held === 0 && (
          <div>
            {delivered === 0 ? (
              // Nobody knows yet whether it can be reached.
              <Text c="dimmed">{t(`nothingYet_${kind}`)}</Text>
            ) : (
              <StateBadge state="pass">{t('nothingWaits')}</StateBadge>
            )}
          </div>
        )}
        {waiting > 0 && (
          <Notice
            tone="warning"
            title={t('waits', { count: waiting })}
            action={
              <Button variant="default" onClick={() => retry.mutate()} loading={retry.isPending}>
                {t('retryAll')}
              </Button>
            }
          >
            <Text>{t('waitsText')}</Text>
            {error && (
              <>
                <Text>{t('lastError', { title: error.title, action: error.action })}</Text>
                <Evidence
                  text={error.evidence}
                  lang={error.evidenceLang}
                  {...(lastError ? { code: lastError.code } : {})}
                />
              </>
            )}
          </Notice>
        )}
        {waiting > 0 && <Queue fleet={name} state="waiting" />}
        {held > 0 && (
          <Notice tone="bad" title={t('heldTitle', { count: held })}>
            {t('heldText')}
          </Notice>
        )}
        {held > 0 && <Queue fleet={name} state="held" />}
      </Stack>
    </Panel>
  );
}
