// Owns: how uPlot draws our charts: thin lines, few ticks, our tokens. Imports uPlot. Start reading at `optionsOf`.
import uPlot from 'uplot';
import type { StateKind } from '../state/StateIcon.tsx';
import { barPaths } from './bar-paths.ts';
import { fillFor } from './hatch.ts';
import { toldRange, toldSteps } from './value-steps.ts';

export interface ChartSeries {
  readonly label: string;
  /** One per moment; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly tone?: StateKind;
}

/** `bars`: whole amounts; several are parts of one whole and stand on top of each other. */
export type ChartKind = 'line' | 'bars';

export interface ChartOptions {
  readonly element: HTMLElement;
  readonly timesMs: readonly number[];
  /** For how long a value stands, from its moment on; 0 for a moment of its own. */
  readonly stepMs: number;
  /** As they are drawn; bars as `stacked` gives them. */
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

/** The least step there is; for a single value, a day. */
export const leastStepMs = (timesMs: readonly number[]): number =>
  Math.min(...timesMs.slice(1).map((ms, index) => ms - (timesMs[index] ?? ms)), daySeconds * 1000);

/** From the first moment until the last value's time is over, so that charts of one time have one axis. */
function wholeTime(timesMs: readonly number[], stepMs: number): uPlot.Scale {
  const first = timesMs[0] ?? 0;
  return { range: [first / 1000, ((timesMs.at(-1) ?? first) + stepMs) / 1000] };
}

/** Amounts are counted: there is no line for half a run. */
const wholeSteps = Array.from({ length: 9 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();

/** A bar is as long as its amount only where the axis begins at nothing. */
const fromZero: uPlot.Range.Function = (_self, _min, max) => [0, max > 0 ? uPlot.rangeNum(0, max, 0.1, true)[1] : 1];

/** All values, a little around them, and marks that tell them apart. */
const around =
  (format: (value: number) => string): uPlot.Range.Function =>
  (_self, min, max) => {
    // Where there is no value at all, uPlot gives null.
    if (!Number.isFinite(min)) return [0, 1];
    const [from, to] = uPlot.rangeNum(min, max, 0.1, true);
    return toldRange(from ?? min, to ?? max, format);
  };

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
  stepMs,
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
  const surface = colour('--sw-surface-1');
  const bars = barPaths({ stepSeconds: stepMs / 1000, widestPx: remPx * 2.5, gapPx: remPx / 8 });
  return {
    width: Math.max(1, element.clientWidth),
    height,
    legend: { show: false },
    // Half a label beside the last moment; the axis of values gives the first one room.
    padding: [null, remPx * 1.75, null, null],
    cursor: { drag: { x: false, y: false }, points: isLine ? { size: remPx / 2 } : { show: false } },
    scales: {
      ...(stepMs > 0 ? { x: wholeTime(timesMs, stepMs) } : {}),
      y: { range: range ? [range[0], range[1]] : isLine ? around(formatValue) : fromZero },
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
        incrs: isLine ? (_self, _axis, min, max) => toldSteps(min, max, formatValue) : wholeSteps,
        values: (_, splits) => splits.map((value) => formatValue(value)),
      },
    ],
    series: [
      {},
      ...series.map(({ label, tone = 'running' }): uPlot.Series => {
        const stroke = colour(`--sw-state-${tone}`);
        return !isLine
          ? {
              label,
              fill: fillFor(tone, { tone: stroke, surface }, remPx),
              width: 0,
              paths: bars,
              points: { show: false },
            }
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
