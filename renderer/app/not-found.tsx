// Owns: an address that leads nowhere, and the way back.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/index.ts';
import { EmptyState } from '../ui/index.ts';
import { appTexts } from './texts.ts';

export function NotFound(): ReactNode {
  const t = useTexts(appTexts);
  return (
    <EmptyState title={t('notFound')} action={<Link to="/line">{t('goToLine')}</Link>}>
      {t('notFoundLead')}
    </EmptyState>
  );
}
