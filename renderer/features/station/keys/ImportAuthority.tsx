// Owns: importing an issuing CA from files of the station: a private key never passes the window. Imports data, i18n.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { OpenModal } from '../../../ui/index.ts';
import { keyTexts } from './texts.ts';

export interface ImportAuthorityProps {
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

export function ImportAuthority({ taken, onClose }: ImportAuthorityProps) {
  const t = useTexts(keyTexts);
  const client = useClient();
  const [name, setName] = useState('');
  const [certificateFile, setCertificateFile] = useState('');
  const [keyFile, setKeyFile] = useState('');
  const isTaken = taken.includes(name.trim());
  const isComplete = name.trim() !== '' && certificateFile.trim() !== '' && keyFile.trim() !== '' && !isTaken;
  const bring = useAct(client.keys.importAuthority, { success: ({ name: made }) => t('imported', { name: made }) });
  return (
    <OpenModal onClose={onClose} title={t('importTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isComplete) return;
          bring.mutate(
            { name: name.trim(), certificateFile: certificateFile.trim(), keyFile: keyFile.trim() },
            { onSuccess: onClose },
          );
        }}
      >
        <Stack>
          <Text>{t('importText')}</Text>
          <TextInput
            label={t('name')}
            description={t('nameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={isTaken ? t('nameTaken') : undefined}
            maxLength={64}
            spellCheck={false}
            required
            data-autofocus
          />
          <TextInput
            label={t('certificateFile')}
            description={t('fileHint')}
            value={certificateFile}
            onChange={(event) => setCertificateFile(event.currentTarget.value)}
            spellCheck={false}
            required
          />
          <TextInput
            label={t('keyFile')}
            description={t('fileHint')}
            value={keyFile}
            onChange={(event) => setKeyFile(event.currentTarget.value)}
            spellCheck={false}
            required
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!isComplete} loading={bring.isPending}>
              {t('confirmImport')}
            </Button>
          </Group>
        </Stack>
      </form>
    </OpenModal>
  );
}
