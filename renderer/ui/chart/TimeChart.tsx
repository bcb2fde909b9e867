// Owns: values over time, as a drawing and as a table of the same values. Imports uPlot and siblings.
import 'uplot/dist/uPlot.min.css';
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import uPlot from 'uplot';
import { useFormat, useLanguage, useTexts } from '../../i18n/index.ts';
import { uiTexts } from '../texts.ts';
import { type ChartKind, type ChartSeries, leastStepMs, optionsOf } from './options.ts';
import { stacked } from './stack.ts';
import classes from './TimeChart.module.css';
import { useRemPx } from './use-rem-px.ts';
import { ValueTable } from './ValueTable.tsx';

export type { ChartSeries } from './options.ts';

export interface TimeChartProps {
  /** What is shown, for people who hear it: `Yield per hour`. */
  readonly label: string;
  readonly timesMs: readonly number[];
  /**
   * For how long each value stands, from its moment on: the axis ends with the last one's time, and each is drawn in the
   * middle of its own. Without it a line's values are of their moments, and bars take the least step.
   */
  readonly stepMs?: number;
  readonly series: readonly ChartSeries[];
  /** How a value is written; a plain number where it is not given. */
  readonly format?: (value: number) => string;
  /** How a moment is written in the table and the legend. */
  readonly formatTime?: (ms: number) => string;
  readonly kind?: ChartKind;
  readonly heightRem?: number;
  /** The ends of the value axis where they are known: [0, 1] for a share. */
  readonly range?: readonly [number, number];
}

/**
 * Of the page itself: who is told by Mantine's hook draws before the provider has changed the page, in the colours of
 * the scheme before.
 */
const useSchemeOfPage = () =>
  useSyncExternalStore(watchScheme, () => document.documentElement.dataset.mantineColorScheme ?? 'light');

function watchScheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
  return () => observer.disconnect();
}

const canDraw = () => document.createElement('canvas').getContext('2d') !== null;

export function TimeChart(props: TimeChartProps): ReactNode {
  const { label, timesMs, series, kind = 'line', heightRem = 13.75, range } = props;
  const t = useTexts(uiTexts);
  const texts = useFormat();
  const { locale } = useLanguage();
  const formatValue = props.format ?? texts.number;
  const formatTime = props.formatTime ?? texts.dateTime;
  const [isDrawable] = useState(canDraw);
  const [isTable, setTable] = useState(!isDrawable);
  const stepMs = props.stepMs ?? (kind === 'bars' ? leastStepMs(timesMs) : 0);
  const box = useRef<HTMLDivElement>(null);
  const scheme = useSchemeOfPage();
  const remPx = useRemPx();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page, which the scheme changes
  useEffect(() => {
    const element = box.current;
    if (!element || isTable) return;
    const height = heightRem * remPx;
    const drawn = kind === 'bars' ? stacked(series) : series;
    const how = { timesMs, stepMs, series: drawn, kind, height, remPx, range, formatValue, locale };
    const options = optionsOf({ element, ...how });
    const middles = timesMs.map((ms) => (ms + stepMs / 2) / 1000);
    const data: uPlot.AlignedData = [middles, ...drawn.map(({ values }) => [...values])];
    const plot = new uPlot(options, data, element);
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    let isGone = false;
    // A canvas does not notice when its font has been loaded.
    void document.fonts.ready.then(() => {
      if (!isGone) plot.redraw();
    });
    return () => {
      isGone = true;
      observer.disconnect();
      plot.destroy();
    };
  }, [timesMs, stepMs, series, kind, heightRem, remPx, range, formatValue, locale, isTable, scheme]);

  if (timesMs.length === 0) return <p className={classes.none}>{t('noValues')}</p>;
  return (
    <figure className={classes.chart} aria-label={label}>
      {isTable ? (
        <ValueTable label={label} timesMs={timesMs} series={series} formatValue={formatValue} formatTime={formatTime} />
      ) : (
        <>
          <ul className={classes.legend} data-kind={kind}>
            {series.map((one) => (
              <li key={one.label} data-tone={one.tone ?? 'running'}>
                {one.label}
              </li>
            ))}
          </ul>
          <div ref={box} className={classes.drawing} role="img" aria-label={label} />
        </>
      )}
      {isDrawable && (
        <Button variant="subtle" size="compact-xs" className={classes.switch} onClick={() => setTable(!isTable)}>
          {isTable ? t('showChart') : t('showTable')}
        </Button>
      )}
    </figure>
  );
}
