import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { type CheckMethod, checkDigits } from './check-digit.ts';

/** A serial number scheme with its date filled in: one sequence of numbers. */
export interface FilledScheme {
  /**
   * The scheme's text with its date fields resolved, `AC-2602-{n:05}`: the counter's name in the journal.
   * Numbering therefore begins again with each period that the scheme names, and never within one.
   */
  readonly key: string;
  /** The serial number of one number. Throws identity/scheme-invalid where a check digit cannot be made. */
  render(number: number): string;
  /** The largest number that fits the width of {n:0W}; without a width there is no such limit. */
  readonly widest: number;
}

const field = /\{([^{}]*)\}/g;
const numberField = /^n(?::0?([1-9]|1[0-5]))?$/;

/** Fills the date fields from `nowMs` in UTC, so that stations in different zones name the same week alike. */
export function fillScheme(scheme: string, check: CheckMethod | undefined, nowMs: number): FilledScheme {
  const invalid = (reason: Sentence) =>
    new SlipwayError('identity/scheme-invalid', say('scheme-invalid', { scheme, reason }));
  if (/[{}]/.test(scheme.replaceAll(field, ''))) throw invalid(say('reason-scheme-brace'));

  const names = [...scheme.matchAll(field)].map((match) => match[1] ?? '');
  const numbers = names.filter((name) => numberField.test(name));
  if (numbers.length !== 1) throw invalid(say('reason-scheme-numbers', { count: numbers.length }));
  const checks = names.filter((name) => name === 'check').length;
  if (checks > 1) throw invalid(say('reason-scheme-checks'));
  if (checks === 1 && check === undefined) throw invalid(say('reason-scheme-no-method'));

  const dates = dateFields(nowMs, names);
  const key = scheme.replaceAll(field, (whole, name: string) => {
    const value = dates.get(name);
    if (value === undefined && !numberField.test(name) && name !== 'check') {
      throw invalid(say('reason-scheme-field', { field: whole }));
    }
    return value ?? whole;
  });
  const width = Number(numberField.exec(numbers[0] ?? '')?.[1] ?? 0);

  return {
    key: check === undefined ? key : `${key} ${check}`,
    widest: width === 0 ? Number.MAX_SAFE_INTEGER : 10 ** width - 1,
    render(number) {
      const numbered = key.replaceAll(field, (whole, name: string) =>
        name === 'check' ? whole : String(number).padStart(width, '0'),
      );
      if (check === undefined) return numbered;
      const digits = checkDigits(check, numbered.replace('{check}', ''));
      if (digits === undefined) throw invalid(say('reason-scheme-no-check', { serial: numbered, check }));
      return numbered.includes('{check}') ? numbered.replace('{check}', digits) : `${numbered}${digits}`;
    },
  };
}

/**
 * With {WW} and no {MM} or {DD}, the year is the one that the ISO week belongs to: 29 December 2025 lies in week 1
 * of 2026, and `2501` would name a week that was a year ago.
 */
function dateFields(nowMs: number, names: readonly string[]): ReadonlyMap<string, string> {
  const now = new Date(nowMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const week = isoWeek(now);
  const isByWeek = names.includes('WW') && !names.includes('MM') && !names.includes('DD');
  const year = isByWeek ? week.year : now.getUTCFullYear();
  return new Map([
    ['YYYY', String(year).padStart(4, '0')],
    ['YY', two(year % 100)],
    ['MM', two(now.getUTCMonth() + 1)],
    ['DD', two(now.getUTCDate())],
    ['WW', two(week.week)],
  ]);
}

/** ISO 8601: weeks begin on Monday, and week 1 is the one with the year's first Thursday. */
function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  const year = thursday.getUTCFullYear();
  return { year, week: 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) };
}
