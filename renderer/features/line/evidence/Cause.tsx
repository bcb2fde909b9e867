// Owns: why a slot stands, in the order in which an operator needs it: cause, act, picture, meaning, exact words.
import type { ReactNode } from 'react';
import type { ErrorReport } from '../../../../electron/contract/errors.ts';
import { useErrorText, useTexts } from '../../../i18n/index.ts';
import { Evidence, StateIcon } from '../../../ui/index.ts';
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
  const picture = pictureOf(error.code);
  const isStation = outcomeOf(error) === 'ERROR';
  const tone = isInterrupted ? 'attention' : isStation ? 'error' : 'fail';
  return (
    <section className={classes.cause} data-tone={tone}>
      <h3 className={classes.title}>
        <StateIcon state={tone} size={24} />
        {text.title}
      </h3>
      <div className={classes.act}>
        <h4 className={classes.label}>{t('do_now')}</h4>
        <p>{isInterrupted ? t('interrupted_do') : text.action}</p>
        {picture !== undefined && <Picture name={picture} />}
      </div>
      <h4 className={classes.label}>{t('what_it_means')}</h4>
      <p>{text.meaning}</p>
      <Evidence code={error.code} text={text.evidence} lang={text.evidenceLang} />
    </section>
  );
}
