// Owns: asking how units are to be exported, and showing how far it is.
import { Button, Checkbox, Group, Modal, Progress, Radio, Stack, Text } from '@mantine/core';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { useViewState } from '../../../data/index.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { ErrorState, Icon, Notice, toast } from '../../../ui/index.ts';
import type { UnitFilter } from '../filter.ts';
import { recordsTexts } from '../texts.ts';
import { recordsStore } from '../view-state.ts';
import { type Export, type ExportState, isUnderWay, useExport } from './use-export.ts';

export interface ExportDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly filter: UnitFilter;
  /** How many that will be, in words and, where it is known, as a number. */
  readonly what: string;
  readonly total: number | undefined;
}

export function ExportDialog({ isOpen, onClose, ...rest }: ExportDialogProps): ReactNode {
  const t = useTexts(recordsTexts);
  const run = useExport(() => toast({ tone: 'warning', title: t('exportLeft'), message: t('exportStopped') }));
  const isBusy = isUnderWay(run.state);
  const close = () => {
    if (isBusy) return;
    run.reset();
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      // Only the button that says so stops an export.
      closeOnEscape={!isBusy}
      closeOnClickOutside={!isBusy}
      withCloseButton={!isBusy}
      title={t('exportTitle', { what: rest.what })}
      size="lg"
    >
      <ExportForm {...rest} run={run} onClose={close} />
    </Modal>
  );
}

const formats = [
  { value: 'csv', label: 'formatCsv', more: 'formatCsvMore' },
  { value: 'json', label: 'formatJson', more: 'formatJsonMore' },
] as const;

type ExportFormProps = Omit<ExportDialogProps, 'isOpen' | 'what'> & { readonly run: Export };

function ExportForm({ filter, total, run, onClose }: ExportFormProps): ReactNode {
  const t = useTexts(recordsTexts);
  const [view, change] = useViewState(recordsStore);
  const { state, start, stop } = run;
  const isWorking = isUnderWay(state);
  const plan = { format: view.exportFormat, fields: view.columns, hasByteOrderMark: view.hasByteOrderMark };
  return (
    <Stack gap="md">
      <Text c="dimmed">{t('exportWhat')}</Text>
      <Radio.Group
        label={t('format')}
        value={view.exportFormat}
        onChange={(value) => change({ exportFormat: value === 'json' ? 'json' : 'csv' })}
      >
        <Stack gap="sm" mt="xs">
          {formats.map(({ value, label, more }) => (
            <Radio
              key={value}
              value={value}
              label={t(label)}
              description={t(more)}
              disabled={isWorking}
              data-autofocus={view.exportFormat === value || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      {view.exportFormat === 'csv' && (
        <Checkbox
          label={t('byteOrderMark')}
          description={t('byteOrderMarkMore')}
          checked={view.hasByteOrderMark}
          disabled={isWorking}
          onChange={(event) => change({ hasByteOrderMark: event.currentTarget.checked })}
        />
      )}
      <ExportProgress state={state} total={total} />
      <Group justify="flex-end">
        {isWorking ? (
          <Button variant="default" onClick={stop} disabled={state.kind !== 'working'}>
            {t('exportStop')}
          </Button>
        ) : (
          <>
            <Button variant="default" onClick={onClose}>
              {t('close')}
            </Button>
            <Button leftSection={<Icon of={Download} />} onClick={() => void start(filter, plan)}>
              {t('exportStart')}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}

interface ExportProgressProps {
  readonly state: ExportState;
  readonly total: number | undefined;
}

function ExportProgress({ state, total }: ExportProgressProps): ReactNode {
  const t = useTexts(recordsTexts);
  const { number } = useFormat();
  switch (state.kind) {
    case 'idle':
    case 'choosing':
    case 'stopping':
      return null;
    case 'working': {
      const text =
        total === undefined
          ? t('exporting', { number: number(state.count) })
          : t('exportingOf', { number: number(state.count), total: number(total) });
      // Units may come while it works: it is full at most.
      const share = total === undefined || total === 0 ? 100 : Math.min(100, (state.count / total) * 100);
      return (
        <div role="status">
          <Progress.Root size="lg">
            <Progress.Section value={share} animated={total === undefined} aria-label={text} />
          </Progress.Root>
          <Text mt="xs">{text}</Text>
        </div>
      );
    }
    case 'done':
      return <Notice tone="good" title={t('exportDone', { count: state.count, number: number(state.count) })} />;
    case 'stopped':
      return <Notice tone="info" title={t('exportStopped')} />;
    case 'failed':
      return <ErrorState error={state.error} />;
  }
}
