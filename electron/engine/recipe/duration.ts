const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, y: 365 * 86_400_000 } as const;
type DurationUnit = keyof typeof unitMs;
const isDurationUnit = (text: string): text is DurationUnit => Object.hasOwn(unitMs, text);

/** Milliseconds of a recipe's duration such as `500ms`, `10s`, `30d`; a year has 365 days. The schema has checked the form. */
export function parseDurationMs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|y)$/.exec(text);
  const unit = match?.[2] ?? '';
  if (match === null || !isDurationUnit(unit)) throw new RangeError(`"${text}" is not a duration`);
  return Math.round(Number(match[1]) * unitMs[unit]);
}
