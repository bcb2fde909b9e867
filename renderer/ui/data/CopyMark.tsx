// Owns: the small copy button that follows an exact string. Imports siblings.
import { UnstyledButton } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { announce } from '../feedback/announce.ts';
import { Icon } from '../icons.tsx';
import { uiTexts } from '../texts.ts';
import classes from './Mono.module.css';

export function CopyMark({ value }: { readonly value: string }): ReactNode {
  const t = useTexts(uiTexts);
  const clipboard = useClipboard({ timeout: 1500 });
  const copy = () => {
    clipboard.copy(value);
    announce(t('copied'));
  };
  return (
    <UnstyledButton
      className={classes.copy}
      data-screen-only
      aria-label={t('copyFull', { value })}
      title={clipboard.copied ? t('copied') : t('copy')}
      data-done={clipboard.copied || undefined}
      onClick={(event) => {
        // It often stands in a row or card that can be clicked itself.
        event.stopPropagation();
        copy();
      }}
    >
      <Icon of={clipboard.copied ? Check : Copy} size={14} />
    </UnstyledButton>
  );
}
