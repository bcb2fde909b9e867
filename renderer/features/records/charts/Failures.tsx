// Owns: where a time's failures came from: by cause, and by slot.
import type { ReactNode } from 'react';
import type { Stats } from '../../../../electron/contract/stats.ts';
import { useErrorTitles, useFormat, useTexts } from '../../../i18n/index.ts';
import { BarList, type BarListRow, Panel } from '../../../ui/index.ts';
import { recordsTexts } from '../texts.ts';
import classes from './ChartsScreen.module.css';

export function Failures({ stats }: { readonly stats: Stats }): ReactNode {
  const t = useTexts(recordsTexts);
  const { number } = useFormat();
  const all = stats.byFailure.reduce((sum, { count }) => sum + count, 0);
  const causes = useCauses(stats, all);
  const slots = stats.bySlot
    .map(({ slot, passed, failed, errors, other }): BarListRow => {
      const bad = failed + errors + other;
      return {
        key: slot,
        label: t('inSlot', { slot }),
        value: bad / Math.max(1, bad + passed),
        text: t('share', { bad: number(bad), all: number(bad + passed) }),
        tone: bad === 0 ? 'idle' : 'fail',
      };
    })
    .sort((a, b) => b.value - a.value || a.key.localeCompare(b.key));
  return (
    <div className={classes.pair}>
      <Panel title={t('failuresByStep')}>
        {causes.length === 0 ? (
          <p className={classes.none}>{t('noFailures')}</p>
        ) : (
          <BarList label={t('failuresByStep')} rows={causes} max={all} />
        )}
      </Panel>
      <Panel title={t('failuresBySlot')}>
        <BarList label={t('failuresBySlot')} rows={slots} max={1} />
      </Panel>
    </div>
  );
}

function useCauses({ byFailure }: Stats, all: number): BarListRow[] {
  const t = useTexts(recordsTexts);
  const { number } = useFormat();
  const titleOf = useErrorTitles();
  return byFailure
    .map(({ step, errorCode, count }): BarListRow => {
      const where = step === null ? t('unknownStep') : t(`step_${step}`);
      const what = errorCode === null ? t('noCause') : titleOf(errorCode);
      return {
        key: `${step} ${errorCode}`,
        label: t('chipLabel', { name: where, value: what }),
        value: count,
        text: t('share', { bad: number(count), all: number(all) }),
        tone: 'fail',
      };
    })
    .sort((a, b) => b.value - a.value);
}
