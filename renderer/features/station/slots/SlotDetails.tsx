// Owns: one slot: its name, where it is, what is in it, a test, and its removal. Imports data, i18n, ui and siblings.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { chipName } from '../../../../electron/contract/chip-name.ts';
import type { PortStatus, Slot } from '../../../../electron/contract/device.ts';
import { toSlipwayError } from '../../../../electron/contract/errors.ts';
import { useClient } from '../../../data/index.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { announce, ErrorState, HoldToConfirm, KeyValue, Mono, Panel } from '../../../ui/index.ts';
import { cellOf, nameProblem, removeSlot, renameSlot } from './bench-plan.ts';
import { useNameProblem } from './name-problem.ts';
import { slotTexts } from './texts.ts';

export interface SlotDetailsProps {
  readonly slot: Slot;
  readonly slots: readonly Slot[];
  readonly port: PortStatus | undefined;
  readonly onChange: (update: (slots: readonly Slot[]) => readonly Slot[]) => void;
  readonly onRenamed: (name: string) => void;
}

export function SlotDetails({ slot, slots, port, onChange, onRenamed }: SlotDetailsProps) {
  const t = useTexts(slotTexts);
  const problemWords = useNameProblem();
  const [name, setName] = useState(slot.name);
  const trimmed = name.trim();
  const problem = nameProblem(slots, trimmed, slot.name);
  const cell = cellOf(slot);
  return (
    <Panel title={t('slot', { name: slot.name })}>
      <Stack>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (problem !== undefined || trimmed === slot.name) return;
            onChange((current) => renameSlot(current, slot.name, trimmed));
            onRenamed(trimmed);
          }}
        >
          <Group align="flex-end" wrap="nowrap">
            <TextInput
              label={t('name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={problem && problemWords(problem)}
              spellCheck={false}
              autoComplete="off"
            />
            <Button
              type="submit"
              variant="default"
              flex="none"
              disabled={problem !== undefined || trimmed === slot.name}
            >
              {t('rename')}
            </Button>
          </Group>
        </form>
        <KeyValue
          rows={[
            { label: t('where'), value: <Mono copy={slot.match}>{slot.match}</Mono> },
            { label: t('port'), value: port === undefined ? t('noPort') : <Mono>{port.port.path}</Mono> },
            {
              label: t('place'),
              value: cell === undefined ? t('notPlaced') : t('cell', { row: cell.row + 1, column: cell.column + 1 }),
            },
          ]}
        />
        {port !== undefined && <TestUnit slot={slot.name} />}
        <Text c="dimmed">{t('removeText')}</Text>
        <HoldToConfirm
          label={t('remove')}
          onConfirm={() => {
            onChange((current) => removeSlot(current, slot.name));
            announce(t('removed', { name: slot.name }));
          }}
        />
      </Stack>
    </Panel>
  );
}

/** Its failure belongs here, beside the slot that was tested, and not into a passing message. */
function TestUnit({ slot }: { readonly slot: string }) {
  const t = useTexts(slotTexts);
  const format = useFormat();
  const client = useClient();
  const test = useMutation({ mutationFn: () => client.ports.identify({ target: slot }) });
  return (
    <Stack gap="sm">
      <Button variant="default" onClick={() => test.mutate()} loading={test.isPending}>
        {t('test')}
      </Button>
      <Text c="dimmed" role="status">
        {test.isPending ? t('testing') : t('testText')}
      </Text>
      {test.error && <ErrorState error={toSlipwayError(test.error).toReport()} onRetry={() => test.mutate()} />}
      {test.data && (
        <KeyValue
          rows={[
            { label: t('chip'), value: <Mono>{chipName(test.data.chip)}</Mono> },
            ...(test.data.revision === undefined ? [] : [{ label: t('revision'), value: test.data.revision }]),
            ...(test.data.mac === undefined
              ? []
              : [{ label: t('mac'), value: <Mono copy={test.data.mac}>{test.data.mac}</Mono> }]),
            ...(test.data.flashSizeBytes === undefined
              ? []
              : [{ label: t('flash'), value: format.bytes(test.data.flashSizeBytes) }]),
          ]}
        />
      )}
    </Stack>
  );
}
