// Owns: what a unit needs that nothing begins again by itself: why, and the two ways on.
import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { JournalEvent } from '../../../../electron/contract/events.ts';
import type { UnitRecord } from '../../../../electron/contract/records.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { Mono, Notice } from '../../../ui/index.ts';
import { openActsOf } from '../life/moments.ts';
import { unitTexts } from '../texts.ts';
import classes from './acts.module.css';
import { type Decision, DecisionForm } from './DecisionForm.tsx';

export interface AttentionPanelProps {
  readonly unit: UnitRecord;
  readonly events: readonly JournalEvent[];
  /** `unknown`: nobody knows how an act ended. `failed`: it failed for good. */
  readonly why: 'unknown' | 'failed';
}

export function AttentionPanel({ unit, events, why }: AttentionPanelProps): ReactNode {
  const t = useTexts(unitTexts);
  const { dateTime } = useFormat();
  const [decision, setDecision] = useState<Decision>(why === 'failed' ? 'retire' : 'retry');
  const openActs = openActsOf(events);
  // What is likely comes first: a unit that failed for good is not made again to see whether it passes.
  const retry = { value: 'retry', label: t('decideRetry') } as const;
  const retire = { value: 'retire', label: t('decideRetire') } as const;
  return (
    <Notice tone="warning" title={t(why === 'unknown' ? 'needsDecision' : 'failedForGood')}>
      <p className={classes.text}>{t(why === 'unknown' ? 'needsDecisionWhy' : 'failedForGoodWhy')}</p>
      {openActs.length > 0 && (
        <ul className={classes.acts}>
          {openActs.map(({ seq, act, atMs }) => (
            <li key={seq}>
              <Mono>{act}</Mono> <span className={classes.when}>{t('begunAt', { when: dateTime(atMs) })}</span>
            </li>
          ))}
        </ul>
      )}
      <SegmentedControl
        size="sm"
        className={classes.choice}
        aria-label={t('decision')}
        value={decision}
        onChange={setDecision}
        data={why === 'failed' ? [retire, retry] : [retry, retire]}
      />
      <p className={classes.text}>
        {t(decision === 'retire' ? 'retireMeans' : why === 'unknown' ? 'retryMeans' : 'retryFailedMeans')}
      </p>
      <DecisionForm key={decision} unit={unit} decision={decision} onDecided={() => undefined} />
    </Notice>
  );
}
