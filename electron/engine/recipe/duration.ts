/** A year of 365 days serves for waiting; where a moment in the calendar is meant, see `endOfDurationMs`. */
const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, y: 365 * 86_400_000 } as const;
type DurationUnit = keyof typeof unitMs;
const isDurationUnit = (text: string): text is DurationUnit => Object.hasOwn(unitMs, text);

/** Milliseconds of a recipe's duration such as `500ms`, `10s`, `30d`. The schema has checked the form. */
export function parseDurationMs(text: string): number {
  const { amount, unit } = partsOf(text);
  return Math.round(amount * unitMs[unit]);
}

/**
 * The moment that lies a duration after another, both as Unix milliseconds. Years are those of the calendar in UTC: the
 * same day at the same time, and 28 February where a year has no 29th, so that nothing lasts longer than was asked for.
 * What is left of a broken year counts by 365 days. Infinity beyond the year 275760, where dates end.
 */
export function endOfDurationMs(fromMs: number, text: string): number {
  const { amount, unit } = partsOf(text);
  if (unit !== 'y') return fromMs + parseDurationMs(text);
  const years = Math.trunc(amount);
  const endMs = yearsAfterMs(fromMs, years) + Math.round((amount - years) * unitMs.y);
  return Number.isNaN(endMs) ? Number.POSITIVE_INFINITY : endMs;
}

/** NaN where dates have ended. */
function yearsAfterMs(fromMs: number, years: number): number {
  const end = new Date(fromMs);
  const month = end.getUTCMonth();
  end.setUTCFullYear(end.getUTCFullYear() + years);
  // 29 February went on to 1 March: back to the last day of its month.
  if (end.getUTCMonth() !== month) end.setUTCDate(0);
  return end.getTime();
}

function partsOf(text: string): { readonly amount: number; readonly unit: DurationUnit } {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|y)$/.exec(text);
  const unit = match?.[2] ?? '';
  if (match === null || !isDurationUnit(unit)) throw new RangeError(`"${text}" is not a duration`);
  return { amount: Number(match[1]), unit };
}
