// Owns: amounts on top of each other, as they are drawn. Pure.
import type { ChartSeries } from './options.ts';

/**
 * The first series lies at the bottom. They come back with the heights of their upper edges and the topmost first: each is
 * drawn from the ground up, over those above it. What adds nothing is not drawn.
 */
export function stacked(series: readonly ChartSeries[]): ChartSeries[] {
  const heights: number[] = [];
  const raised = (value: number | null, at: number): number | null => {
    if (value === null || value === 0) return null;
    const height = (heights[at] ?? 0) + value;
    heights[at] = height;
    return height;
  };
  return series.map((one) => ({ ...one, values: one.values.map(raised) })).reverse();
}
