// Owns: a person's decision about a unit: who, why, the serial number typed, and a button that is held.
import { Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { UnitRecord } from '../../../../electron/contract/records.ts';
import { useAct, useClient, usePreferences } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { HoldToConfirm } from '../../../ui/index.ts';
import { unitTexts } from '../texts.ts';
import classes from './acts.module.css';

export type Decision = 'retry' | 'retire';

export interface DecisionFormProps {
  readonly unit: UnitRecord;
  readonly decision: Decision;
  readonly onDecided: () => void;
}

const mostOperator = 120;
const mostReason = 500;

export function DecisionForm({ unit, decision, onDecided }: DecisionFormProps): ReactNode {
  const t = useTexts(unitTexts);
  const client = useClient();
  const [preferences, changePreferences] = usePreferences();
  const [operator, setOperator] = useState(preferences.operator);
  const [reason, setReason] = useState('');
  const decide = useAct(
    async () => {
      const said = { operator: operator.trim(), reason: reason.trim() };
      await client.units.decide({ unitId: unit.unitId, decision, ...said });
      changePreferences({ operator: said.operator });
      onDecided();
    },
    { success: t(decision === 'retry' ? 'decidedRetry' : 'decidedRetire') },
  );
  const isComplete = operator.trim() !== '' && reason.trim() !== '';
  return (
    <div className={classes.form}>
      <TextInput
        label={t('yourName')}
        size="md"
        maxLength={mostOperator}
        value={operator}
        onChange={(event) => setOperator(event.currentTarget.value)}
        required
      />
      <Textarea
        label={t('reason')}
        description={t(decision === 'retry' ? 'reasonRetryHelp' : 'reasonRetireHelp')}
        size="md"
        rows={3}
        maxLength={mostReason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        required
      />
      {!isComplete && <p className={classes.first}>{t('nameAndReasonFirst')}</p>}
      <HoldToConfirm
        label={t(decision === 'retry' ? 'holdRetry' : 'holdRetire')}
        typed={unit.serial ?? unit.unitId}
        tone={decision === 'retry' ? 'normal' : 'danger'}
        isDisabled={!isComplete}
        onConfirm={() => decide.mutate()}
      />
    </div>
  );
}
