// Owns: the conditions that narrow the list, behind one button. Native fields: quick by keyboard, touch and scanner.
import { Button, NativeSelect, Popover, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ListFilter } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { chipName } from '../../../../electron/contract/chip-name.ts';
import { unitStatusSchema } from '../../../../electron/contract/records.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { Icon, useStatusWord } from '../../../ui/index.ts';
import { anyTime, countConditions, dayOf, everyUnit, type Period, type UnitQuery } from '../filter.ts';
import { recordsTexts } from '../texts.ts';

export interface FilterButtonProps {
  readonly query: UnitQuery;
  readonly onChange: (query: UnitQuery) => void;
  /** Chips that were seen, as suggestions. */
  readonly chips: readonly string[];
}

export function FilterButton({ query, onChange, chips }: FilterButtonProps): ReactNode {
  const t = useTexts(recordsTexts);
  const { number } = useFormat();
  const [isOpen, setOpen] = useState(false);
  const count = countConditions(query);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<Icon of={ListFilter} />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {count === 0 ? t('filter') : t('filterCount', { number: number(count) })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="md" aria-label={t('filter')}>
        <FilterFields query={query} onChange={onChange} chips={chips} />
      </Popover.Dropdown>
    </Popover>
  );
}

function FilterFields({ query, onChange, chips }: FilterButtonProps): ReactNode {
  const t = useTexts(recordsTexts);
  const client = useClient();
  const statusWord = useStatusWord();
  const chipsId = useId();
  const { data: products = [] } = useQuery({
    queryKey: keys.products(),
    queryFn: ({ signal }) => client.units.products(undefined, { signal }),
  });
  // A product of a saved view may be gone from the records, and is still the condition.
  const known = query.product === null || products.includes(query.product) ? products : [query.product, ...products];
  return (
    <Stack gap="sm" w={280}>
      <NativeSelect
        label={t('status')}
        value={query.status ?? ''}
        onChange={(event) => {
          const status = unitStatusSchema.safeParse(event.currentTarget.value);
          onChange({ ...query, status: status.data ?? null });
        }}
        data={[
          { value: '', label: t('any') },
          ...unitStatusSchema.options.map((status) => ({ value: status, label: statusWord(status) })),
        ]}
      />
      <NativeSelect
        label={t('product')}
        value={query.product ?? ''}
        onChange={(event) => onChange({ ...query, product: event.currentTarget.value || null })}
        data={[{ value: '', label: t('any') }, ...known]}
      />
      <TextInput
        label={t('chip')}
        placeholder={t('any')}
        list={chipsId}
        value={query.chip ?? ''}
        maxLength={32}
        onChange={(event) => onChange({ ...query, chip: event.currentTarget.value.trim() || null })}
      />
      <datalist id={chipsId}>
        {chips.map((chip) => (
          <option key={chip} value={chipName(chip)} />
        ))}
      </datalist>
      <PeriodFields period={query.period} onChange={(period) => onChange({ ...query, period })} />
      <Button
        variant="default"
        disabled={countConditions(query) === 0}
        onClick={() => onChange({ ...everyUnit, text: query.text })}
      >
        {t('clearConditions')}
      </Button>
    </Stack>
  );
}

/** Days before today. */
const choices = { today: 0, week: 6, month: 29 } as const;
type Choice = keyof typeof choices;
const isChoice = (value: string): value is Choice => Object.hasOwn(choices, value);

interface PeriodFieldsProps {
  readonly period: Period;
  readonly onChange: (period: Period) => void;
}

function PeriodFields({ period, onChange }: PeriodFieldsProps): ReactNode {
  const t = useTexts(recordsTexts);
  const { number } = useFormat();
  const choose = (value: string) => {
    if (isChoice(value)) onChange({ kind: 'days', before: choices[value] });
    else if (value === 'between') onChange({ kind: 'between', from: dayOf(Date.now()), to: null });
    else onChange(anyTime);
  };
  return (
    <>
      <NativeSelect
        label={t('time')}
        value={choiceOf(period)}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: 'any', label: t('any') },
          { value: 'today', label: t('today') },
          { value: 'week', label: t('days', { number: number(choices.week + 1) }) },
          { value: 'month', label: t('days', { number: number(choices.month + 1) }) },
          { value: 'between', label: t('custom') },
        ]}
      />
      {period.kind === 'between' && (
        <>
          <TextInput
            type="date"
            label={t('from')}
            value={period.from ?? ''}
            onChange={(event) => onChange({ ...period, from: event.currentTarget.value || null })}
          />
          <TextInput
            type="date"
            label={t('to')}
            value={period.to ?? ''}
            onChange={(event) => onChange({ ...period, to: event.currentTarget.value || null })}
          />
        </>
      )}
    </>
  );
}

function choiceOf(period: Period): string {
  if (period.kind !== 'days') return period.kind;
  const [name] = Object.entries(choices).find(([, before]) => before === period.before) ?? ['any'];
  return name;
}
