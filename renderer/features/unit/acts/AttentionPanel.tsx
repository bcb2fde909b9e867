// Owns: what a unit of unknown state needs: why nobody knows, and the two ways on.
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
}

export function AttentionPanel({ unit, events }: AttentionPanelProps): ReactNode {
  const t = useTexts(unitTexts);
  const { dateTime } = useFormat();
  const [decision, setDecision] = useState<Decision>('retry');
  const openActs = openActsOf(events);
  return (
    <Notice tone="warning" title={t('needsDecision')}>
      <p className={classes.text}>{t('needsDecisionWhy')}</p>
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
        data={[
          { value: 'retry', label: t('decideRetry') },
          { value: 'retire', label: t('decideRetire') },
        ]}
      />
      <p className={classes.text}>{t(decision === 'retry' ? 'retryMeans' : 'retireMeans')}</p>
      <DecisionForm key={decision} unit={unit} decision={decision} onDecided={() => undefined} />
    </Notice>
  );
}
