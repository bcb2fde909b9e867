// Owns: units found as a person types into the palette. Imports data.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { UnitRecord } from '../../../electron/contract/records.ts';
import { keys, useClient } from '../../data/index.ts';

/** Those beyond are in Records. */
const mostShown = 6;
/** A pause in typing. */
const pauseMs = 120;
const minimumLength = 2;

export interface UnitSearch {
  readonly units: readonly UnitRecord[];
  /** More units fit than are given. */
  readonly hasMore: boolean;
  readonly isSearching: boolean;
}

export function useUnitSearch(text: string): UnitSearch {
  const client = useClient();
  const asked = usePaused(text.trim(), pauseMs);
  const isEnabled = asked.length >= minimumLength;
  // One more, to know whether there are more.
  const query = { text: asked, limit: mostShown + 1 };
  const { data, isFetching } = useQuery({
    queryKey: keys.units({ palette: query }),
    queryFn: ({ signal }) => client.units.search(query, { signal }),
    enabled: isEnabled,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  const rows = isEnabled ? (data?.rows ?? []) : [];
  return {
    units: rows.slice(0, mostShown),
    hasMore: rows.length > mostShown,
    isSearching: isEnabled && isFetching,
  };
}

function usePaused(value: string, ms: number): string {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return paused;
}
