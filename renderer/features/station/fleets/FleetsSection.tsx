// Owns: fleets, what waits for each, and carrying it by hand. Imports data, i18n, ui and siblings.
import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Satellite } from 'lucide-react';
import { useState } from 'react';
import type { FleetState } from '../../../../electron/contract/library.ts';
import { keys, saveFile, useAct, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { EmptyState, Loaded, Panel } from '../../../ui/index.ts';
import { FleetForm } from './FleetForm.tsx';
import { FleetPanel } from './FleetPanel.tsx';
import classes from './FleetsSection.module.css';
import { fleetTexts } from './texts.ts';

export function useFleets() {
  const client = useClient();
  return useQuery({ queryKey: keys.fleets(), queryFn: ({ signal }) => client.fleets.list(undefined, { signal }) });
}

export function FleetsSection() {
  const t = useTexts(fleetTexts);
  const fleets = useFleets();
  const [editing, setEditing] = useState<{ readonly fleet?: FleetState }>();
  const names = fleets.data?.map(({ name }) => name) ?? [];
  return (
    <>
      <Text c="dimmed">{t('lead')}</Text>
      <Group>
        <Button onClick={() => setEditing({})}>{t('add')}</Button>
      </Group>
      <Loaded query={fleets} label={t('loading')}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState icon={Satellite} title={t('none')}>
              {t('noneText')}
            </EmptyState>
          ) : (
            list.map((fleet) => <FleetPanel key={fleet.name} fleet={fleet} onChange={() => setEditing({ fleet })} />)
          )
        }
      </Loaded>
      <Carry hasWaiting={fleets.data?.some(({ waiting, held }) => waiting + held > 0) ?? false} />
      {editing && <FleetForm fleet={editing.fleet} taken={names} onClose={() => setEditing(undefined)} />}
    </>
  );
}

function Carry({ hasWaiting }: { readonly hasWaiting: boolean }) {
  const t = useTexts(fleetTexts);
  const client = useClient();
  const carry = useAct(
    async () => {
      const { fileName, text, entries, keyId } = await client.outbox.carryFile();
      const isSaved = await saveFile({ name: fileName, type: 'application/json', text });
      return isSaved ? { entries, keyId } : undefined;
    },
    { success: (done) => done && t('carried', { count: done.entries, key: `${done.keyId.slice(0, 12)}…` }) },
  );
  return (
    <Panel title={t('carryTitle')}>
      <Group justify="space-between" wrap="nowrap">
        <div className={classes.words}>
          <Text>{t('carryText')}</Text>
          {!hasWaiting && <Text c="dimmed">{t('carryNothing')}</Text>}
        </div>
        <Button
          variant="default"
          flex="none"
          onClick={() => carry.mutate()}
          disabled={!hasWaiting}
          loading={carry.isPending}
        >
          {t('carry')}
        </Button>
      </Group>
    </Panel>
  );
}
