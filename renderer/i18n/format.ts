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
  /**
   * Time of day without seconds. Undefined until somebody `mayWait`: the first took 18 ms of a profiled start, which the
   * window's first picture need not wait for.
   */
  shortTime(atMs: number, mayWait: boolean): string | undefined;
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

type Unit = 'day' | 'hour' | 'minute' | 'second' | 'millisecond';
/** The symbols of the SI and its neighbours, which Intl has for no language without a full stop or a plural. */
const unitSymbols = { hour: 'h', minute: 'min', second: 's', millisecond: 'ms' } as const;
const unitSymbolsZh = { hour: '小时', minute: '分', second: '秒', millisecond: '毫秒' } as const;
const dateStyles = {
  time: { timeStyle: 'medium' },
  date: { dateStyle: 'medium' },
  dateTime: { dateStyle: 'medium', timeStyle: 'short' },
} as const;

/** Makes each only when it is asked for, and once. */
function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const found = made.get(key);
    if (found !== undefined) return found;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}

/**
 * Written alike in all our languages, and most of what a screen shows. Intl's first format for numbers took 14 ms of
 * a profiled start, which the window need not wait for.
 */
const isPlain = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 1000 && !Object.is(value, -0);

export function createFormat(locale: string, timeZone?: string): Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  // Each costs about a millisecond of the window's start, and a screen needs few of them.
  const numbers = remembered(
    (maximumFractionDigits: number) => new Intl.NumberFormat(locale, { maximumFractionDigits }),
  );
  const percents = remembered(
    (maximumFractionDigits: number) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits }),
  );
  const days = remembered(
    (unitDisplay: 'long') => new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay }),
  );
  const symbols = locale.startsWith('zh') ? unitSymbolsZh : unitSymbols;
  const dates = remembered(
    (kind: keyof typeof dateStyles) => new Intl.DateTimeFormat(locale, { ...dateStyles[kind], ...zone }),
  );
  let short: Intl.DateTimeFormat | undefined;
  const relative = remembered((numeric: 'auto') => new Intl.RelativeTimeFormat(locale, { numeric }));
  const number = (value: number, digits = 1) =>
    isPlain(value) ? String(value) : numbers(Math.min(digits, 3)).format(value);
  const unit = (name: Unit, value: number) =>
    name === 'day' ? days('long').format(value) : `${number(value)}\u00a0${symbols[name]}`;

  return {
    number,
    percent: (share, digits = 0) => percents(Math.min(digits, 3)).format(share),
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
    time: (atMs) => dates('time').format(atMs),
    shortTime(atMs, mayWait) {
      if (mayWait) short ??= new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zone });
      return short?.format(atMs);
    },
    date: (atMs) => dates('date').format(atMs),
    dateTime: (atMs) => dates('dateTime').format(atMs),
    ago(atMs, nowMs = Date.now()) {
      const distance = atMs - nowMs;
      const size = Math.abs(distance);
      if (size < 5 * second) return relative('auto').format(0, 'second');
      const [name, ms] = agoSteps.find(([, , below]) => size < below) ?? (['year', 365 * day] as const);
      return relative('auto').format(Math.trunc(distance / ms), name);
    },
  };
}
