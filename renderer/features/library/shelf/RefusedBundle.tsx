// Owns: a bundle that was accepted once and cannot be used now, with the reason. Imports the contract, i18n and ui.
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { ErrorReport } from '../../../../electron/contract/errors.ts';
import { useErrorText, useTexts } from '../../../i18n/index.ts';
import { Evidence, HoldToConfirm, Notice } from '../../../ui/index.ts';
import { libraryTexts } from '../texts.ts';

export interface RefusedBundleProps {
  readonly reference: string;
  readonly error: ErrorReport;
  readonly onRemove: () => void;
}

export function RefusedBundle({ reference, error, onRemove }: RefusedBundleProps) {
  const t = useTexts(libraryTexts);
  const { title, meaning, action, evidence, evidenceLang, detail } = useErrorText(error);
  const [isRemoving, setIsRemoving] = useState(false);
  return (
    <Notice
      tone="warning"
      title={t('unusableTitle', { name: reference.replace('@', ' '), reason: title })}
      action={
        isRemoving ? (
          <HoldToConfirm label={t('removeHold')} onConfirm={onRemove} />
        ) : (
          <Button variant="default" onClick={() => setIsRemoving(true)}>
            {t('remove')}
          </Button>
        )
      }
    >
      <Text>{meaning}</Text>
      {detail !== undefined && <Text>{detail}</Text>}
      <Text fw={600}>{t('whatToDo', { action })}</Text>
      <Evidence code={error.code} text={evidence} lang={evidenceLang} />
    </Notice>
  );
}
