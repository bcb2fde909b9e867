// Owns: one run in a unit's life: a line that says how it went, and everything there is to show for it.
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { toSlipwayError } from '../../../../electron/contract/errors.ts';
import type { RunDetail, RunRecord } from '../../../../electron/contract/records.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useErrorTitles, useFormat, useSaid, useTexts } from '../../../i18n/index.ts';
import {
  ErrorState,
  Evidence,
  LoadingState,
  MeasurementTable,
  OutcomeBadge,
  StatusBadge,
  StepList,
} from '../../../ui/index.ts';
import { unitTexts } from '../texts.ts';
import { ConsoleView } from './ConsoleView.tsx';
import { FactLine } from './FactLine.tsx';
import type { RunMoment } from './moments.ts';
import classes from './RunEntry.module.css';
import { RunError } from './RunError.tsx';
import { RunFacts } from './RunFacts.tsx';
import { WrittenTable } from './WrittenTable.tsx';
import { writtenOf } from './written.ts';

export interface RunEntryProps {
  readonly moment: RunMoment;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onShowRun: (runId: string) => void;
}

export function RunEntry({ moment, isOpen, onToggle, onShowRun }: RunEntryProps): ReactNode {
  const bodyId = useId();
  return (
    <article className={classes.run} id={runAnchor(moment.run.runId)} data-is-open={isOpen}>
      <button type="button" className={classes.head} aria-expanded={isOpen} aria-controls={bodyId} onClick={onToggle}>
        <RunHead run={moment.run} />
      </button>
      {isOpen && (
        <div id={bodyId} className={classes.body}>
          <RunBody moment={moment} onShowRun={onShowRun} />
        </div>
      )}
    </article>
  );
}

export const runAnchor = (runId: string): string => `run-${runId}`;

function RunHead({ run }: { readonly run: RunRecord }): ReactNode {
  const t = useTexts(unitTexts);
  const { dateTime, duration } = useFormat();
  const titleOf = useErrorTitles();
  return (
    <>
      <ChevronRight className={classes.chevron} size="1.125rem" aria-hidden />
      <span className={classes.outcome}>
        {run.outcome === null ? <StatusBadge status={run.status} /> : <OutcomeBadge outcome={run.outcome} />}
      </span>
      <span className={classes.what}>
        <span className={classes.line}>
          {run.errorCode === null ? `${run.product} ${run.productVersion}` : titleOf(run.errorCode)}
        </span>
        <span className={classes.dim}>
          {dateTime(run.startedAtMs)} · {t('slot', { slot: run.slot })} · {run.operator}
        </span>
      </span>
      <span className={classes.took}>{run.finishedAtMs !== null && duration(run.finishedAtMs - run.startedAtMs)}</span>
    </>
  );
}

function RunBody({ moment, onShowRun }: Pick<RunEntryProps, 'moment' | 'onShowRun'>): ReactNode {
  const t = useTexts(unitTexts);
  const client = useClient();
  const { runId } = moment.run;
  const { data, error, refetch } = useQuery({
    queryKey: keys.run(runId),
    queryFn: ({ signal }) => client.runs.get({ runId }, { signal }),
  });
  if (error !== null && data === undefined) {
    return <ErrorState error={toSlipwayError(error).toReport()} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <LoadingState label={t('readingRun')} />;
  return <RunSections detail={data} moment={moment} onShowRun={onShowRun} />;
}

interface RunSectionsProps extends Pick<RunEntryProps, 'moment' | 'onShowRun'> {
  readonly detail: RunDetail;
}

function RunSections({ detail, moment: { facts, interruption }, onShowRun }: RunSectionsProps): ReactNode {
  const t = useTexts(unitTexts);
  const saidOf = useSaid();
  const { number } = useFormat();
  const regions = writtenOf(detail);
  const lineCount = detail.console === '' ? 0 : detail.console.trimEnd().split('\n').length;
  return (
    <>
      {detail.error !== null && <RunError error={detail.error} />}
      {interruption !== null && (
        <div className={classes.interruption}>
          <p>{t('interrupted')}</p>
          <Evidence {...saidOf(interruption.reason, interruption.coded)} />
        </div>
      )}
      <Section title={t('steps')}>
        <StepList detail={detail} />
      </Section>
      {detail.measurements.length > 0 && (
        <Section title={t('measurements')}>
          <MeasurementTable measurements={detail.measurements} />
        </Section>
      )}
      {regions.length > 0 && (
        <Section title={t('written')}>
          <WrittenTable regions={regions} />
        </Section>
      )}
      {facts.length > 0 && (
        <Section title={t('facts')}>
          <ul className={classes.facts}>
            {facts.map((fact) => (
              <li key={fact.seq}>
                <FactLine fact={fact} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('console')} note={t('lines', { count: lineCount, number: number(lineCount) })}>
        {lineCount === 0 ? (
          <p className={classes.dim}>{t('noConsole')}</p>
        ) : (
          <ConsoleView transcript={detail.console} />
        )}
      </Section>
      <Section title={t('record')}>
        <RunFacts detail={detail} onShowRun={onShowRun} />
      </Section>
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}

function Section({ title, note, children }: SectionProps): ReactNode {
  return (
    <section className={classes.section}>
      <h3 className={classes.title}>
        {title}
        {note !== undefined && <span className={classes.dim}> {note}</span>}
      </h3>
      {children}
    </section>
  );
}
