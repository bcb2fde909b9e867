// Owns: how queries behave here: the engine is near, events say what is old, and failures are shown. No imports of ours.
import { QueryClient } from '@tanstack/react-query';
import { SlipwayError } from '../../electron/contract/errors.ts';

/** The engine is being started again, or the network is back in a moment: the same question is worth asking again. */
const isPassing = (error: Error) => error instanceof SlipwayError && error.code === 'wire/closed';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Paused while the engine is away (see DataProvider), so that screens show what they know instead of an error.
        networkMode: 'online',
        retry: (count, error) => isPassing(error) && count < 3,
        retryDelay: 300,
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        // Everything is invalidated when the engine is back, which refetches too.
        refetchOnReconnect: false,
      },
      // An act that could not be done must say so now, not happen minutes later.
      mutations: { networkMode: 'always', retry: false, gcTime: 0 },
    },
  });
}
