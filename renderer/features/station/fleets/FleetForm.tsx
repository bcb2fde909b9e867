// Owns: adding a fleet or changing one. A token goes in and never comes out. Imports data, i18n and siblings.
import { Button, Group, PasswordInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type FleetState, type NewFleet, newFleetSchema } from '../../../../electron/contract/library.ts';
import { useAct, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { OpenModal } from '../../../ui/index.ts';
import { fleetTexts } from './texts.ts';

export interface FleetFormProps {
  /** Undefined for a new one. */
  readonly fleet: FleetState | undefined;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

export function FleetForm({ fleet, taken, onClose }: FleetFormProps) {
  const t = useTexts(fleetTexts);
  const client = useClient();
  const [kind, setKind] = useState<NewFleet['kind']>(fleet?.kind ?? 'mender');
  const [name, setName] = useState(fleet?.name ?? '');
  const [address, setAddress] = useState(fleet?.address ?? '');
  const [token, setToken] = useState('');
  const isTaken = fleet === undefined && taken.includes(name);
  const wanted = newFleetSchema.safeParse(
    kind === 'file' ? { kind, name, dir: address } : { kind, name, url: address, ...(token === '' ? {} : { token }) },
  );
  const needsToken = kind === 'mender' && fleet?.hasToken !== true;
  const isComplete = wanted.success && !isTaken && (!needsToken || token !== '');
  const hasBadName = name !== '' && !wanted.success && wanted.error.issues.some(({ path }) => path[0] === 'name');
  const save = useAct((request: NewFleet) => client.fleets.set(request), { success: t('saved', { name }) });

  return (
    <OpenModal onClose={onClose} title={fleet === undefined ? t('addTitle') : t('changeTitle', { name })}>
      <form
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete) save.mutate(wanted.data, { onSuccess: onClose });
        }}
      >
        <Stack>
          {fleet === undefined && (
            <SegmentedControl
              aria-label={t('kind')}
              value={kind}
              onChange={(value) => setKind(value === 'file' ? 'file' : 'mender')}
              data={[
                { value: 'mender', label: t('kind_mender') },
                { value: 'file', label: t('kind_file') },
              ]}
            />
          )}
          <TextInput
            label={t('name')}
            description={t('nameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={isTaken ? t('nameTaken') : hasBadName ? t('nameRule') : undefined}
            disabled={fleet !== undefined}
            spellCheck={false}
            required
            {...(fleet === undefined ? { 'data-autofocus': true } : {})}
          />
          <TextInput
            label={t(kind === 'file' ? 'dir' : 'url')}
            description={t(kind === 'file' ? 'dirHint' : 'urlHint')}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            spellCheck={false}
            required
          />
          {kind === 'mender' && (
            <PasswordInput
              label={t('token')}
              description={`${t('tokenHint')} ${needsToken ? '' : t('tokenKeep')}`}
              value={token}
              onChange={(event) => setToken(event.currentTarget.value)}
              autoComplete="off"
              required={needsToken}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!isComplete} loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </OpenModal>
  );
}
