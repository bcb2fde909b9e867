// Owns: the shift in figures: yield, takt, failures by slot and by cause, and the slot that stands out. Imports data, ui.
// Start reading at `SummaryPanel`; what stands out is decided in model/slot-hint.ts.
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChartNoAxesColumn } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toSlipwayError } from '../../../../electron/contract/errors.ts';
import type { LineState } from '../../../../electron/contract/line.ts';
import type { Stats } from '../../../../electron/contract/stats.ts';
import { keys, startOfDay, useClient } from '../../../data/index.ts';
import { useErrorTitles, useFormat, useTexts } from '../../../i18n/index.ts';
import { BarList, EmptyState, ErrorState, LoadingState, Notice, SidePanel } from '../../../ui/index.ts';
import { type SuspectSlot, suspectSlots } from '../model/slot-hint.ts';
import ways from '../way-out.module.css';
import classes from './Summary.module.css';
import { summaryTexts } from './texts.ts';

export interface SummaryPanelProps {
  readonly line: LineState | undefined;
  readonly onClose: () => void;
}

type Since = 'today' | 'hours' | 'order';
const isSince = (value: string): value is Since => value === 'today' || value === 'hours' || value === 'order';
const shiftMs = 8 * 3_600_000;

export function SummaryPanel({ line, onClose }: SummaryPanelProps): ReactNode {
  const t = useTexts(summaryTexts);
  const client = useClient();
  const [since, setSince] = useState<Since>('today');
  // The time at which the panel was opened: a moving start would ask anew each second.
  const [openedAtMs] = useState(() => Date.now());
  const order = line?.order ?? null;
  const sinceMs =
    since === 'order' && order !== null
      ? Math.floor(order.openedAtMs)
      : since === 'hours'
        ? openedAtMs - shiftMs
        : startOfDay(openedAtMs);
  const query = { sinceMs };
  const stats = useQuery({
    queryKey: keys.stats(query),
    queryFn: ({ signal }) => client.stats.summary(query, { signal }),
    placeholderData: (previous) => previous,
  });
  return (
    <SidePanel isOpen onClose={onClose} title={t('title')}>
      <div className={classes.stack}>
        <SegmentedControl
          size="md"
          fullWidth
          aria-label={t('since')}
          value={since}
          onChange={(value) => {
            if (isSince(value)) setSince(value);
          }}
          data={[
            { value: 'today', label: t('since_today') },
            { value: 'hours', label: t('since_hours') },
            ...(order === null ? [] : [{ value: 'order', label: t('since_order') }]),
          ]}
        />
        {stats.error ? (
          <ErrorState error={toSlipwayError(stats.error).toReport()} onRetry={() => void stats.refetch()} />
        ) : stats.data === undefined ? (
          <LoadingState label={t('loading')} />
        ) : (
          <Shift stats={stats.data} />
        )}
        <Link className={`${classes.more} ${ways.wayOut}`} to="/records/charts">
          {t('to_charts')}
        </Link>
      </div>
    </SidePanel>
  );
}

/** The figures of one span of time. Pure. */
export function Shift({ stats }: { readonly stats: Stats }): ReactNode {
  const t = useTexts(summaryTexts);
  const format = useFormat();
  const errorTitle = useErrorTitles();
  const { firstPass, passed, failed, errors, other } = stats;
  if (passed + failed + errors + other === 0) {
    return (
      <EmptyState icon={ChartNoAxesColumn} title={t('none')}>
        {t('none_text')}
      </EmptyState>
    );
  }
  const runsOf = (row: Stats['bySlot'][number]) => row.passed + row.failed + row.errors + row.other;
  const badOf = (row: Stats['bySlot'][number]) => runsOf(row) - row.passed;
  const causes = stats.byFailure.reduce((sum, { count }) => sum + count, 0);
  const bad = stats.bySlot.filter((row) => badOf(row) > 0).sort((a, b) => badOf(b) - badOf(a));
  return (
    <>
      {suspectSlots(stats.bySlot).map((suspect) => (
        <SlotHint key={suspect.slot} suspect={suspect} />
      ))}
      <div className={classes.hero}>
        <span className={classes.heroLabel}>{t('yield')}</span>
        <span className={classes.heroValue}>
          {firstPass.units === 0
            ? t('not_known')
            : format.percent(firstPass.passed / firstPass.units, firstPass.passed === firstPass.units ? 0 : 1)}
        </span>
        <span className={classes.dim}>
          {t('yield_text', { passed: format.number(firstPass.passed), units: format.number(firstPass.units) })}
        </span>
      </div>
      <dl className={classes.figures}>
        <Figure label={t('passed')} value={format.number(passed)} />
        <Figure label={t('failed')} value={format.number(failed)} />
        <Figure label={t('errors')} value={format.number(errors)} />
        <Figure label={t('other')} value={format.number(other)} />
        <Figure
          label={t('takt')}
          value={stats.taktMs === null ? t('not_known') : format.duration(stats.taktMs)}
          note={t('takt_text')}
        />
        <Figure
          label={t('duration')}
          value={stats.medianDurationMs === null ? t('not_known') : format.duration(stats.medianDurationMs)}
          note={t('duration_text')}
        />
      </dl>
      {bad.length === 0 ? (
        <p className={classes.dim}>{t('all_good')}</p>
      ) : (
        <>
          <section>
            <h3 className={classes.title}>{t('by_slot')}</h3>
            <BarList
              label={t('by_slot')}
              // A full bar is a slot in which nothing passed.
              max={1}
              rows={bad.map((row) => ({
                key: row.slot,
                label: row.slot,
                value: badOf(row) / runsOf(row),
                text: t('bad_of', { bad: badOf(row), runs: runsOf(row) }),
                tone: row.failed >= row.errors ? 'fail' : 'error',
              }))}
            />
          </section>
          <section>
            <h3 className={classes.title}>{t('by_failure')}</h3>
            <BarList
              label={t('by_failure')}
              // A full bar is the one cause of all.
              max={causes}
              rows={stats.byFailure.map(({ step, errorCode, count }) => ({
                key: `${step}/${errorCode}`,
                label: errorCode === null ? t('no_cause') : errorTitle(errorCode),
                value: count,
                text: t('bad_of', { bad: count, runs: causes }),
                tone: 'fail',
              }))}
            />
          </section>
        </>
      )}
    </>
  );
}

function SlotHint({ suspect }: { readonly suspect: SuspectSlot }): ReactNode {
  const t = useTexts(summaryTexts);
  const format = useFormat();
  const { slot, bad, runs, othersBad, othersRuns, chance } = suspect;
  const said =
    chance >= 0.001
      ? t('chance_percent', { percent: format.percent(chance, 1) })
      : t('chance_rare', { times: format.number(roundUp(1 / chance)) });
  return (
    <Notice tone="warning" title={t('hint_title', { slot })}>
      {t('hint_text', { bad, runs, othersBad, othersRuns, chance: said })}
    </Notice>
  );
}

/** One digit that counts: nobody needs to know that it was 1 in 12,843. Beyond a million it is simply never. */
function roundUp(times: number): number {
  const capped = Math.min(times, 1_000_000);
  const digit = 10 ** Math.floor(Math.log10(capped));
  return Math.round(capped / digit) * digit;
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

function Figure({ label, value, note }: FigureProps): ReactNode {
  return (
    <div className={classes.figure}>
      <dt>{label}</dt>
      <dd>
        {value}
        {note !== undefined && <span className={classes.note}>{note}</span>}
      </dd>
    </div>
  );
}
