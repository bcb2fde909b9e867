// Owns: what a serial number of a scheme looks like, for people who do not read schemes. Pure. Imports nothing.

const two = (number: number): string => String(number).padStart(2, '0');

/** The ISO week of a day and the year that it belongs to. */
function weekOf(day: Date): { readonly year: number; readonly week: number } {
  const thursday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  return { year, week: Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7) };
}

/**
 * `AC-2648-00001` for `AC-{YY}{WW}-{n:05}`: today's, and the first of its sequence. A check digit, which only the engine
 * reckons, is shown as a zero.
 */
export function exampleOf(scheme: string, nowMs: number): string {
  const day = new Date(nowMs);
  const { year, week } = weekOf(day);
  const isByWeek = scheme.includes('{WW}') && !scheme.includes('{MM}') && !scheme.includes('{DD}');
  const ofYear = isByWeek ? year : day.getUTCFullYear();
  const values: Readonly<Record<string, string>> = {
    YYYY: String(ofYear),
    YY: two(ofYear % 100),
    MM: two(day.getUTCMonth() + 1),
    DD: two(day.getUTCDate()),
    WW: two(week),
    check: '0',
  };
  return scheme.replace(/\{(\w+)(?::0?(\d+))?\}/g, (field, name: string, width?: string) =>
    name === 'n' ? '1'.padStart(Number(width ?? 1), '0') : (values[name] ?? field),
  );
}
