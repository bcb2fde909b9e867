// Owns: numbers, sizes and times as people of a language write them. Imports nothing. Start reading at `createFormat`.

export interface Format {
  number(value: number, maximumFractionDigits?: number): string;
  /** A share from 0 to 1: `62 %`. */
  percent(share: number, maximumFractionDigits?: number): string;
  /** `1.4 MiB`: powers of 1024, as flash is sized. */
  bytes(count: number): string;
  /** How long something took: `840 ms`, `14.2 s`, `2 min 5 s`, `3 h 20 min`. */
  duration(ms: number): string;
  /** A running clock: `0:14`, `1:02:03`. */
  clock(ms: number): string;
  /** Time of day with seconds. */
  time(atMs: number): string;
  date(atMs: number): string;
  dateTime(atMs: number): string;
  /** `3 minutes ago`; `nowMs` for tests and for lists that must agree with each other. */
  ago(atMs: number, nowMs?: number): string;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const sizes = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
const agoSteps: readonly (readonly [Intl.RelativeTimeFormatUnit, number, number])[] = [
  ['second', second, minute],
  ['minute', minute, hour],
  ['hour', hour, day],
  ['day', day, 30 * day],
  ['month', 30 * day, 365 * day],
  ['year', 365 * day, Number.POSITIVE_INFINITY],
];

export function createFormat(locale: string, timeZone?: string): Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  const numbers = [0, 1, 2, 3].map((digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }));
  const percents = [0, 1, 2, 3].map(
    (maximumFractionDigits) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits }),
  );
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', ...zone });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone });
  const number = (value: number, digits = 1) => (numbers[Math.min(digits, 3)] ?? numbers[1])?.format(value) ?? '';
  const units = new Map(
    (['hour', 'minute', 'second', 'millisecond', 'day'] as const).map((unit) => [
      unit,
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        // German shortens days to `Tg.`, which nobody says.
        unitDisplay: unit === 'day' ? 'long' : 'short',
        maximumFractionDigits: 1,
      }),
    ]),
  );
  const unit = (name: Parameters<typeof units.get>[0], value: number) => units.get(name)?.format(value) ?? '';

  return {
    number,
    percent: (share, digits = 0) => (percents[Math.min(digits, 3)] ?? percents[0])?.format(share) ?? '',
    bytes(count) {
      let index = 0;
      let value = count;
      while (value >= 1024 && index < sizes.length - 1) {
        value /= 1024;
        index += 1;
      }
      return `${number(value, value >= 100 || index === 0 ? 0 : 1)}\u00a0${sizes[index]}`;
    },
    duration(ms) {
      if (ms < second) return unit('millisecond', Math.round(ms));
      if (ms < minute) {
        const seconds = Math.round(ms / 100) / 10;
        return seconds >= 60 ? unit('minute', 1) : unit('second', seconds);
      }
      const [big, bigMs, small, smallMs] =
        ms < hour
          ? (['minute', minute, 'second', second] as const)
          : ms < day
            ? (['hour', hour, 'minute', minute] as const)
            : (['day', day, 'hour', hour] as const);
      const total = Math.round(ms / smallMs);
      const perBig = bigMs / smallMs;
      const rest = total % perBig;
      const whole = unit(big, Math.floor(total / perBig));
      return rest === 0 ? whole : `${whole} ${unit(small, rest)}`;
    },
    clock(ms) {
      const seconds = Math.max(0, Math.round(ms / second));
      const two = (value: number) => String(value).padStart(2, '0');
      const hours = Math.floor(seconds / 3600);
      const minutes = Math.floor((seconds % 3600) / 60);
      return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
    },
    time: (atMs) => time.format(atMs),
    date: (atMs) => date.format(atMs),
    dateTime: (atMs) => dateTime.format(atMs),
    ago(atMs, nowMs = Date.now()) {
      const distance = atMs - nowMs;
      const size = Math.abs(distance);
      if (size < 5 * second) return relative.format(0, 'second');
      const [name, ms] = agoSteps.find(([, , below]) => size < below) ?? (['year', 365 * day] as const);
      return relative.format(Math.trunc(distance / ms), name);
    },
  };
}
