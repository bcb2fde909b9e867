// Owns: a place whose content could not be had: what happened, what it means, what to do. Imports the contract, i18n.
import { Button, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ErrorReport } from '../../../electron/contract/errors.ts';
import { useErrorText, useTexts } from '../../i18n/index.ts';
import { StateIcon } from '../state/StateIcon.tsx';
import { uiTexts } from '../texts.ts';
import { Evidence } from './Evidence.tsx';
import classes from './States.module.css';

export interface ErrorStateProps {
  readonly error: ErrorReport;
  readonly onRetry?: () => void;
}

export function ErrorState({ error, onRetry }: ErrorStateProps): ReactNode {
  const t = useTexts(uiTexts);
  const words = useErrorText(error);
  return (
    <div className={classes.state} data-state-of-page role="alert">
      <StateIcon state="error" size={32} />
      <Title order={3} className={classes.title}>
        {words.title}
      </Title>
      <p className={classes.text}>
        {words.meaning} {words.detail} {words.action}
      </p>
      {onRetry && (
        <Button variant="default" className={classes.action} onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
      <Evidence code={error.code} text={words.evidence} lang={words.evidenceLang} />
    </div>
  );
}
