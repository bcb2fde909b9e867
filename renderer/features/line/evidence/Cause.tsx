// Owns: why a slot stands, in the order in which an operator needs it: cause, act, picture, meaning, exact words.
import type { ReactNode } from 'react';
import { type ErrorReport, errorCatalogue } from '../../../../electron/contract/errors.ts';
import { useErrorText, useTexts } from '../../../i18n/index.ts';
import { Evidence, StateIcon } from '../../../ui/index.ts';
import classes from './Cause.module.css';
import { Picture } from './Pictures.tsx';
import { pictureOf } from './picture-of.ts';
import { evidenceTexts } from './texts.ts';

export function Cause({ error }: { readonly error: ErrorReport }): ReactNode {
  const t = useTexts(evidenceTexts);
  const text = useErrorText(error);
  const picture = pictureOf(error.code);
  const isStation = errorCatalogue[error.code].outcome === 'ERROR';
  return (
    <section className={classes.cause} data-tone={isStation ? 'error' : 'fail'}>
      <h3 className={classes.title}>
        <StateIcon state={isStation ? 'error' : 'fail'} size={24} />
        {text.title}
      </h3>
      <div className={classes.act}>
        <h4 className={classes.label}>{t('do_now')}</h4>
        <p>{text.action}</p>
        {picture !== undefined && <Picture name={picture} />}
      </div>
      <h4 className={classes.label}>{t('what_it_means')}</h4>
      <p>{text.meaning}</p>
      <Evidence code={error.code} text={text.evidence} />
    </section>
  );
}
