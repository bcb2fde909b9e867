// Owns: what this station is, its name and mode, the support file, and whose work it stands on. Imports data, i18n, ui.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { StationInfo } from '../../../../electron/contract/api.ts';
import { saveFile, useAct, useClient, useShell, useStationInfo } from '../../../data/index.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { Ago, KeyValue, Loaded, Mono, Panel } from '../../../ui/index.ts';
import { Licences } from './Licences.tsx';
import { ModePanel } from './ModePanel.tsx';
import { aboutTexts } from './texts.ts';

export function AboutSection() {
  const t = useTexts(aboutTexts);
  const info = useStationInfo();
  return (
    <Loaded query={info} label={t('loading')}>
      {(station) => (
        <>
          <Panel title={t('station')}>
            <Stack>
              <Rename key={station.name} name={station.name} />
              <Facts station={station} />
            </Stack>
          </Panel>
          <ModePanel station={station} />
          <SupportFile />
          <Licences />
        </>
      )}
    </Loaded>
  );
}

function Rename({ name }: { readonly name: string }) {
  const t = useTexts(aboutTexts);
  const client = useClient();
  const [next, setNext] = useState(name);
  const rename = useAct((wanted: string) => client.station.rename({ name: wanted }), {
    success: t('renamed', { name: next.trim() }),
  });
  const canRename = next.trim() !== '' && next.trim() !== name;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canRename) rename.mutate(next.trim());
      }}
    >
      <Group align="flex-end">
        <TextInput
          label={t('name')}
          description={t('nameText')}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          maxLength={64}
          w="24rem"
          maw="100%"
        />
        <Button type="submit" variant="default" disabled={!canRename} loading={rename.isPending}>
          {t('rename')}
        </Button>
      </Group>
    </form>
  );
}

function Facts({ station }: { readonly station: StationInfo }) {
  const t = useTexts(aboutTexts);
  const format = useFormat();
  const shell = useShell();
  return (
    <KeyValue
      rows={[
        { label: t('version'), value: <Mono copy={station.version}>{station.version}</Mono> },
        {
          label: t('window'),
          value: shell === undefined ? t('browser') : t('electron', { version: shell.electronVersion }),
        },
        { label: t('node'), value: <Mono>{station.node}</Mono> },
        { label: t('dataDir'), value: <Mono copy={station.dataDir}>{station.dataDir}</Mono> },
        { label: t('started'), value: <Ago ms={station.startedAtMs} /> },
        { label: t('units'), value: format.number(station.unitCount) },
      ]}
    />
  );
}

function SupportFile() {
  const t = useTexts(aboutTexts);
  const client = useClient();
  const save = useAct(
    async () => {
      const { fileName, text } = await client.station.supportFile();
      return saveFile({ name: fileName, type: 'text/plain', text });
    },
    { success: (isSaved) => (isSaved ? t('supportSaved') : undefined) },
  );
  return (
    <Panel title={t('support')}>
      <Stack align="flex-start">
        <Text>{t('supportText')}</Text>
        <Button variant="default" onClick={() => save.mutate()} loading={save.isPending}>
          {t('supportSave')}
        </Button>
      </Stack>
    </Panel>
  );
}
