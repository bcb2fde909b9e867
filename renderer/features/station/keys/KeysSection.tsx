// Owns: how secrets are sealed here, and the issuing CAs. Imports data, i18n, ui and siblings.
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Stamp } from 'lucide-react';
import { useState } from 'react';
import type { KeysState } from '../../../../electron/contract/library.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { EmptyState, Loaded, Panel } from '../../../ui/index.ts';
import { AuthorityCard } from './AuthorityCard.tsx';
import { CreateAuthority } from './CreateAuthority.tsx';
import { ImportAuthority } from './ImportAuthority.tsx';
import { Sealing } from './Sealing.tsx';
import { keyTexts } from './texts.ts';

export function useKeys() {
  const client = useClient();
  return useQuery({ queryKey: keys.secrets(), queryFn: ({ signal }) => client.keys.get(undefined, { signal }) });
}

export function KeysSection() {
  const t = useTexts(keyTexts);
  const secrets = useKeys();
  return (
    <Loaded query={secrets} label={t('loading')}>
      {(state) => (
        <>
          <Sealing state={state} />
          <Authorities state={state} />
        </>
      )}
    </Loaded>
  );
}

function Authorities({ state }: { readonly state: KeysState }) {
  const t = useTexts(keyTexts);
  const [asking, setAsking] = useState<'create' | 'import'>();
  const { authorities, isLocked } = state;
  const taken = authorities.map(({ name }) => name);
  const close = () => setAsking(undefined);
  return (
    <Panel
      title={t('authorities')}
      actions={
        <Group gap="sm">
          <Button variant="default" onClick={() => setAsking('import')} disabled={isLocked}>
            {t('import')}
          </Button>
          <Button onClick={() => setAsking('create')} disabled={isLocked}>
            {t('create')}
          </Button>
        </Group>
      }
    >
      <Stack>
        <Text c="dimmed">{t('authoritiesText')}</Text>
        {authorities.length === 0 ? (
          <EmptyState icon={Stamp} title={t('noAuthorities')}>
            {t('noAuthoritiesText')}
          </EmptyState>
        ) : (
          authorities.map((authority) => <AuthorityCard key={authority.name} authority={authority} />)
        )}
      </Stack>
      {asking === 'create' && <CreateAuthority taken={taken} onClose={close} />}
      {asking === 'import' && <ImportAuthority taken={taken} onClose={close} />}
    </Panel>
  );
}
