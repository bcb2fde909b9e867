// Owns: where bars stand and how high each of their parts is, on uPlot's canvas. Imports uPlot's types only.
import type uPlot from 'uplot';

export interface BarSizes {
  /** What a bar stands for on the axis; it takes seven tenths of it. */
  readonly stepSeconds: number;
  /** In pixels of the page, as the gap. */
  readonly widestPx: number;
  /** Between a part and the one on top of it: their colours alone are too near to each other. */
  readonly gapPx: number;
}

/** What is needed of a plot; positions are in pixels of its canvas. */
export interface BarScales {
  /** Moments, and the series as `stacked` gives them: the topmost first, each with its upper edges. */
  readonly data: uPlot.AlignedData;
  readonly x: (seconds: number) => number;
  readonly y: (value: number) => number;
  /** Pixels of the canvas for one of the page. */
  readonly ratio: number;
}

export type Rect = readonly [x: number, y: number, width: number, height: number];

const share = 0.7;

/**
 * uPlot's own bars take their width from the values that there are: a series with few of them would have wider bars than
 * the one that it stands on.
 */
export function barPaths(sizes: BarSizes): uPlot.Series.Points.PathBuilder {
  return (plot, seriesIndex, from, to) => {
    const scales: BarScales = {
      data: plot.data,
      x: (seconds) => plot.valToPos(seconds, 'x', true),
      y: (value) => plot.valToPos(value, 'y', true),
      ratio: plot.ctx.canvas.width / plot.width,
    };
    const fill = new Path2D();
    for (let at = from; at <= to; at += 1) {
      const part = tryPart(sizes, scales, seriesIndex, at);
      if (part) fill.rect(...part);
    }
    return { fill, stroke: null, flags: 0 };
  };
}

/** Of one series at one moment; undefined where it adds nothing. */
export function tryPart(
  { stepSeconds, widestPx, gapPx }: BarSizes,
  { data, x, y, ratio }: BarScales,
  seriesIndex: number,
  at: number,
): Rect | undefined {
  const seconds = data[0][at];
  const upper = data[seriesIndex]?.[at];
  if (seconds === undefined || !isThere(upper)) return undefined;
  const hasAnotherOnTop = data.slice(1, seriesIndex).some((values) => isThere(values[at]));
  const lower = data.slice(seriesIndex + 1).find((values) => isThere(values[at]))?.[at] ?? 0;
  const width = Math.round(Math.max(1, Math.min(share * (x(stepSeconds) - x(0)), widestPx * ratio)));
  const bottom = Math.round(y(lower));
  const gap = hasAnotherOnTop ? Math.round(gapPx * ratio) : 0;
  // However little it is, it is seen.
  const height = Math.max(Math.ceil(ratio), bottom - Math.round(y(upper)) - gap);
  return [Math.round(x(seconds) - width / 2), bottom - height, width, height];
}

const isThere = (value: number | null | undefined): value is number => value !== null && value !== undefined;
