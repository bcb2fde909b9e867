// Owns: the values of a chart as a table: for those who cannot see it, and for those who want the figures.
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { uiTexts } from '../texts.ts';
import type { ChartSeries } from './options.ts';
import classes from './TimeChart.module.css';

export interface ValueTableProps {
  readonly label: string;
  readonly timesMs: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly formatValue: (value: number) => string;
  readonly formatTime: (ms: number) => string;
}

export function ValueTable({ label, timesMs, series, formatValue, formatTime }: ValueTableProps): ReactNode {
  const t = useTexts(uiTexts);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('time')}</th>
            {series.map((one) => (
              <th key={one.label} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {timesMs.map((ms, index) => (
            <tr key={ms}>
              <th scope="row">{formatTime(ms)}</th>
              {series.map((one) => {
                const value = one.values[index];
                return <td key={one.label}>{value === null || value === undefined ? '–' : formatValue(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
