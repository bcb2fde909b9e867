// Owns: the engine's exact words below a plain sentence, folded. Imports siblings.
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { uiTexts } from '../texts.ts';
import classes from './Evidence.module.css';

export interface EvidenceProps {
  readonly code?: string;
  readonly text: string;
}

export function Evidence({ code, text }: EvidenceProps): ReactNode {
  const t = useTexts(uiTexts);
  return (
    <details className={classes.evidence}>
      <summary className={classes.summary}>{t('evidence')}</summary>
      {/* English in every language: it is what the engine wrote, and what support will search for. */}
      <pre className={classes.text} lang="en">
        {code !== undefined && `${code}\n`}
        {text}
      </pre>
    </details>
  );
}
