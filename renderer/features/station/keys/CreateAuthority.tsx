// Owns: making an issuing CA on this station. Imports data, i18n and siblings.
import { Button, Group, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { newAuthoritySchema } from '../../../../electron/contract/library.ts';
import type { KeyType } from '../../../../electron/contract/recipe.ts';
import { useAct, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { OpenModal } from '../../../ui/index.ts';
import { keyTexts } from './texts.ts';

export interface CreateAuthorityProps {
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

const keyTypes: readonly KeyType[] = ['ecdsa-p256', 'ed25519'];

export function CreateAuthority({ taken, onClose }: CreateAuthorityProps) {
  const t = useTexts(keyTexts);
  const client = useClient();
  const [name, setName] = useState('');
  const [subject, setSubject] = useState('');
  const [keyType, setKeyType] = useState<KeyType>('ecdsa-p256');
  const [years, setYears] = useState<number | string>(20);
  const wanted = newAuthoritySchema.safeParse({ name, subject, keyType, validity: `${years}y` });
  const isTaken = taken.includes(name);
  const hasBadName = name !== '' && !wanted.success && wanted.error.issues.some(({ path }) => path[0] === 'name');
  const create = useAct(client.keys.createAuthority, { success: ({ name: made }) => t('created', { name: made }) });
  return (
    <OpenModal onClose={onClose} title={t('createTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted.success && !isTaken) create.mutate(wanted.data, { onSuccess: onClose });
        }}
      >
        <Stack>
          <Text>{t('createText')}</Text>
          <TextInput
            label={t('name')}
            description={t('nameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={isTaken ? t('nameTaken') : hasBadName ? t('nameRule') : undefined}
            spellCheck={false}
            required
            data-autofocus
          />
          <TextInput
            label={t('subject')}
            description={t('subjectHint')}
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
            spellCheck={false}
            maxLength={256}
            required
          />
          <Radio.Group
            label={t('keyType')}
            value={keyType}
            onChange={(value) => setKeyType(value === 'ed25519' ? 'ed25519' : 'ecdsa-p256')}
          >
            <Stack gap="xs" mt="xs">
              {keyTypes.map((type) => (
                <Radio key={type} value={type} label={t(`keyType_${type}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <NumberInput
            label={t('years')}
            value={years}
            onChange={setYears}
            min={1}
            max={50}
            allowDecimal={false}
            clampBehavior="strict"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!wanted.success || isTaken} loading={create.isPending}>
              {t('confirmCreate')}
            </Button>
          </Group>
        </Stack>
      </form>
    </OpenModal>
  );
}
