// Owns: a port server's port on its way to being a slot: typed, tried, named. Imports data, i18n, ui and siblings.
// The engine reads the address: what it cannot read stands at the field. Start reading at `AddNetworkPort`.
import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { chipName } from '../../../../electron/contract/chip-name.ts';
import type { PortInfo, Slot } from '../../../../electron/contract/device.ts';
import { toSlipwayError } from '../../../../electron/contract/errors.ts';
import { useClient } from '../../../data/index.ts';
import { useErrorText, useTexts } from '../../../i18n/index.ts';
import { Evidence, Notice, OpenModal } from '../../../ui/index.ts';
import { matchOf, nameProblem, nextName } from './bench-plan.ts';
import { useNameProblem } from './name-problem.ts';
import { addressOf, isNetworkKind, type NetworkKind, networkKinds, readAddress } from './network-address.ts';
import { slotTexts } from './texts.ts';

export interface AddNetworkPortProps {
  readonly slots: readonly Slot[];
  readonly onAdd: (name: string, port: PortInfo) => void;
  readonly onClose: () => void;
}

export function AddNetworkPort({ slots, onAdd, onClose }: AddNetworkPortProps) {
  const t = useTexts(slotTexts);
  const nameWords = useNameProblem();
  const client = useClient();
  const [kind, setKind] = useState<NetworkKind>('rfc2217');
  const [typed, setTyped] = useState('');
  const [name, setName] = useState(() => nextName(slots));
  const probe = useMutation({ mutationFn: (address: string) => client.ports.probe({ address }) });
  const found = probe.data;
  const badName = nameProblem(slots, name.trim());
  const neighbour = found && slots.find(({ match }) => sits(found.port, match));
  const canAdd = found !== undefined && neighbour === undefined && badName === undefined;

  /** What was found out is of another address. */
  const change = (next: { readonly kind: NetworkKind; readonly typed: string }) => {
    setKind(next.kind);
    setTyped(next.typed);
    probe.reset();
  };
  return (
    <OpenModal onClose={onClose} title={t('networkTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (found === undefined) probe.mutate(addressOf(kind, typed));
          else if (canAdd) onAdd(name.trim(), found.port);
        }}
      >
        <Stack>
          <Text>{t('networkText')}</Text>
          <Radio.Group
            label={t('networkKind')}
            value={kind}
            onChange={(value) => isNetworkKind(value) && change({ kind: value, typed })}
          >
            <Stack gap="xs" mt="xs">
              {networkKinds.map((each) => (
                <Radio key={each} value={each} label={t(`networkKind_${each}`)} />
              ))}
            </Stack>
          </Radio.Group>
          <AddressField
            typed={typed}
            error={probe.error}
            taken={neighbour?.name}
            onChange={(text) => change(readAddress(text, kind))}
          />
          <TextInput
            label={t('name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={badName && nameWords(badName)}
            spellCheck={false}
            autoComplete="off"
            required
          />
          <div role="status">
            {probe.isPending && <Text c="dimmed">{t('networkTrying')}</Text>}
            {found !== undefined && <Found {...found} />}
          </div>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('networkCancel')}
            </Button>
            {found === undefined ? (
              <Button type="submit" disabled={typed.trim() === ''} loading={probe.isPending}>
                {t('networkTry')}
              </Button>
            ) : (
              <Button type="submit" disabled={!canAdd}>
                {t('networkAdd', { name: name.trim() })}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </OpenModal>
  );
}

/** As the engine compares: the command line may have given the slot its address in another spelling. */
const sits = ({ id, path, topology }: PortInfo, match: string): boolean => [topology, path, id].includes(match);

interface AddressFieldProps {
  readonly typed: string;
  readonly error: Error | null;
  /** The slot that is at this address already. */
  readonly taken: string | undefined;
  readonly onChange: (text: string) => void;
}

function AddressField({ typed, error, taken, onChange }: AddressFieldProps) {
  const t = useTexts(slotTexts);
  const report = error === null ? undefined : toSlipwayError(error).toReport();
  const words = useErrorText(report);
  const why = () => {
    if (taken !== undefined) return t('networkAddressTaken', { name: taken });
    if (report?.code === 'port/not-found') return t('networkAddressWrong');
    return words && `${words.title}. ${words.action}`;
  };
  return (
    <div>
      <TextInput
        label={t('networkAddress')}
        description={t('networkAddressHint')}
        value={typed}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={why()}
        maxLength={300}
        spellCheck={false}
        autoComplete="off"
        required
        data-autofocus
      />
      {report !== undefined && words !== undefined && report.code !== 'port/not-found' && (
        <Evidence code={report.code} text={words.evidence} lang={words.evidenceLang} />
      )}
    </div>
  );
}

type FoundPort = Awaited<ReturnType<ReturnType<typeof useClient>['ports']['probe']>>;

function Found({ port, hardware, silence }: FoundPort) {
  const t = useTexts(slotTexts);
  const why = useErrorText(silence);
  if (hardware !== null) {
    return (
      <Notice tone="good" title={t('networkUnit', { chip: chipName(hardware.chip) })}>
        {t('networkUnitText', { id: hardware.mac ?? hardware.hardwareId, place: matchOf(port) })}
      </Notice>
    );
  }
  return (
    <Notice tone="warning" title={t('networkSilent')}>
      <Text>{t('networkSilentText')}</Text>
      {silence !== null && why !== undefined && (
        <Evidence code={silence.code} text={why.evidence} lang={why.evidenceLang} />
      )}
    </Notice>
  );
}
