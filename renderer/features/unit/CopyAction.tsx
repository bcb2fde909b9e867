// Owns: a button that copies a text and says that it did.
import { Button, CopyButton } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { announce } from '../../ui/index.ts';
import { unitTexts } from './texts.ts';

export interface CopyActionProps {
  readonly value: string;
  readonly label: string;
  readonly isWide?: boolean;
}

export function CopyAction({ value, label, isWide = false }: CopyActionProps): ReactNode {
  const t = useTexts(unitTexts);
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          fullWidth={isWide}
          size={isWide ? 'md' : 'sm'}
          mih={isWide ? 'var(--sw-touch)' : undefined}
          justify={isWide ? 'start' : 'center'}
          leftSection={copied ? <Check size="1rem" aria-hidden /> : <Copy size="1rem" aria-hidden />}
          onClick={() => {
            copy();
            announce(t('copied'));
          }}
        >
          {copied ? t('copied') : label}
        </Button>
      )}
    </CopyButton>
  );
}
