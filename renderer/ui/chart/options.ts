// Owns: how uPlot draws our charts: thin lines, few ticks, our tokens. Imports uPlot. Start reading at `optionsOf`.
import uPlot from 'uplot';
import type { StateKind } from '../state/StateIcon.tsx';

export interface ChartSeries {
  readonly label: string;
  /** One per moment; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly tone?: StateKind;
}

/** `stacked`: bars for amounts that are parts of one whole, on top of each other. */
export type ChartKind = 'line' | 'bars' | 'stacked';

export interface ChartOptions {
  readonly element: HTMLElement;
  readonly timesMs: readonly number[];
  /** As they are drawn; `stacked` in stack.ts. */
  readonly series: readonly ChartSeries[];
  readonly kind: ChartKind;
  readonly height: number;
  /** A canvas knows no rem. */
  readonly remPx: number;
  readonly range: readonly [number, number] | undefined;
  readonly formatValue: (value: number) => string;
  /** Of the moments on the axis. */
  readonly locale: string;
}

const daySeconds = 86_400;

/** `06:00` within a day, `24 Nov` where days pass. uPlot's own words are English. */
function momentsIn(
  locale: string,
): (self: uPlot, splits: number[], axis: number, space: number, step: number) => string[] {
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  return (_self, splits, _axis, _space, step) =>
    splits.map((seconds) => {
      const at = new Date(seconds * 1000);
      const isMidnight = at.getHours() === 0 && at.getMinutes() === 0;
      return (step >= daySeconds || isMidnight ? date : time).format(at);
    });
}

/** A canvas cannot read custom properties: an element of the page resolves them. */
function colourReader(element: HTMLElement): (token: string) => string {
  const probe = document.createElement('span');
  probe.hidden = true;
  return (token) => {
    probe.style.color = `var(${token})`;
    element.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  };
}

/** uPlot gives bars the width of the least step. */
function withHalfStep(timesMs: readonly number[]): (self: uPlot, min: number, max: number) => [number, number] {
  const steps = timesMs.slice(1).map((ms, index) => ms - (timesMs[index] ?? ms));
  const halfSeconds = Math.min(...steps, daySeconds * 1000) / 2000;
  return (_self, min, max) => [min - halfSeconds, max + halfSeconds];
}

/** A bar is as long as its amount only where the axis begins at nothing. */
const fromZero: uPlot.Range.Function = (_self, _min, max) => [0, max > 0 ? uPlot.rangeNum(0, max, 0.1, true)[1] : 1];

/** So few that a line would tell of a course that nobody has seen. */
const fewValues = 12;

/** A moment between two without a value has no line to be seen by; of a few, each is seen as what it is. */
const isolatedOrFew: uPlot.Series.Points.Filter = (plot, index) => {
  const values = plot.data[index];
  if (values === undefined) return null;
  const has = (at: number) => values[at] !== null && values[at] !== undefined;
  const known = Array.from(values.keys()).filter(has);
  return known.length <= fewValues ? known : known.filter((at) => !has(at - 1) && !has(at + 1));
};

export function optionsOf({
  element,
  timesMs,
  series,
  kind,
  height,
  remPx,
  range,
  formatValue,
  locale,
}: ChartOptions): uPlot.Options {
  const colour = colourReader(element);
  const font = `${remPx * 0.75}px ${getComputedStyle(element).fontFamily}`;
  const text = colour('--sw-text-dim');
  const grid = { stroke: colour('--sw-line'), width: 1 };
  const isLine = kind === 'line';
  const bars = uPlot.paths.bars?.({ size: [0.7, remPx * 2.5], radius: kind === 'stacked' ? 0 : 0.1 });
  return {
    width: Math.max(1, element.clientWidth),
    height,
    legend: { show: false },
    // Half a label beside the last moment; the axis of values gives the first one room.
    padding: [null, remPx * 1.75, null, null],
    cursor: { drag: { x: false, y: false }, points: { size: remPx / 2 } },
    scales: {
      // Bars stand on their moment: the first and the last need room beside it.
      ...(isLine ? {} : { x: { range: withHalfStep(timesMs) } }),
      ...(range ? { y: { range: [range[0], range[1]] } } : isLine ? {} : { y: { range: fromZero } }),
    },
    axes: [
      {
        stroke: text,
        font,
        grid: { show: false },
        ticks: grid,
        size: remPx * 2,
        space: remPx * 4.5,
        values: momentsIn(locale),
      },
      {
        stroke: text,
        font,
        grid,
        ticks: { show: false },
        size: remPx * 3.5,
        values: (_, splits) => splits.map((value) => formatValue(value)),
      },
    ],
    series: [
      {},
      ...series.map(({ label, tone = 'running' }): uPlot.Series => {
        const stroke = colour(`--sw-state-${tone}`);
        return !isLine && bars
          ? { label, fill: stroke, width: 0, paths: bars, points: { show: false } }
          : {
              label,
              stroke,
              width: remPx / 8,
              points: { size: remPx * 0.375, fill: stroke, filter: isolatedOrFew },
              spanGaps: false,
            };
      }),
    ],
  };
}
