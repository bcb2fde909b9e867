// Owns: the questions that more than one part asks. Imports wire's types and siblings.
import { queryOptions } from '@tanstack/react-query';
import { startOfDay } from '../../electron/contract/day.ts';
import type { SlipwayClient } from '../wire/index.ts';
import { keys } from './keys.ts';
import type { LineCache } from './line-cache.ts';

/** Events keep these current, so that they are never old by the clock. */
export const untilTold = { staleTime: Number.POSITIVE_INFINITY } as const;

export const lineQuery = (line: LineCache) =>
  queryOptions({ queryKey: keys.line(), queryFn: ({ signal }) => line.fetch(signal), ...untilTold });

/** What became of today's runs; another question at midnight only. */
export const todayQuery = (client: SlipwayClient, nowMs: number) => {
  const today = { sinceMs: startOfDay(nowMs) };
  return queryOptions({
    queryKey: keys.stats(today),
    queryFn: ({ signal }) => client.stats.summary(today, { signal }),
  });
};

export const infoQuery = (client: SlipwayClient) =>
  queryOptions({
    queryKey: keys.info(),
    queryFn: ({ signal }) => client.station.info(undefined, { signal }),
    ...untilTold,
  });
