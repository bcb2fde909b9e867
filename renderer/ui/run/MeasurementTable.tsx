// Owns: what was measured in a run, each value drawn between its limits.
import type { ReactNode } from 'react';
import type { Measurement } from '../../../electron/contract/job.ts';
import { useFormat, useTexts } from '../../i18n/index.ts';
import classes from './MeasurementTable.module.css';
import { rangeOf } from './measurement-range.ts';
import { runTexts } from './texts.ts';

export interface MeasurementTableProps {
  readonly measurements: readonly Measurement[];
}

export function MeasurementTable({ measurements }: MeasurementTableProps): ReactNode {
  const t = useTexts(runTexts);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('measured')}</th>
          <th scope="col" className={classes.value}>
            {t('value')}
          </th>
          <th scope="col" className={classes.range}>
            {t('limits')}
          </th>
        </tr>
      </thead>
      <tbody>
        {measurements.map((measurement) => (
          <MeasurementRow key={measurement.name} measurement={measurement} />
        ))}
      </tbody>
    </table>
  );
}

function MeasurementRow({ measurement }: { readonly measurement: Measurement }): ReactNode {
  const t = useTexts(runTexts);
  const { number } = useFormat();
  const { name, value, unit, isWithinLimits } = measurement;
  return (
    <tr data-is-within={isWithinLimits}>
      <th scope="row">{name}</th>
      <td className={classes.value}>
        {number(value, 3)} <span className={classes.unit}>{unit}</span>
        {!isWithinLimits && <span className={classes.outside}>{t('outsideLimits')}</span>}
      </td>
      <td className={classes.range}>
        <RangeDrawing measurement={measurement} />
        <LimitText measurement={measurement} />
      </td>
    </tr>
  );
}

function LimitText({ measurement: { min, max, unit } }: { readonly measurement: Measurement }): ReactNode {
  const t = useTexts(runTexts);
  const { number } = useFormat();
  const [low, high] = [min, max].map((limit) => (limit === null ? '' : `${number(limit, 3)} ${unit}`));
  return (
    <span className={classes.limits}>
      {min !== null && max !== null && t('between', { low: low ?? '', high: high ?? '' })}
      {min !== null && max === null && t('atLeast', { low: low ?? '' })}
      {min === null && max !== null && t('atMost', { high: high ?? '' })}
      {min === null && max === null && t('noLimits')}
    </span>
  );
}

const width = 1000;
const height = 24;

/** The words beside it say the same, so that it is a picture only. */
function RangeDrawing({ measurement }: { readonly measurement: Measurement }): ReactNode {
  const { from, to, at } = rangeOf(measurement);
  const x = at * width;
  return (
    <svg className={classes.drawing} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <rect className={classes.axis} x={0} y={10} width={width} height={4} />
      <rect className={classes.allowed} x={from * width} y={10} width={(to - from) * width} height={4} />
      {measurement.min !== null && <rect className={classes.limit} x={from * width - 2} y={5} width={4} height={14} />}
      {measurement.max !== null && <rect className={classes.limit} x={to * width - 2} y={5} width={4} height={14} />}
      <rect className={classes.mark} x={x - 6} y={2} width={12} height={20} rx={3} />
    </svg>
  );
}
