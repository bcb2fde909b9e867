// Owns: the conditions of a search in words, each with the query that is left without it. Imports i18n, ui and siblings.
import { useMemo } from 'react';
import { chipName } from '../../../electron/contract/chip-name.ts';
import { useFormat, useTexts } from '../../i18n/index.ts';
import { useStatusWord } from '../../ui/index.ts';
import { anyTime, type Period, tryDay, type UnitQuery } from './filter.ts';
import { recordsTexts } from './texts.ts';

export interface Condition {
  readonly key: 'status' | 'product' | 'chip' | 'period';
  readonly text: string;
  readonly without: UnitQuery;
}

export function useConditions(query: UnitQuery): readonly Condition[] {
  const t = useTexts(recordsTexts);
  const statusWord = useStatusWord();
  const periodText = usePeriodText();
  return useMemo(() => {
    const conditions: Condition[] = [];
    const add = (key: Condition['key'], name: string, value: string, without: UnitQuery) =>
      conditions.push({ key, text: t('chipLabel', { name, value }), without });
    if (query.status !== null) add('status', t('status'), statusWord(query.status), { ...query, status: null });
    if (query.product !== null) add('product', t('product'), query.product, { ...query, product: null });
    if (query.chip !== null) add('chip', t('chip'), chipName(query.chip), { ...query, chip: null });
    if (query.period.kind !== 'any') {
      add('period', t('time'), periodText(query.period), { ...query, period: anyTime });
    }
    return conditions;
  }, [query, t, statusWord, periodText]);
}

export function usePeriodText(): (period: Period) => string {
  const t = useTexts(recordsTexts);
  const { date, number } = useFormat();
  return useMemo(() => {
    const dayText = (day: string | null) => {
      const ms = tryDay(day);
      return ms === undefined ? undefined : date(ms);
    };
    return (period) => {
      if (period.kind === 'any') return t('any');
      if (period.kind === 'days') {
        return period.before === 0 ? t('today') : t('days', { number: number(period.before + 1) });
      }
      const [from, to] = [dayText(period.from), dayText(period.to)];
      if (from !== undefined && to !== undefined) return t('between', { from, to });
      if (from !== undefined) return t('since', { from });
      return to === undefined ? t('any') : t('until', { to });
    };
  }, [t, date, number]);
}
