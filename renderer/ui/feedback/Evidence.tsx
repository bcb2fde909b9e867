// Owns: the engine's exact words below a plain sentence, folded. Imports siblings.
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { uiTexts } from '../texts.ts';
import classes from './Evidence.module.css';

export interface EvidenceProps {
  readonly code?: string;
  readonly text: string;
  /** Where the text is not in the window's language: what the engine wrote. */
  readonly lang?: 'en' | undefined;
}

export function Evidence({ code, text, lang }: EvidenceProps): ReactNode {
  const t = useTexts(uiTexts);
  return (
    <details className={classes.evidence}>
      <summary className={classes.summary}>{t('evidence')}</summary>
      <pre className={classes.text} lang={lang}>
        {code !== undefined && `${code}\n`}
        {text}
      </pre>
    </details>
  );
}
