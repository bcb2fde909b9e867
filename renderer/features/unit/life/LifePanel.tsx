// Owns: the life of a unit as a time line, newest first: its runs, and what happened between them.
import { Switch } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { JournalEvent } from '../../../../electron/contract/events.ts';
import type { RunRecord } from '../../../../electron/contract/records.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { EmptyState, Panel } from '../../../ui/index.ts';
import { unitTexts } from '../texts.ts';
import { FactLine } from './FactLine.tsx';
import classes from './LifePanel.module.css';
import { type FactMoment, type Moment, momentsOf } from './moments.ts';
import { RunEntry, runAnchor } from './RunEntry.tsx';

export interface LifePanelProps {
  readonly runs: readonly RunRecord[];
  readonly events: readonly JournalEvent[];
}

export function LifePanel({ runs, events }: LifePanelProps): ReactNode {
  const t = useTexts(unitTexts);
  const moments = useMemo(() => momentsOf(runs, events), [runs, events]);
  const [areRunsOnly, setRunsOnly] = useState(false);
  // What a person opened or closed; the newest run is open until they close it.
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const newestRunId = runs[0]?.runId;
  const isOpen = (runId: string) => toggled.get(runId) ?? runId === newestRunId;
  const set = (runId: string, value: boolean) => setToggled((last) => new Map([...last, [runId, value]]));
  const showRun = useCallback((runId: string) => {
    setToggled((last) => new Map([...last, [runId, true]]));
    // After the run has been drawn open.
    requestAnimationFrame(() => {
      const entry = document.getElementById(runAnchor(runId));
      entry?.scrollIntoView({ block: 'start' });
      entry?.querySelector('button')?.focus({ preventScroll: true });
    });
  }, []);
  const shown = areRunsOnly ? moments.filter(({ kind }) => kind === 'run') : moments;

  return (
    <Panel
      title={t('life')}
      actions={
        <Switch
          label={t('runsOnly')}
          checked={areRunsOnly}
          onChange={(event) => setRunsOnly(event.currentTarget.checked)}
        />
      }
    >
      {shown.length === 0 ? (
        <EmptyState title={t('noRuns')}>{t('noRunsMore')}</EmptyState>
      ) : (
        <ol className={classes.life}>
          {shown.map((moment) => (
            <li key={keyOf(moment)} className={classes.moment} data-kind={toneOf(moment)}>
              {moment.kind === 'run' ? (
                <RunEntry
                  moment={moment}
                  isOpen={isOpen(moment.run.runId)}
                  onToggle={() => set(moment.run.runId, !isOpen(moment.run.runId))}
                  onShowRun={showRun}
                />
              ) : (
                <FactEntry moment={moment} />
              )}
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

function FactEntry({ moment }: { readonly moment: FactMoment }): ReactNode {
  const { dateTime } = useFormat();
  return (
    <div className={classes.fact}>
      <div>
        <FactLine fact={moment.fact} />
      </div>
      <time className={classes.time} dateTime={new Date(moment.atMs).toISOString()}>
        {dateTime(moment.atMs)}
      </time>
    </div>
  );
}

const keyOf = (moment: Moment): string => (moment.kind === 'run' ? moment.run.runId : `fact-${moment.fact.seq}`);

/** Which mark stands on the line. */
function toneOf(moment: Moment): string {
  if (moment.kind === 'run') return moment.run.outcome ?? moment.run.status;
  const { fact } = moment;
  if (fact.kind === 'plain' && fact.body.kind === 'unit.decided') return 'decided';
  return 'fact';
}
