// Owns: why a slot stands, in the order in which an operator needs it: cause, act, picture, meaning, exact words.
import { Hand } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ErrorReport } from '../../../../electron/contract/errors.ts';
import { useErrorText, useTexts } from '../../../i18n/index.ts';
import { Evidence, StateIcon } from '../../../ui/index.ts';
import { adviceOf } from '../../../ui/tile/advice.ts';
import { outcomeOf } from '../../../ui/tile/blame.ts';
import classes from './Cause.module.css';
import { Picture } from './Pictures.tsx';
import { pictureOf } from './picture-of.ts';
import { evidenceTexts } from './texts.ts';

export interface CauseProps {
  readonly error: ErrorReport;
  /** Neither the unit nor the station is bad: the run waits to be gone on with. */
  readonly isInterrupted?: boolean;
}

export function Cause({ error, isInterrupted = false }: CauseProps): ReactNode {
  const t = useTexts(evidenceTexts);
  const text = useErrorText(error);
  const advice = adviceOf(error);
  const isStation = outcomeOf(error) === 'ERROR';
  const isWaiting = isInterrupted || advice === 'plug' || advice === 'swap';
  const picture = pictureOf(error.code);
  return (
    <CauseFrame
      tone={isWaiting ? 'attention' : isStation ? 'error' : 'fail'}
      title={isInterrupted ? t('interrupted_title') : text.title}
      act={isInterrupted ? t('interrupted_do') : text.action}
      picture={picture !== undefined && <Picture name={picture} />}
    >
      <p>{isInterrupted ? t('interrupted_text') : text.meaning}</p>
      <Evidence code={error.code} text={text.evidence} lang={text.evidenceLang} />
    </CauseFrame>
  );
}

export interface CauseFrameProps {
  readonly tone: 'fail' | 'error' | 'attention';
  readonly title: string;
  /** What a person does now. */
  readonly act: string;
  readonly picture?: ReactNode;
  /** What it means, and the exact words. */
  readonly children: ReactNode;
}

/** The mark is that of the slot's tile. */
export function CauseFrame({ tone, title, act, picture, children }: CauseFrameProps): ReactNode {
  const t = useTexts(evidenceTexts);
  return (
    <section className={classes.cause} data-tone={tone}>
      <h3 className={classes.title}>
        {tone === 'attention' ? (
          <Hand className={classes.hand} size="1.5rem" strokeWidth={2.25} aria-hidden />
        ) : (
          <StateIcon state={tone} size={24} />
        )}
        {title}
      </h3>
      <div className={classes.act}>
        <h4 className={classes.label}>{t('do_now')}</h4>
        <p>{act}</p>
        {picture}
      </div>
      <h4 className={classes.label}>{t('what_it_means')}</h4>
      {children}
    </section>
  );
}
