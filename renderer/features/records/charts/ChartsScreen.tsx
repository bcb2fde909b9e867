// Owns: the screen of yield and takt: how a time went, when it went wrong, and where.
import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChartNoAxesColumn, List } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toSlipwayError } from '../../../../electron/contract/errors.ts';
import type { Stats } from '../../../../electron/contract/stats.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { EmptyState, ErrorState, Icon, LoadingState, Page } from '../../../ui/index.ts';
import { dayOf } from '../filter.ts';
import { recordsTexts } from '../texts.ts';
import classes from './ChartsScreen.module.css';
import { Failures } from './Failures.tsx';
import { Figures } from './Figures.tsx';
import { OverTime } from './OverTime.tsx';
import { type ChartRange, type ChartSpan, rangeKinds, spanOf } from './range.ts';

const titles = { shift: 'rangeShift', day: 'rangeDay', week: 'rangeWeek', custom: 'rangeCustom' } as const;

export function ChartsScreen(): ReactNode {
  const t = useTexts(recordsTexts);
  const client = useClient();
  const [range, setRange] = useState<ChartRange>(() => {
    const today = dayOf(Date.now());
    return { kind: 'shift', from: today, to: today };
  });
  const [product, setProduct] = useState('');
  const span = spanOf(range, Date.now());
  const query = { ...span, product: product === '' ? undefined : product };
  const stats = useQuery({
    queryKey: keys.stats(query),
    queryFn: ({ signal }) => client.stats.summary(query, { signal }),
    placeholderData: keepPreviousData,
  });
  const { data: products } = useQuery({
    queryKey: keys.products(),
    queryFn: ({ signal }) => client.units.products(undefined, { signal }),
  });

  return (
    <Page
      title={t('chartsTitle')}
      lead={<SpanText sinceMs={span.sinceMs} untilMs={span.untilMs} />}
      actions={
        <Button component={Link} to="/records" variant="default" leftSection={<Icon of={List} />}>
          {t('toRecords')}
        </Button>
      }
    >
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={t('range')}
          value={range.kind}
          onChange={(kind) => setRange({ ...range, kind })}
          data={rangeKinds.map((kind) => ({ value: kind, label: t(titles[kind]) }))}
        />
        {range.kind === 'custom' && (
          <>
            <TextInput
              type="date"
              aria-label={t('from')}
              value={range.from}
              onChange={(event) => setRange({ ...range, from: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              aria-label={t('to')}
              value={range.to}
              onChange={(event) => setRange({ ...range, to: event.currentTarget.value })}
            />
          </>
        )}
        <NativeSelect
          aria-label={t('product')}
          value={product}
          onChange={(event) => setProduct(event.currentTarget.value)}
          data={[{ value: '', label: t('allProducts') }, ...(products ?? [])]}
        />
      </div>
      {stats.data !== undefined ? (
        <StatsView stats={stats.data} span={span} hasUnits={products?.length !== 0} />
      ) : stats.error !== null ? (
        <ErrorState error={toSlipwayError(stats.error).toReport()} onRetry={() => void stats.refetch()} />
      ) : (
        <LoadingState label={t(stats.fetchStatus === 'paused' ? 'waitingForEngine' : 'readingStats')} />
      )}
    </Page>
  );
}

function SpanText({ sinceMs, untilMs }: { readonly sinceMs: number; readonly untilMs: number | undefined }): ReactNode {
  const t = useTexts(recordsTexts);
  const { date, dateTime } = useFormat();
  return untilMs === undefined
    ? t('rangeSince', { from: dateTime(sinceMs) })
    : t('rangeBetween', { from: date(sinceMs), to: date(untilMs - 1) });
}

interface StatsViewProps {
  readonly stats: Stats;
  readonly span: ChartSpan;
  /** Something was made at this station, whenever it was. */
  readonly hasUnits: boolean;
}

function StatsView({ stats, span, hasUnits }: StatsViewProps): ReactNode {
  const t = useTexts(recordsTexts);
  const runs = stats.passed + stats.failed + stats.errors + stats.other;
  if (runs === 0) {
    return (
      <div className={classes.nothing}>
        <EmptyState
          icon={ChartNoAxesColumn}
          title={t(hasUnits ? 'noRunsInTime' : 'noUnits')}
          action={
            !hasUnits && (
              <Button component={Link} to="/line">
                {t('toLine')}
              </Button>
            )
          }
        >
          {t(hasUnits ? 'noRunsInTimeMore' : 'noRunsMore')}
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <Figures stats={stats} />
      <OverTime series={stats.series} span={span} />
      <Failures stats={stats} />
    </>
  );
}
