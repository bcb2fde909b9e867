// Owns: an address that leads nowhere, and the way back.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { MapPinOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/index.ts';
import { EmptyState, Page } from '../ui/index.ts';
import { appTexts } from './texts.ts';

export function NotFound(): ReactNode {
  const t = useTexts(appTexts);
  return (
    <Page title={t('notFound')}>
      <EmptyState
        icon={MapPinOff}
        title={t('notFoundLead')}
        action={
          <Button component={Link} to="/line">
            {t('goToLine')}
          </Button>
        }
      />
    </Page>
  );
}
