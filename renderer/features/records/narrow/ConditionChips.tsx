// Owns: the conditions in force, each of which goes away at a click.
import { UnstyledButton } from '@mantine/core';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { Icon } from '../../../ui/index.ts';
import { useConditions } from '../describe-filter.ts';
import type { UnitQuery } from '../filter.ts';
import { recordsTexts } from '../texts.ts';
import classes from './narrow.module.css';

export interface ConditionChipsProps {
  readonly query: UnitQuery;
  readonly onChange: (query: UnitQuery) => void;
}

export function ConditionChips({ query, onChange }: ConditionChipsProps): ReactNode {
  const t = useTexts(recordsTexts);
  const conditions = useConditions(query);
  return conditions.map(({ key, text, without }) => (
    <UnstyledButton
      key={key}
      className={classes.chip}
      aria-label={t('removeFilter', { filter: text })}
      onClick={() => onChange(without)}
    >
      {text}
      <Icon of={X} size={14} />
    </UnstyledButton>
  ));
}
