// Owns: the life of a unit as a time line, newest first: its runs, and what happened between them.
import { Switch } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { JournalEvent } from '../../../../electron/contract/events.ts';
import type { RunRecord } from '../../../../electron/contract/records.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { EmptyState, Panel, type StateKind, stateOfOutcome, stateOfStatus, Timeline } from '../../../ui/index.ts';
import { unitTexts } from '../texts.ts';
import { FactLine } from './FactLine.tsx';
import classes from './LifePanel.module.css';
import { type Fact, momentsOf } from './moments.ts';
import { RunEntry, runAnchor } from './RunEntry.tsx';

export interface LifePanelProps {
  readonly runs: readonly RunRecord[];
  readonly events: readonly JournalEvent[];
}

export function LifePanel({ runs, events }: LifePanelProps): ReactNode {
  const t = useTexts(unitTexts);
  const { dateTime } = useFormat();
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
        <Timeline
          label={t('life')}
          items={shown.map((moment) =>
            moment.kind === 'run'
              ? {
                  key: moment.run.runId,
                  state: stateOfRun(moment.run),
                  isCard: true,
                  title: (
                    <RunEntry
                      moment={moment}
                      isOpen={isOpen(moment.run.runId)}
                      onToggle={() => set(moment.run.runId, !isOpen(moment.run.runId))}
                      onShowRun={showRun}
                    />
                  ),
                }
              : {
                  key: `fact-${moment.fact.seq}`,
                  state: stateOfFact(moment.fact),
                  title: (
                    <span className={classes.fact}>
                      <FactLine fact={moment.fact} />
                    </span>
                  ),
                  time: dateTime(moment.atMs),
                },
          )}
        />
      )}
    </Panel>
  );
}

const stateOfRun = (run: RunRecord): StateKind =>
  run.outcome === null ? stateOfStatus[run.status] : stateOfOutcome[run.outcome];

/** A person's word and what waits for one stand out; the rest is quiet. */
function stateOfFact(fact: Fact): StateKind {
  if (fact.kind === 'plain') return fact.body.kind === 'unit.decided' ? 'waiting' : 'idle';
  if (fact.kind === 'act') return fact.end === null ? 'attention' : 'idle';
  return fact.isHeld ? 'attention' : 'idle';
}
