// Owns: which steps an axis of values may have: never so fine that two marks read alike. Imports nothing.

/** 1, 2 and 5 of each power of ten, as they are written: the floating-point numbers by which uPlot knows them. */
const steps = Array.from({ length: 13 }, (_, index) => index - 3).flatMap((power) =>
  [1, 2, 5].map((digit) => Number(`${digit}e${power}`)),
);
/** More than any axis has room for. */
const mostMarks = 40;

function isTold(step: number, from: number, to: number, format: (value: number) => string): boolean {
  const first = Math.floor(from / step);
  // Two marks more, for two that rounding happens to part are not enough.
  const count = Math.max(1, Math.ceil(to / step) - first) + 3;
  if (count > mostMarks) return false;
  const words = Array.from({ length: count }, (_, index) => format((first + index) * step));
  return new Set(words).size === count;
}

/** The steps, finest first, whose marks between the two values differ in words. */
export const toldSteps = (min: number, max: number, format: (value: number) => string): number[] =>
  steps.filter((step) => isTold(step, min, max, format));

/** The range as it is, or so much wider that two marks in it differ in words. */
export function toldRange(min: number, max: number, format: (value: number) => string): [number, number] {
  const step = toldSteps(min, max, format)[0] ?? 0;
  if (max - min >= step) return [min, max];
  const from = Math.floor(min / step) * step;
  return [from, Math.max(Math.ceil(max / step) * step, from + step)];
}
