// Owns: loading the card only when somebody asks for it: its barcodes are needed once in a while. Imports i18n, ui, texts.
import type { ReactNode } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { later, SidePanel } from '../../../ui/index.ts';
import { lineTexts } from '../texts.ts';
import type { CardPanelProps } from './CardPanel.tsx';

export const CardPanel = later(async () => (await import('./CardPanel.tsx')).default, Place);

/** What stands in the card's place until it is there can be closed like the card. */
function Place({ onClose, children }: CardPanelProps & { readonly children: ReactNode }): ReactNode {
  const t = useTexts(lineTexts);
  return (
    <SidePanel isOpen onClose={onClose} title={t('key_CARD')}>
      {children}
    </SidePanel>
  );
}
