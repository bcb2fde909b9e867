// Owns: yield, runs and run time as they went over the time.
import { type ReactNode, useCallback, useMemo } from 'react';
import type { Stats } from '../../../../electron/contract/stats.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { type ChartSeries, Panel, TimeChart } from '../../../ui/index.ts';
import { recordsTexts } from '../texts.ts';
import classes from './ChartsScreen.module.css';
import { type ChartSpan, withEmptyBuckets } from './range.ts';

export interface OverTimeProps {
  readonly series: Stats['series'];
  readonly span: ChartSpan;
}

const nothing = { passed: 0, failed: 0, errors: 0, other: 0, medianDurationMs: null };
const dayMinutes = 1_440;
const minuteMs = 60_000;

export function OverTime({ series: known, span }: OverTimeProps): ReactNode {
  const t = useTexts(recordsTexts);
  const { percent, number, duration, dateTime, date } = useFormat();
  const { sinceMs, untilMs, bucketMinutes } = span;
  const series = useMemo(
    () => withEmptyBuckets(known, { sinceMs, untilMs, bucketMinutes }, nothing, Date.now()),
    [known, sinceMs, untilMs, bucketMinutes],
  );
  const timesMs = useMemo(() => series.map(({ startMs }) => startMs), [series]);
  const yields = useMemo<ChartSeries[]>(
    () => [{ label: t('yieldOfRuns'), tone: 'pass', values: series.map(yieldOf) }],
    [series, t],
  );
  const range = useMemo(() => shareRange(yields[0]?.values ?? []), [yields]);
  const outcomes = useMemo<ChartSeries[]>(
    () => [
      { label: t('passedRuns'), tone: 'pass', values: series.map(({ passed }) => passed) },
      { label: t('failedRuns'), tone: 'fail', values: series.map(({ failed }) => failed) },
      { label: t('errorRuns'), tone: 'error', values: series.map(({ errors }) => errors) },
      { label: t('otherRuns'), tone: 'idle', values: series.map(({ other }) => other) },
    ],
    [series, t],
  );
  const durations = useMemo<ChartSeries[]>(
    () => [
      { label: t('durationMore'), tone: 'running', values: series.map(({ medianDurationMs }) => medianDurationMs) },
    ],
    [series, t],
  );
  const formatTime = bucketMinutes < dayMinutes ? dateTime : date;
  const formatShare = useCallback((value: number) => percent(value), [percent]);
  // Nothing has no unit: “0 ms” below seconds would read as another scale.
  const formatLength = useCallback((ms: number) => (ms === 0 ? number(0) : duration(ms)), [duration, number]);
  return (
    <div className={classes.charts}>
      <Panel title={t('yieldOverTime')}>
        <TimeChart
          label={t('yieldOverTime')}
          timesMs={timesMs}
          stepMs={bucketMinutes * minuteMs}
          series={yields}
          range={range}
          format={formatShare}
          formatTime={formatTime}
        />
      </Panel>
      <Panel title={t('durationOverTime')}>
        <TimeChart
          label={t('durationOverTime')}
          timesMs={timesMs}
          stepMs={bucketMinutes * minuteMs}
          series={durations}
          format={formatLength}
          formatTime={formatTime}
        />
      </Panel>
      <Panel title={t('outcomesOverTime')}>
        <TimeChart
          label={t('outcomesOverTime')}
          timesMs={timesMs}
          stepMs={bucketMinutes * minuteMs}
          series={outcomes}
          kind="bars"
          formatTime={formatTime}
        />
      </Panel>
    </div>
  );
}

/** Of the runs that judged a unit; what the station broke off says nothing about it. Null where there was none. */
function yieldOf({ passed, failed }: Stats['series'][number]): number | null {
  const judged = passed + failed;
  return judged === 0 ? null : passed / judged;
}

/** From a round share below the lowest, so that a point lost between 99 and 97 % is seen. */
function shareRange(shares: ChartSeries['values']): readonly [number, number] {
  const lowest = Math.min(1, ...shares.filter((value) => value !== null));
  return [Math.max(0, Math.floor((lowest - 0.05) * 10) / 10), 1];
}
