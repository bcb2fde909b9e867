// Owns: how secrets are sealed, and opening and locking the key store by its passphrase. Imports data, i18n and ui.
// A passphrase lives in this form only until it was sent.
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toSlipwayError } from '../../../../electron/contract/errors.ts';
import type { KeysState } from '../../../../electron/contract/library.ts';
import { useAct, useClient } from '../../../data/index.ts';
import { useErrorTexts, useTexts } from '../../../i18n/index.ts';
import { announce, Notice, Panel, StateBadge } from '../../../ui/index.ts';
import { keyTexts } from './texts.ts';

export function Sealing({ state }: { readonly state: KeysState }) {
  const t = useTexts(keyTexts);
  const isByPhrase = state.sealing === 'passphrase';
  return (
    <Panel
      title={t('sealing')}
      actions={
        isByPhrase && (
          <StateBadge state={state.isLocked ? 'attention' : 'pass'}>
            {state.isLocked ? t('locked') : t('unlocked')}
          </StateBadge>
        )
      }
    >
      <Stack>
        <div>
          <Text fw={600}>{isByPhrase ? t('phraseTitle') : t('osTitle')}</Text>
          <Text>{!isByPhrase ? t('osText') : state.opensByItself ? t('phraseGivenText') : t('phraseText')}</Text>
        </div>
        {isByPhrase && (state.isLocked ? <Unlock /> : !state.opensByItself && <Lock />)}
      </Stack>
    </Panel>
  );
}

function Unlock() {
  const t = useTexts(keyTexts);
  const client = useClient();
  const textOf = useErrorTexts();
  const [passphrase, setPassphrase] = useState('');
  // A wrong passphrase is said at the field where it is corrected.
  const unlock = useMutation({
    mutationFn: (given: string) => client.keys.unlock({ passphrase: given }),
    onSuccess: () => announce(t('unlockedToast')),
    onSettled: () => setPassphrase(''),
  });
  const refusal = unlock.error ? textOf(toSlipwayError(unlock.error).toReport()) : undefined;
  return (
    <>
      <Notice tone="warning" title={t('lockedTitle')}>
        {t('lockedText')}
      </Notice>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== '') unlock.mutate(passphrase);
        }}
      >
        <Group align="flex-start">
          <PasswordInput
            label={t('passphrase')}
            description={t('firstPhrase')}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            error={refusal && `${refusal.title}. ${refusal.action}`}
            autoComplete="off"
            maxLength={1024}
            w="28rem"
            maw="100%"
          />
        </Group>
        <Button type="submit" mt="sm" disabled={passphrase === ''} loading={unlock.isPending}>
          {t('unlock')}
        </Button>
      </form>
    </>
  );
}

function Lock() {
  const t = useTexts(keyTexts);
  const client = useClient();
  const lock = useAct(() => client.keys.lock(), { success: t('lockedToast') });
  return (
    <Group>
      <Button variant="default" onClick={() => lock.mutate()} loading={lock.isPending}>
        {t('lock')}
      </Button>
    </Group>
  );
}
