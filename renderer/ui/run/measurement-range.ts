// Owns: where a measured value and its limits lie on one axis, as shares from 0 to 1. Imports contract only. Pure.
import type { Measurement } from '../../../electron/contract/job.ts';

export interface MeasurementRange {
  /** The allowed part of the axis; an open end lies on the edge. */
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** Room beside the limits, as a share of what they span, so that a value outside is seen outside. */
const marginShare = 0.3;

export function rangeOf({ value, min, max }: Pick<Measurement, 'value' | 'min' | 'max'>): MeasurementRange {
  const [low, high] = axisOf(value, min, max);
  const place = (point: number) => Math.min(1, Math.max(0, (point - low) / (high - low)));
  return { from: min === null ? 0 : place(min), to: max === null ? 1 : place(max), at: place(value) };
}

function axisOf(value: number, min: number | null, max: number | null): [low: number, high: number] {
  // With one limit, the axis reaches from nothing to that limit, or as far beyond it as the value is.
  const limits = [min ?? Math.min(0, value), max ?? value];
  const [lowest, highest] = [Math.min(value, ...limits), Math.max(value, ...limits)];
  const span = highest - lowest || Math.abs(value) || 1;
  const isPinnedToZero = min === null && lowest === 0;
  return [isPinnedToZero ? 0 : lowest - span * marginShare, highest + span * marginShare];
}
