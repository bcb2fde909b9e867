// Owns: what is searched for now: as typed, and as asked of the engine once the fingers rest. Imports siblings.
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { useViewState } from '../../data/index.ts';
import { dayOf, everyUnit, filterOf, type UnitFilter, type UnitQuery } from './filter.ts';
import { type RecordsState, recordsStore } from './view-state.ts';

/** Shorter than a pause in typing, longer than between two keys of it. */
const restMs = 100;

export interface RecordsSearch {
  readonly view: RecordsState;
  change(patch: Partial<RecordsState>): void;
  readonly query: UnitQuery;
  setQuery(query: UnitQuery): void;
  readonly filter: UnitFilter;
  /** What is typed has not been asked yet. */
  readonly isTyping: boolean;
}

export function useRecordsSearch(): RecordsSearch {
  const [view, change] = useViewState(recordsStore);
  const { query } = view;
  const [text] = useDebouncedValue(query.text, restMs);
  // A new day is a new question: "today" is another one.
  const today = dayOf(Date.now());
  const filter = useMemo(() => {
    void today;
    return filterOf({ ...query, text }, Date.now());
  }, [query, text, today]);
  const stable = useStable(filter);
  const setQuery = useCallback((next: UnitQuery) => change({ query: next }), [change]);
  useSearchOfAddress(setQuery);
  return { view, change, query, setQuery, filter: stable, isTyping: text !== query.text };
}

/** The same object as long as it says the same: keys pressed within the rest change nothing. */
function useStable(filter: UnitFilter): UnitFilter {
  const said = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `said` is what the filter says.
  return useMemo(() => filter, [said]);
}

/** `/records?text=…`, as the palette and other screens lead here; taken once, so that the address does not go stale. */
function useSearchOfAddress(setQuery: (query: UnitQuery) => void): void {
  const { text } = useSearch({ strict: false });
  const navigate = useNavigate();
  useEffect(() => {
    if (text === undefined) return;
    setQuery({ ...everyUnit, text });
    void navigate({ to: '/records', search: {}, replace: true });
  }, [text, setQuery, navigate]);
}
