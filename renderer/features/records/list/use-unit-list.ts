// Owns: the list of units as a screen reads it: pages by cursor, the number of all, and news that does not disturb.
// Imports data and siblings. Start reading at `useUnitList`.
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { UnitRecord } from '../../../../electron/contract/records.ts';
import { useClient, useEvents } from '../../../data/index.ts';
import { isStillFitting, type UnitFilter } from '../filter.ts';
import { createGatherer, type Gatherer } from './gatherer.ts';
import { newRowsOf, type UnitPage, updateRows, withNewRows } from './merge.ts';
import { isTouched, type Touched } from './touched.ts';

const pageSize = 100;
/** Beyond it nobody needs the exact number, and counting would cost. */
const countAtMost = 100_000;

/** Keys of their own: what the events make old elsewhere (`units`) this list looks up itself, row by row. */
const listKey = (filter: UnitFilter) => ['unit-list', filter] as const;
const countKey = (filter: UnitFilter) => ['unit-count', filter] as const;

type Pages = InfiniteData<UnitPage, string | null>;

export interface UnitList {
  readonly rows: readonly UnitRecord[];
  /** Nothing is known yet, not even of an earlier search. */
  readonly isLoading: boolean;
  /** `rows` are those of the search before this one. */
  readonly isSearching: boolean;
  /** Nothing comes because nobody can answer now. */
  readonly isPaused: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly count: { readonly count: number; readonly isExact: boolean } | undefined;
  /** New units that wait until the person wants to see them. */
  readonly waiting: number;
  /** There are more of them than `waiting`. */
  readonly hasMoreWaiting: boolean;
  more(): void;
  showWaiting(): void;
  /** The person has let go of the list: rows that were held may leave. */
  letGo(): void;
  retry(): void;
}

interface Waiting {
  readonly filter: UnitFilter;
  readonly rows: readonly UnitRecord[];
  readonly hasGap: boolean;
}

/** What a person does with the list, so that news does not take it from under their hands. */
export interface Hands {
  /** Nobody's eyes, pointer or focus are in the list, so that new rows may push the others down. */
  mayMove(): boolean;
  /** The row that the pointer is at, counted among those shown; -1 for none. */
  pointedAt(): number;
  /** The unit whose essentials are shown beside the list. */
  readonly selectedId: string | undefined;
}

const none: ReadonlySet<string> = new Set();

/** Rows that no longer fit the filter stay known, and stand in their place again when they fit again. */
export function useUnitList(filter: UnitFilter, hands: Hands): UnitList {
  const client = useClient();
  const queryClient = useQueryClient();
  const [waiting, setWaiting] = useState<Waiting>();
  /** Units that no longer fit and stay for now: leaving would move the row that the pointer is at. */
  const [held, setHeld] = useState(none);

  const list = useInfiniteQuery({
    queryKey: listKey(filter),
    queryFn: ({ pageParam, signal }): Promise<UnitPage> =>
      client.units.search(
        { ...filter, limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // What happened while no screen looked is not known here.
    staleTime: 0,
  });
  const count = useQuery({
    queryKey: countKey(filter),
    queryFn: ({ signal }) => client.units.count({ ...filter, atMost: countAtMost }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

  const pages = list.data?.pages;
  const { selectedId } = hands;
  const { isPlaceholderData } = list;
  const shown = useMemo(() => {
    const rows = pages?.flatMap((page) => page.rows) ?? [];
    // Those of the search before this one are none of this filter's.
    if (isPlaceholderData) return rows;
    return rows.filter((row) => row.unitId === selectedId || held.has(row.unitId) || isStillFitting(row, filter));
  }, [pages, isPlaceholderData, filter, held, selectedId]);

  const change = useCallback(
    (next: (pages: readonly UnitPage[]) => readonly UnitPage[]) =>
      queryClient.setQueryData<Pages>(listKey(filter), (data) => data && { ...data, pages: [...next(data.pages)] }),
    [queryClient, filter],
  );

  const refresh = useEffectEvent(async (touched: Touched, signal: AbortSignal) => {
    const known = queryClient.getQueryData<Pages>(listKey(filter))?.pages;
    if (known === undefined) return;
    const newest = await client.units.search({ ...filter, limit: pageSize }, { signal });
    const inNewest = new Set(newest.rows.map(({ unitId }) => unitId));
    const others = known.flatMap(({ rows }) =>
      rows.filter((row) => isTouched(row, touched) && !inNewest.has(row.unitId)),
    );
    const again = await Promise.all(
      others.map(({ unitId }) => client.units.search({ text: unitId, limit: 1 }, { signal })),
    );
    const at = hands.pointedAt();
    setHeld(at < 0 ? none : new Set(shown.slice(0, at + 1).map(({ unitId }) => unitId)));
    change((pages) => updateRows(pages, [...newest.rows, ...again.flatMap(({ rows }) => rows)]));
    void queryClient.invalidateQueries({ queryKey: countKey(filter) });
    const { rows, hasGap } = newRowsOf(known, newest);
    if (rows.length === 0) setWaiting(undefined);
    else if (!hasGap && hands.mayMove()) {
      change((pages) => withNewRows(pages, rows));
      setWaiting(undefined);
    } else setWaiting({ filter, rows, hasGap });
  });

  const gatherer = useRef<Gatherer>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was gathered for one search is no news to another.
  useEffect(() => {
    const created = createGatherer((touched, signal) => refresh(touched, signal));
    gatherer.current = created;
    return () => created.close();
  }, [filter]);
  useEvents((event) => {
    if (event.kind === 'journal') gatherer.current?.add(event.event);
  });

  const isWaitingHere = waiting?.filter === filter;
  return {
    rows: shown,
    isLoading: list.isPending,
    isSearching: list.isPlaceholderData,
    isPaused: list.fetchStatus === 'paused',
    error: list.error,
    hasMore: list.hasNextPage,
    count: count.data,
    waiting: isWaitingHere ? waiting.rows.length : 0,
    hasMoreWaiting: isWaitingHere && waiting.hasGap,
    more: useCallback(() => {
      if (!list.isFetchingNextPage) void list.fetchNextPage();
    }, [list]),
    showWaiting: useCallback(() => {
      if (waiting === undefined) return;
      if (waiting.hasGap) void queryClient.resetQueries({ queryKey: listKey(waiting.filter) });
      else change((known) => withNewRows(known, waiting.rows));
      setWaiting(undefined);
    }, [waiting, change, queryClient]),
    letGo: useCallback(() => setHeld(none), []),
    retry: useCallback(() => void list.refetch(), [list]),
  };
}

const firstPage: string | null = null;
