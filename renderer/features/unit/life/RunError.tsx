// Owns: why a run did not pass: what happened, what it means, what to do, and the engine's own words for it.
import type { ReactNode } from 'react';
import type { ErrorReport } from '../../../../electron/contract/errors.ts';
import { useErrorText, useEvidenceWords, useTexts } from '../../../i18n/index.ts';
import { Mono, Notice, Unbroken } from '../../../ui/index.ts';
import { unitTexts } from '../texts.ts';
import { withCapital } from '../with-capital.ts';
import classes from './RunError.module.css';

/** Without codes and what they stand for: the sentence says it. */
const shownContext = (context: ErrorReport['context']) =>
  Object.entries(context).filter(
    ([name, value]) =>
      value !== undefined &&
      value !== null &&
      name !== 'detail' &&
      name !== 'advice' &&
      !name.endsWith('Detail') &&
      context[`${name}Detail`] === undefined,
  );

export function RunError({ error }: { readonly error: ErrorReport }): ReactNode {
  const t = useTexts(unitTexts);
  const text = useErrorText(error);
  const { nameOf } = useEvidenceWords();
  const context = shownContext(error.context);
  return (
    <Notice tone="bad" title={text.title}>
      <p className={classes.meaning}>{text.meaning}</p>
      <p className={classes.action}>{text.action}</p>
      <dl className={classes.evidence}>
        <div>
          <dt>{t('evidence')}</dt>
          <dd lang={text.evidenceLang}>
            <Unbroken>{text.evidence}</Unbroken>
          </dd>
        </div>
        {context.map(([name, value]) => (
          <div key={name}>
            <dt title={name}>{withCapital(nameOf(name))}</dt>
            <dd>
              <Mono>{String(value)}</Mono>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('errorCode')}</dt>
          <dd>
            <Mono copy={error.code}>{error.code}</Mono>
          </dd>
        </div>
      </dl>
    </Notice>
  );
}
