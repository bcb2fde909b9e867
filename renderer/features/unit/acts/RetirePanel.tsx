// Owns: taking a unit out of service for good, set apart from everything else.
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { UnitRecord } from '../../../../electron/contract/records.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Panel } from '../../../ui/index.ts';
import { unitTexts } from '../texts.ts';
import classes from './acts.module.css';
import { DecisionForm } from './DecisionForm.tsx';

export function RetirePanel({ unit }: { readonly unit: UnitRecord }): ReactNode {
  const t = useTexts(unitTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel title={t('forGood')} tone="danger">
      <p className={classes.text}>{t('retireMeans')}</p>
      {isOpen ? (
        <div className={classes.form}>
          <DecisionForm unit={unit} decision="retire" onDecided={() => setOpen(false)} />
          <Button variant="default" size="md" className={classes.big} onClick={() => setOpen(false)}>
            {t('keepUnit')}
          </Button>
        </div>
      ) : (
        <Button variant="default" size="md" className={classes.big} fullWidth onClick={() => setOpen(true)}>
          {t('retireUnit')}
        </Button>
      )}
    </Panel>
  );
}
