// Owns: what stands in the table when there is nothing to show: why, and the next step.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Inbox, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { EmptyState } from '../../../ui/index.ts';
import { countConditions, type UnitQuery } from '../filter.ts';
import { recordsTexts } from '../texts.ts';

export interface NoUnitsProps {
  readonly query: UnitQuery;
  readonly onClear: () => void;
}

export function NoUnits({ query, onClear }: NoUnitsProps): ReactNode {
  const t = useTexts(recordsTexts);
  const text = query.text.trim();
  const hasText = text !== '';
  const hasConditions = countConditions(query) > 0;
  if (!hasText && !hasConditions) {
    return (
      <EmptyState
        icon={Inbox}
        title={t('noUnits')}
        action={
          <Button component={Link} to="/line">
            {t('toLine')}
          </Button>
        }
      >
        {t('noUnitsMore')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title={t('noMatch')}
      action={
        <Button onClick={onClear}>
          {t(hasText ? (hasConditions ? 'clearAll' : 'clearSearch') : 'clearConditions')}
        </Button>
      }
    >
      {hasText ? t(hasConditions ? 'noMatchBoth' : 'noMatchText', { text }) : t('noMatchConditions')}
    </EmptyState>
  );
}
