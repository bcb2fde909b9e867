// Owns: asking before unsaved text is left behind. Imports i18n and siblings.
// Closing the window asks nothing: the text is kept (unsaved.ts) and shown again.
import { Button, Group, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTexts } from '../../../i18n/index.ts';
import { OpenModal } from '../../../ui/index.ts';
import { draftTexts } from './texts.ts';

export interface LeaveGuardProps {
  readonly name: string;
  readonly isDirty: boolean;
  readonly onSave: () => Promise<boolean>;
  readonly onDiscard: () => void;
}

export function LeaveGuard({ name, isDirty, onSave, onDiscard }: LeaveGuardProps) {
  const t = useTexts(draftTexts);
  const blocker = useBlocker({ shouldBlockFn: () => isDirty, enableBeforeUnload: false, withResolver: true });
  if (blocker.status !== 'blocked') return null;
  return (
    <OpenModal onClose={blocker.reset} title={t('leaveTitle')}>
      <Stack>
        <Text>{t('leaveText', { name })}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={blocker.reset}>
            {t('stay')}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              onDiscard();
              blocker.proceed();
            }}
          >
            {t('leave')}
          </Button>
          <Button
            data-autofocus
            onClick={async () => {
              if (await onSave()) blocker.proceed();
              else blocker.reset();
            }}
          >
            {t('saveAndLeave')}
          </Button>
        </Group>
      </Stack>
    </OpenModal>
  );
}
