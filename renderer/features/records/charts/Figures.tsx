// Owns: the few figures that a shift is judged by.
import type { ReactNode } from 'react';
import type { Stats } from '../../../../electron/contract/stats.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { StateIcon, type StateKind } from '../../../ui/index.ts';
import { recordsTexts } from '../texts.ts';
import classes from './Figures.module.css';

export function Figures({ stats }: { readonly stats: Stats }): ReactNode {
  const t = useTexts(recordsTexts);
  const { number, percent, duration } = useFormat();
  const { passed, units } = stats.firstPass;
  const lengthOf = (ms: number | null) => (ms === null ? t('tooFew') : duration(ms));
  return (
    <dl className={classes.figures}>
      <Figure
        name={t('firstPassYield')}
        value={units === 0 ? t('tooFew') : percent(passed / units, 1)}
        more={t('firstPassMore', { passed: number(passed), units: number(units) })}
      />
      <Figure name={t('passedRuns')} value={number(stats.passed)} state="pass" />
      <Figure name={t('failedRuns')} value={number(stats.failed)} state="fail" />
      <Figure name={t('errorRuns')} value={number(stats.errors)} state="error" />
      <Figure name={t('otherRuns')} value={number(stats.other)} state="idle" />
      <Figure name={t('takt')} value={lengthOf(stats.taktMs)} more={t('taktMore')} />
      <Figure name={t('duration')} value={lengthOf(stats.medianDurationMs)} more={t('durationMore')} />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly more?: string;
  readonly state?: StateKind;
}

function Figure({ name, value, more, state }: FigureProps): ReactNode {
  return (
    <div className={classes.figure}>
      <dt className={classes.name}>
        {state !== undefined && <StateIcon state={state} size={16} />}
        {name}
      </dt>
      <dd className={classes.value}>
        {value}
        {more !== undefined && <span className={classes.more}>{more}</span>}
      </dd>
    </div>
  );
}
